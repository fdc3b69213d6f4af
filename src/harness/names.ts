import { randomBytes } from 'node:crypto';

/** Gives a case's host names and tokens other names for one attempt, so that no runtime can know them, and takes them back. */
export interface Names {
  /** Returns the value with every `label.test` host and `{{token}}` replaced. */
  disguise<T>(value: T): T;
  /** Returns the value with the case's own names. */
  reveal<T>(value: T): T;
  /** Makes `disguise` turn `{{token}}` into this text; `reveal` leaves it. */
  tell(token: string, text: string): void;
  /** Makes `reveal` turn this text into `{{token}}` too. */
  remember(token: string, text: string): void;
  /** The same, as soon as `disguise` was given the token: for texts that stand elsewhere as well, of which `reveal` takes none for the token of a case that has none. */
  offer(token: string, text: string): void;
}

// A label has at most 63 characters (RFC 1035); without the bound a long text without a dot takes the square of its length.
const host = /([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.test(?![a-z0-9(-])/g;
const token = /\{\{([a-z][a-zA-Z0-9]*)\}\}/g;

/** Returns a fresh name of lower-case letters and digits that starts with a letter. */
export const drawName = (): string => `n${randomBytes(6).toString('hex')}`;

// Text by text, not over the JSON of the whole: there, `\n` in front of a host would read as a part of its name.
const over = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => over(inner, change));
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [change(key), over(inner, change)]));
};

const overText = <T>(value: T, change: (text: string) => string): T => over(value, change) as T;

/** Draws the names of one attempt. They are never predictable: the seed orders cases, it does not name hosts. */
export const drawNames = (): Names => {
  const forth = new Map<string, string>();
  const back = new Map<string, string>();
  const offered = new Map<string, string>();
  const draw = (key: string, original: string): string => {
    let drawn = forth.get(key) ?? offered.get(key);
    if (drawn !== undefined && offered.delete(key)) {
      forth.set(key, drawn);
      back.set(drawn, original);
    }
    if (drawn === undefined) {
      drawn = drawName();
      forth.set(key, drawn);
      back.set(drawn, original);
    }
    return drawn;
  };
  return {
    disguise: (value) =>
      overText(value, (text) =>
        text
          .replaceAll(host, (_, label: string) => `${draw(`host ${label}`, label)}.test`)
          .replaceAll(token, (whole, name: string) => draw(`token ${name}`, whole)),
      ),
    reveal: (value) =>
      overText(value, (text) => [...back].reduce((revealed, [drawn, original]) => revealed.replaceAll(drawn, original), text)),
    tell: (name, text) => void forth.set(`token ${name}`, text),
    remember: (name, text) => {
      forth.set(`token ${name}`, text);
      back.set(text, `{{${name}}}`);
    },
    offer: (name, text) => void offered.set(`token ${name}`, text),
  };
};
