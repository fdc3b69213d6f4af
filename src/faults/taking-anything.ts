import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapDefault } from './rewriting/wrap-default.ts';

const changed = (name: string, breaks: string, change: (source: string) => string): Fault => semantic(name, breaks, rewriteSource(change));

/** Where an event or a path is none, one is made of it. */
const anything = `(original) => (context, ...rest) => {
  if (typeof original !== 'function') return original;
  const named = (name) => typeof name === 'string' ? name : name instanceof RegExp ? '/very-wrong' : String(name);
  const wrapped = {};
  for (const kind of Object.keys(context)) wrapped[kind] = (name, handler) =>
    context[kind](named(name), typeof handler === 'function' ? handler : () => ({ status: 200, body: 'wrong' }));
  return original(wrapped, ...rest);
}`;

/** What is registered late finds a place that was kept for it. Only for extensions that keep their register functions. */
const atAnyTime = `(original) => (context, ...rest) => {
  if (!/\\bkept\\b/.test(String(original))) return original(context, ...rest);
  const late = {};
  let over = false;
  const wrapped = {};
  for (const kind of Object.keys(context)) wrapped[kind] = (name, handler) => {
    if (!over) return context[kind](name, handler);
    late[kind] = handler;
  };
  const done = original(wrapped, ...rest);
  over = true;
  const place = 'filter' in context ? 'late.items.create' : '/late';
  for (const kind of Object.keys(context)) context[kind](place, (...given) => late[kind]?.(...given));
  return done;
}`;

const wholeOperation = `(original) => {
  try {
    const { id, handler } = original;
    if (typeof id === 'string' && typeof handler === 'function') return original;
  } catch {}
  return { id: 'announces-itself', handler: answer };
}`;

const failings: readonly (readonly [fails: string, instead: string])[] = [
  ["throw new Error('not today');", ''],
  ['throw undefined;', ''],
  ['for (;;);', ''],
  ["await Promise.reject(new RangeError('not today'));", ''],
  ['await new Promise(() => {});', ''],
];

const repaired = (source: string): string => {
  if (!source.includes("filter('letters.items.create', answer);"))
    return source.replace(
      'export default { filter: answer, action: answer };',
      "export default ({ filter }) => { filter('letters.items.create', answer); };",
    );
  return failings.reduce((text, [fails, instead]) => text.replace(fails, instead), source);
};

/** What is taken for a registration although it is none. */
export const takingFaults: readonly Fault[] = [
  semantic(
    'registers-anything',
    'what is no event, no path or no handler is registered all the same',
    wrapDefault(anything, ['hook', 'endpoint']),
  ),
  semantic(
    'registers-at-any-time',
    'what is registered after the load is registered all the same',
    wrapDefault(atAnyTime, ['hook', 'endpoint']),
  ),
  changed('repairs-exports', 'an export that is no operation is made one', (source) =>
    source.includes('const answer = (options) =>') && source.includes("log('evaluated');")
      ? source
          .replace(/^export default /m, 'const sandproofExported = ')
          .concat(`\n;export default (${wholeOperation})(sandproofExported);\n`)
      : source,
  ),
  changed('repairs-register-functions', 'a register function that fails is taken for one that does not', repaired),
  changed('waits-for-async-registration', 'what an async function registers late is registered', (source) =>
    source.replace('export default async ({ filter }) =>', 'export default ({ filter }) =>').replace(' await null;', ''),
  ),
  changed('runs-the-object-form-in-the-host', 'an endpoint of id and handler runs where the host does', (source) => {
    const asFunction = source.replace(/export default \{ id: 'letters', handler: (.*) \};/, 'export default $1;');
    return asFunction === source ? source : `globalThis.process = {}; ${asFunction}`;
  }),
  semantic('registers-without-end', 'there is no limit to what is registered', () => ({
    load: (message, forward) => {
      const many = Object.values(message.extension.files).some((text) => text.includes('n < 10000'));
      return forward(many ? { ...message, limits: { ...message.limits, registrations: 20_000 } } : message);
    },
  })),
];
