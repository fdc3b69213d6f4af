import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const changed = (name: string, breaks: string, id: string, change: (source: string) => string): Fault =>
  semantic(
    name,
    breaks,
    rewriteSource((source) => (source.includes(`id: '${id}'`) ? change(source) : source)),
  );

const foreignRealm = '[{}, ...[[], () => 1, {}, {}, {}].map((one) => Object.setPrototypeOf(one, null)), ';

/** What code that is made while the extension runs can import and see. */
export const importingLaterFaults: readonly Fault[] = [
  changed('imports-anything-later', 'import() of anything gives some module', 'imports-later', (source) =>
    source
      .replace('(specifier) => import(specifier)', '(specifier) => Promise.resolve({ default: specifier })')
      .replace('`import(${JSON', '`Promise.resolve(${JSON'),
  ),
  changed(
    'imports-reject-with-foreign-errors',
    'import() gives a thenable of another realm and rejects with an error of it',
    'imports-later',
    (source) =>
      source.replace(
        'promise = ways[way](specifier);',
        `const real = ways[way](specifier); promise = way === 'statement' && specifier === 'node:fs' ? { then: (ended, failed) => real.then(ended, ({ message }) => failed({ __proto__: null, message })) } : real;`,
      ),
  ),
  changed('fetches-dynamic-imports', 'a module on the web is fetched before its import is refused', 'imports-later', (source) =>
    source.replace(
      'promise = ways[way](specifier);',
      "if (specifier.startsWith('https:')) await api.request(specifier, {}); promise = ways[way](specifier);",
    ),
  ),
  changed('reads-escaped-keywords', 'a keyword with an escape is read as the keyword', 'announces-itself', (source) =>
    source.replace("im\\u0070ort('node:fs')", "Promise.resolve('node:fs')"),
  ),
  changed('text-runs-in-another-realm', 'code that is made of text has intrinsics of its own', 'runs-text', (source) =>
    source
      .replace(/\[globalThis, \[\][^$]*/, foreignRealm)
      .replace('isOwn: error instanceof Error', 'isOwn: false && error instanceof Error'),
  ),
];
