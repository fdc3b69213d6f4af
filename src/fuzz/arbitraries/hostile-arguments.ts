import type { Die } from './diced.ts';

/** A value of a generated program, as source text, and the name of its trick for the count of what was covered. */
export interface HostileValue {
  readonly source: string;
  readonly trick: string;
}

/* `flip` of the generated program gives its values one after the other, the last one for ever. */
const flip = (first: string, then: string): string => `flip(${JSON.stringify(first)}, ${JSON.stringify(then)})`;

type Trick = (first: string, then: string) => string;

const texts: Readonly<Record<string, Trick>> = {
  'a plain text': (first) => JSON.stringify(first),
  'a String object': (first, then) => `Object.assign(new String(${JSON.stringify(first)}), { toString: ${flip(first, then)} })`,
  'a toString': (first, then) => `({ toString: ${flip(first, then)} })`,
  'a valueOf': (first, then) => `({ toString: undefined, valueOf: ${flip(first, then)} })`,
  'Symbol.toPrimitive': (first, then) => `({ [Symbol.toPrimitive]: ${flip(first, then)} })`,
  'a list of one': (first, then) => `Object.assign([${JSON.stringify(first)}], { toString: ${flip(first, then)} })`,
  'a function': (first, then) => `Object.assign(() => undefined, { toString: ${flip(first, then)} })`,
  'a proxy': (first, then) => `new Proxy({}, { get: () => ${flip(first, then)} })`,
  'a URL-like object': (first, then) => `({ href: ${JSON.stringify(first)}, toString: ${flip(first, then)} })`,
  'a text that String.prototype reads otherwise': (first, then) =>
    `(Reflect.defineProperty(String.prototype, 'toString', { value: ${flip(first, then)}, configurable: true }), ${JSON.stringify(first)})`,
};

const objects: Readonly<Record<string, Trick>> = {
  'plain options': (first) => `({ method: ${JSON.stringify(first)} })`,
  'a getter': (first, then) => `({ get method() { return (this.flipped ??= ${flip(first, then)})(); } })`,
  'an inherited property': (_first, then) => `Object.create({ method: ${JSON.stringify(then)} })`,
  'a class': (first, then) => `new (class { #next = ${flip(first, then)}; get method() { return this.#next(); } })()`,
  'a proxy of options': (first, then) =>
    `(() => { const next = ${flip(first, then)}; return new Proxy({}, { get: (_, key) => key === 'method' ? next() : undefined, has: () => true, ownKeys: () => ['method'], getOwnPropertyDescriptor: () => ({ value: next(), enumerable: true, configurable: true }) }); })()`,
  'options without a prototype': (first) => `Object.assign(Object.create(null), { method: ${JSON.stringify(first)} })`,
  'frozen options': (first) => `Object.freeze({ method: ${JSON.stringify(first)} })`,
  'a polluted prototype': (_first, then) =>
    `(Reflect.defineProperty(Object.prototype, 'method', { value: ${JSON.stringify(then)}, enumerable: true, configurable: true, writable: true }), {})`,
  'a toJSON': (first, then) => `({ method: ${JSON.stringify(first)}, toJSON: () => ({ method: ${JSON.stringify(then)} }) })`,
  'an own __proto__': (_first, then) => `JSON.parse('{"__proto__":{"method":${JSON.stringify(then)}}}')`,
  'a list': (first) => `Object.assign([], { method: ${JSON.stringify(first)} })`,
  'a function as options': (first) => `Object.assign(() => undefined, { method: ${JSON.stringify(first)} })`,
};

const dealt =
  (tricks: Readonly<Record<string, Trick>>) =>
  (number: number, first: string, then: string, die: Die): HostileValue => {
    const all = Object.entries(tricks);
    const [trick, make] = all[die(all.length, number % all.length)] ?? ['nothing', () => 'undefined'];
    return { trick, source: make(first, then) };
  };

/** A text that reads as one value first and as another one later; numbers in a row have tricks in a row. */
export const hostileText = dealt(texts);

/** Options whose `method` reads as one value first and as another one later; numbers in a row have tricks in a row. */
export const hostileOptions = dealt(objects);
