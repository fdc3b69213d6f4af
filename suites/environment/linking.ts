import type { ConformanceCase, TreeEntry, Twin } from '../../src/contract/case.ts';
import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram, type ProgramParts } from '../../src/contract/generated-program.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const program = (parts: ProgramParts) => ({ extension: 'announces-itself', source: generatedProgram(parts) });

const ran = (seen: Observation): boolean => seen.load.accepted && act(seen) === 'ran';

/* A load error or a module that runs: what such an import means inside the package is the runtime's choice. */
const runsOrIsRefused = (seen: Observation): boolean => ran(seen) || (refusedAt(seen, 'link') && texts(seen).length === 0);

/* One twin for all: what they forbid, each in the form that is allowed. */
const admits: Twin = {
  given: program({
    imports: "import * as api from 'directus:api';",
    body: "void log; // a comment\nawait Promise.resolve(new RangeError('closed on Sundays'));",
  }),
  when: operation('announces-itself'),
  expect: { 'what is allowed loads and runs': ran },
};

interface OpenChoice {
  readonly id: string;
  readonly clause: string;
  readonly says: string;
  readonly parts: ProgramParts;
  readonly tree?: { readonly [path: string]: TreeEntry };
  readonly fault: string;
  readonly covers: readonly string[];
}

const openChoice = ({ id, clause, says, parts, tree, fault, covers }: OpenChoice): ConformanceCase => ({
  id,
  clause,
  kind: 'contains',
  says,
  given: { ...program(parts), ...(tree === undefined ? {} : { tree }) },
  when: operation('announces-itself'),
  expect: { 'it runs as a whole, or is refused while linking and nothing of it runs': runsOrIsRefused },
  admits,
  catches: [fault],
  covers,
  challenge: { standIn: 'the twin shows that the same module runs, and the check that it ran as a whole or not at all' },
});

interface NoModule {
  readonly id: string;
  readonly clause: string;
  readonly says: string;
  readonly parts: ProgramParts;
  readonly fault: string;
  readonly covers: readonly string[];
}

const noModule = ({ id, clause, says, parts, fault, covers }: NoModule): ConformanceCase => ({
  id,
  clause,
  kind: 'refuses',
  says,
  given: program(parts),
  when: operation('announces-itself'),
  expect: {
    'the load is refused': (seen) => loadRefusal(seen) !== undefined,
    'nothing of the module body runs': (seen) => texts(seen).length === 0,
    'it is refused while linking': reason((seen) => refusedAt(seen, 'link')),
  },
  admits,
  catches: [fault, 'runs-what-is-no-module-first'],
  covers,
});

const lookAtMeta = `(meta) => ({
      prototype: Object.getPrototypeOf(meta) === null ? 'null' : Object.getPrototypeOf(meta) === Object.prototype ? 'own' : 'other',
      members: Reflect.ownKeys(meta).map((key) => ({ type: typeof meta[key], text: String(meta[key]) })),
    })`;

const members = (seen: Observation, holds: (member: { readonly type: string; readonly text: string }) => boolean): boolean => {
  const found = field(act(seen), 'members');
  if (!Array.isArray(found)) return false;
  return found.every((one: Json) => {
    const [type, text] = [field(one, 'type'), field(one, 'text')];
    return typeof type === 'string' && typeof text === 'string' && holds({ type, text });
  });
};

export default defineCases([
  openChoice({
    id: 'environment/linking/relative-import',
    clause: 'ENV-6.relative-imports',
    says: 'a relative import of a file inside the package works, or refuses the load',
    parts: { imports: "import { part } from './part.js';", act: 'part' },
    tree: { 'part.js': { text: "export const part = 'ran';\n" } },
    fault: 'imports-nothing-from-the-package',
    covers: ['C10'],
  }),
  openChoice({
    id: 'environment/linking/self-import',
    clause: 'ENV-6.relative-imports',
    says: 'a module that imports itself works, or refuses the load',
    parts: { imports: "import * as self from './index.js';", act: "typeof self.default.handler === 'function' ? 'ran' : 'half'" },
    fault: 'imports-nothing-from-the-package',
    covers: ['C10'],
  }),
  {
    id: 'environment/linking/re-export',
    clause: 'ENV-6',
    kind: 'provides',
    says: 'everything of directus:api may be exported again, and the default export still registers',
    given: program({ imports: "export * from 'directus:api';\nexport { log as again } from 'directus:api';" }),
    when: operation('announces-itself'),
    expect: { 'it loads and runs': ran },
    catches: ['registers-what-is-exported-again'],
    covers: ['C10'],
  },
  noModule({
    id: 'environment/linking/attributes',
    clause: 'ENV-6.nothing-evaluated',
    says: 'an import of directus:api with an attribute that no module of it has is refused',
    parts: { imports: "import * as api from 'directus:api' with { type: 'json' };" },
    fault: 'ignores-import-attributes',
    covers: ['C08'],
  }),
  noModule({
    id: 'environment/linking/html-comment',
    clause: 'ENV-9',
    says: 'what is a comment in a script of a page is a syntax error in a module',
    parts: { body: '<!-- no comment' },
    fault: 'takes-comments-of-pages',
    covers: ['C12'],
  }),
  noModule({
    id: 'environment/linking/sloppy-syntax',
    clause: 'ENV-9',
    says: 'what only sloppy code may write is a syntax error in a module',
    parts: { body: 'with ({}) log;' },
    fault: 'takes-sloppy-syntax',
    covers: ['C12'],
  }),
  {
    id: 'environment/linking/rejected-top-level-await',
    clause: 'ENV-9',
    kind: 'refuses',
    says: 'a module body whose await rejects refuses the load, with what it rejected with',
    given: program({ body: "await Promise.reject(new RangeError('closed on Sundays'));" }),
    when: operation('announces-itself'),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'it cannot be called': (seen) => seen.calls[0]?.outcome.status === 'absent',
      'it is refused while its body runs, with its error': reason(
        (seen) => refusedAt(seen, 'evaluate') && loadRefusal(seen)?.error.message === 'closed on Sundays',
      ),
    },
    admits,
    catches: ['ignores-rejections-while-loading'],
    covers: ['C16'],
  },
  {
    id: 'environment/linking/import-meta',
    clause: 'ENV-8',
    kind: 'provides',
    says: 'import.meta can be read, tells nothing of where the file lies, and leads to no object of the host',
    given: program({ act: `(${lookAtMeta})(import.meta)` }),
    when: operation('announces-itself'),
    expect: {
      'no member is a path': (seen) => members(seen, ({ text }) => !/file:|^(?:[a-z]:)?[\\/]/i.test(text)),
      'no member is a function or an object': (seen) => members(seen, ({ type }) => type !== 'function' && type !== 'object'),
      'its prototype is null or of this realm': (seen) => ['null', 'own'].some((one) => one === field(act(seen), 'prototype')),
    },
    catches: ['import-meta-tells-a-path'],
    covers: ['C11'],
  },
]);
