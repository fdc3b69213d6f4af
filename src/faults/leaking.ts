import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { openHandler } from './rewriting/open-handler.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const leak = (name: string, what: string, prelude: string): Fault =>
  semantic(
    name,
    `the realm has ${what}`,
    rewriteSource((source) => afterMark(source, prelude)),
  );

const functions = (...names: readonly string[]): string =>
  `for (const name of ${JSON.stringify(names)}) globalThis[name] = function () {};`;

/** Something that is no built-in of the language can be reached inside. */
export const leakingFaults: readonly Fault[] = [
  leak('leaks-console', 'a console', 'globalThis.console = { log() {} };'),
  leak('leaks-timers', 'timers', 'globalThis.setTimeout = () => 0; globalThis.queueMicrotask = () => undefined;'),
  leak('leaks-process', 'a process object and a module loader', 'globalThis.process = { env: {} }; globalThis.require = () => undefined;'),
  leak('leaks-web-functions', 'functions of the web', functions('fetch', 'URL', 'Worker', 'window', 'performance')),
  leak('leaks-engine-functions', 'extras of an engine', functions('WebAssembly', 'gc', 'Compartment')),
  leak('leaks-a-lexical-name', 'a free name that is no property of globalThis', 'const print = () => undefined;'),
  leak('leaks-a-symbol-global', 'a property of globalThis under a symbol', "globalThis[Symbol('leaked')] = 1;"),
  leak(
    'leaks-an-inherited-name',
    'a name more on Object.prototype',
    "Object.defineProperty(Object.prototype, 'leaked', { value: 1, configurable: true });",
  ),
  semantic(
    'leaks-later',
    'the realm has a console from the second call on',
    rewriteSource((source) =>
      afterMark(openHandler(source, 'if (++callsSoFar > 1) globalThis.console = { log() {} };'), 'let callsSoFar = 0;'),
    ),
  ),
];
