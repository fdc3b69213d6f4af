/** What one line of the server's stdout is. */
export type LogLine =
  /** A record as `log` makes it. */
  | { readonly kind: 'record'; readonly text: string }
  /** A warning or an error of Directus itself; `error` is there when it is that of an error object. */
  | { readonly kind: 'trouble'; readonly text: string; readonly error?: LoggedError }
  | { readonly kind: 'other'; readonly text: string };

/** An error as pino writes it. */
export interface LoggedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;

const parse = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    return record(JSON.parse(line));
  } catch {
    return undefined; // something that was printed past the logger
  }
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/* What Directus itself says on the level of `log`, and what of it is more than a text. */
const own = /^(?:Extensions (?:loaded|unloaded|reloaded)$|(?:Loaded|Added|Removed) extensions: |Server started at )/;
const bareKeys = ['level', 'time', 'pid', 'hostname', 'name', 'msg'];

/* A line of JSON has these escaped and all other characters as they are; so has the text that is handed on. */
const asWritten = (text: string): string => text.replaceAll(/[\u0000-\u001f]/g, (character) => JSON.stringify(character).slice(1, -1));

const infoLevel = 30;

/** Reads one line of the server's stdout (`LOG_STYLE=raw`: JSON). */
export const readLogLine = (line: string): LogLine => {
  const parsed = parse(line);
  if (parsed === undefined) return { kind: 'other', text: line };
  const level = Number(parsed['level']);
  const text = textOf(parsed['msg']);
  if (level > infoLevel) {
    const error = record(parsed['err']);
    if (error === undefined) return { kind: 'trouble', text };
    return {
      kind: 'trouble',
      text,
      error: { name: textOf(error['type']), message: textOf(error['message']), stack: textOf(error['stack']) },
    };
  }
  const isBare = Object.keys(parsed).every((key) => bareKeys.includes(key));
  return level === infoLevel && isBare && 'msg' in parsed && !own.test(text)
    ? { kind: 'record', text: asWritten(text) }
    : { kind: 'other', text };
};
