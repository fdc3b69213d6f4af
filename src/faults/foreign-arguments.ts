import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { leak } from './rewriting/foreign-object.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { aroundHandlers } from './rewriting/wrap-default.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

type Type = 'operation' | 'hook' | 'endpoint';

const marks: Readonly<Record<Type, string>> = { operation: "id: 'census'", hook: "'census.taken'", endpoint: "'/census'" };

/** Puts source text of a function around the default export of the census fixture of this type. */
const around =
  (type: Type, wrapper: string) =>
  (source: string): string => {
    if (!source.includes(marks[type])) return source;
    const renamed = source.replace(/^export default /m, 'const sandproofOriginal = ');
    return `${renamed}\n;export default (${wrapper})(sandproofOriginal);\n`;
  };

/** Changes how the runtime calls handlers; `call` is source text of `(handler, input, kind) => result`. */
const calling = (type: Type, call: string): ((source: string) => string) =>
  around(type, aroundHandlers(`(handler, kind) => (input) => (${call})(handler, input, kind)`));

/** Changes what a register function is called with; `use` is source text of `(context) => context`, where the context is a copy. */
const registering = (type: Type, use: string): ((source: string) => string) =>
  around(type, `(original) => (context) => original((${use})({ ...context }))`);

/** Reads what a handler of an operation gave or threw before the runtime does. */
const reading = (use: string): ((source: string) => string) =>
  calling(
    'operation',
    `(handler, input) => { let given; try { given = handler(input); } catch (error) { (${use})(error); throw error; } (${use})(given); return given; }`,
  );

/** Where what code of the extension is called with leads to an object of another realm. */
export const foreignArgumentFaults: readonly Fault[] = [
  leak(
    'leaks-on-the-options',
    'through a hidden property of the options of an operation',
    calling('operation', "(handler, input) => handler(Object.defineProperty(input, 'hidden', { value: sandproofForeign() }))"),
  ),
  leak(
    'leaks-in-a-list-of-the-options',
    'in a list of the options of an operation',
    calling('operation', '(handler, input) => { input.list?.[1]?.push([sandproofForeign()]); return handler(input); }'),
  ),
  leak(
    'leaks-as-this-of-a-handler',
    'as this of the handler of an operation',
    calling('operation', '(handler, input) => handler.call(sandproofForeign(), input)'),
  ),
  leak(
    'leaks-as-a-second-argument',
    'as a second argument of the handler of an operation',
    calling('operation', '(handler, input) => handler(input, { services: sandproofForeign() })'),
  ),
  leak(
    'leaks-from-the-second-call-on',
    'through the options of an operation from the second call on',
    around(
      'operation',
      `(original) => { let calls = 0; return { ...original, handler(input) { calls += 1; return original.handler(calls > 1 && input.source === 'argument' ? { ...input, hidden: sandproofForeign() } : input); } }; }`,
    ),
  ),
  leak(
    'leaks-on-the-hook-context',
    'through a hidden property of what a hook is registered with',
    registering('hook', "(context) => Object.defineProperty(context, 'hidden', { value: sandproofForeign() })"),
  ),
  leak(
    'leaks-as-the-result-of-filter',
    'as what filter returns',
    registering('hook', '(context) => ({ ...context, filter: (...given) => { context.filter(...given); return sandproofForeign(); } })'),
  ),
  leak(
    'leaks-as-an-error-of-filter',
    'as the error of filter for a wrong event',
    registering(
      'hook',
      "(context) => ({ ...context, filter: (event, handler) => { if (typeof event !== 'string') throw sandproofForeign(); return context.filter(event, handler); } })",
    ),
  ),
  leak(
    'leaks-in-the-error-of-late-registering',
    'through the error of filter after registration',
    registering(
      'hook',
      "(context) => ({ ...context, filter: (event, handler) => { if (event !== 'census.late') return context.filter(event, handler); throw new Error('late', { cause: sandproofForeign() }); } })",
    ),
  ),
  leak(
    'leaks-in-the-payload-of-a-filter',
    "in a list of a filter's payload",
    calling('hook', "(handler, input, kind) => { if (kind === 'filter') input.list[1].push(sandproofForeign()); return handler(input); }"),
  ),
  leak(
    'leaks-on-the-argument-of-an-action',
    "behind a symbol of an action's argument",
    calling(
      'hook',
      "(handler, input, kind) => { if (kind === 'action') input[Symbol('hidden')] = sandproofForeign(); return handler(input); }",
    ),
  ),
  leak(
    'leaks-on-the-router',
    'through a property of the router',
    registering('endpoint', '(router) => ({ ...router, app: [sandproofForeign()] })'),
  ),
  leak(
    'leaks-as-the-result-of-a-route',
    'as what a function of the router returns',
    registering(
      'endpoint',
      '(router) => ({ ...router, patch: (...given) => { router.patch(...given); return () => sandproofForeign(); } })',
    ),
  ),
  leak(
    'leaks-as-an-error-of-a-route',
    'as the error of a function of the router for a wrong path',
    registering(
      'endpoint',
      "(router) => ({ ...router, post: (path, handler) => { if (typeof path !== 'string') throw sandproofForeign(); return router.post(path, handler); } })",
    ),
  ),
  leak(
    'leaks-in-the-headers-of-a-request',
    "as the prototype of the headers of an endpoint's request",
    calling('endpoint', '(handler, input) => { Object.setPrototypeOf(input.headers, sandproofForeign()); return handler(input); }'),
  ),
  leak(
    'leaks-in-the-body-of-a-request',
    "in a list of the body of an endpoint's request",
    calling('endpoint', '(handler, input) => { input.body.list[1].push(sandproofForeign()); return handler(input); }'),
  ),
  leak(
    'leaks-to-a-body',
    'as this of the toJSON of a body',
    wrapImport('request', '(real) => (url, options) => { options?.body?.toJSON?.call(sandproofForeign()); return real(url, options); }'),
  ),
  leak(
    'leaks-to-a-message',
    'as an argument of the toString of what is logged',
    wrapImport(
      'log',
      "(real) => (message) => { if (typeof message === 'object') message.toJSON?.(sandproofForeign()); return real(message); }",
    ),
  ),
  leak(
    'leaks-to-instance-tests',
    'as what an intrinsic is asked whether it is an instance of it',
    wrapImport(
      'request',
      '(real) => (...given) => { if (given[1]?.headers !== undefined) Error[Symbol.hasInstance](sandproofForeign()); return real(...given); }',
    ),
  ),
  leak(
    'leaks-to-a-thenable',
    'as an argument of the then of a result',
    reading(
      '(given) => given?.list === undefined && typeof given?.then === "function" && !(given instanceof Promise) && given.then(() => undefined, sandproofForeign())',
    ),
  ),
  leak(
    'leaks-to-a-result',
    'as this of the toJSON of a result',
    reading("(given) => typeof given?.toJSON === 'function' && given.toJSON.call(sandproofForeign())"),
  ),
  leak(
    'leaks-to-a-trap',
    'as the key that the trap of a proxy is asked for',
    reading("(given) => typeof given === 'object' && given !== null && Reflect.get(given, 'one', sandproofForeign())"),
  ),
  leak(
    'leaks-to-a-thrown-error',
    'as this of the getters of a thrown error',
    reading("(given) => given instanceof Error && Reflect.get(given, 'message', sandproofForeign())"),
  ),
  semantic(
    'inspects-thrown-errors',
    'a thrown error is asked how Node would print it',
    rewriteSource((source) => reading("(given) => given instanceof Error && given[Symbol.for('nodejs.util.inspect.custom')]?.()")(source)),
  ),
];
