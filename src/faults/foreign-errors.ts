import type { Fault } from './fault.ts';
import { before, failingWith, leak } from './rewriting/foreign-object.ts';

// What the fixture asks for, told apart by the arguments: hosts are drawn per run, paths are not.
const isNoText = "(given) => typeof given[0] !== 'string'";
const isOutside = "(given) => typeof given[0] === 'string' && given[0].endsWith('/')";
const isTo = (path: string): string => `(given) => typeof given[0] === 'string' && given[0].endsWith('${path}')`;
const isPlainRequest =
  "(given) => typeof given[0] === 'string' && given[0].endsWith('/data') && typeof given[1] === 'object' && !('method' in given[1])";

const holding = (what: string): string => `(error) => Object.assign(error, ${what})`;

/** Where errors lead to an object of another realm. */
export const foreignErrorFaults: readonly Fault[] = [
  leak('leaks-as-an-error-of-import', 'as what import() rejects with', (source) =>
    source.replace("import(/** @type {any} */ ('nowhere'))", 'Promise.reject(sandproofForeign())'),
  ),
  leak(
    'leaks-in-an-error-of-the-language',
    'as an error of JSON.parse',
    before(
      "const sandproofParse = JSON.parse; JSON.parse = (text) => { if (text === '{') throw sandproofForeign(); return sandproofParse(text); };",
    ),
  ),
  leak('leaks-as-an-error-of-log', 'as the error of log for what is no text', failingWith('log', '() => sandproofForeign()', isNoText)),
  leak(
    'leaks-as-the-cause-of-an-error',
    'as the cause of an error of sleep',
    failingWith('sleep', holding('{ cause: sandproofForeign() }'), "(given) => typeof given[0] === 'symbol'"),
  ),
  leak(
    'leaks-in-the-errors-of-an-error',
    'in the list of errors of an error of request',
    failingWith('request', holding("{ errors: [new Error('one', { cause: sandproofForeign() })] }"), isNoText),
  ),
  leak(
    'leaks-behind-the-stack-of-an-error',
    'as the stack of an error of request',
    failingWith(
      'request',
      "(error) => Object.defineProperty(error, 'stack', { get: sandproofForeign })",
      "(given) => typeof given[1] === 'bigint'",
    ),
  ),
  leak(
    'leaks-in-the-denial-of-log',
    'through the error of log without its scope',
    failingWith('log', holding('{ details: { context: sandproofForeign() } }'), "(given) => typeof given[0] === 'string'"),
  ),
  leak(
    'leaks-in-the-denial-of-sleep',
    'through the error of sleep without its scope',
    failingWith('sleep', holding('{ details: { context: sandproofForeign() } }'), "(given) => typeof given[0] === 'number'"),
  ),
  leak(
    'leaks-in-the-denial-of-request',
    'through the error of request without its scope',
    failingWith('request', holding('{ details: { context: sandproofForeign() } }'), isPlainRequest),
  ),
  leak('leaks-as-a-denial', 'as the error of a request outside the scope', failingWith('request', '() => sandproofForeign()', isOutside)),
  leak(
    'leaks-as-the-prototype-of-a-denial',
    'as the prototype of the error of a request by a method outside the scope',
    failingWith('request', '(error) => Object.setPrototypeOf(error, sandproofForeign())', "(given) => given[1]?.method === 'DELETE'"),
  ),
  leak(
    'leaks-as-the-response-of-an-error',
    'as the response of the error of a request that is answered with 500',
    failingWith('request', holding('{ response: sandproofForeign() }'), isTo('/fails')),
  ),
  leak(
    'leaks-in-an-error-of-the-network',
    'behind a getter of the error of a request in a circle',
    failingWith('request', "(error) => Object.defineProperty(error, 'socket', { get: sandproofForeign })", isTo('/circle')),
  ),
  leak(
    'leaks-on-call-sites',
    'as this of every frame of a stack',
    before(
      'let sandproofPrepare; Object.defineProperty(Error, "prepareStackTrace", { configurable: true, get: () => sandproofPrepare, ' +
        'set: (prepare) => { sandproofPrepare = prepare && ((error, sites) => prepare(error, sites.map(() => Object.create({ getThis: sandproofForeign })))); } });',
    ),
  ),
  leak(
    'leaks-as-the-error-of-a-stack',
    'as what the stack of an error of request throws when its name is no text',
    failingWith(
      'request',
      "(error) => Object.defineProperty(error, 'stack', { get() { if (typeof this.name !== 'string') throw sandproofForeign(); return ''; } })",
      isOutside,
    ),
  ),
];
