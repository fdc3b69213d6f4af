import { reason, type Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, loadRefusal, nothingLeft, refusedAt } from '../../src/contract/reading.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

const module = { headers: { 'content-type': 'text/javascript' }, body: 'export default 1;' };
const given = { extension: 'imports-later', network: { answers: { 'https://inside.test/module.js': module } } };

const ended = (seen: Observation, n = 0): unknown => field(act(seen, n), 'ended');

const rejects = (seen: Observation, n = 0): boolean => ended(seen, n) === 'rejected';

/* Code of text may be refused altogether (ENV-5). */
const rejectsOrMakesNoCode = (seen: Observation, n = 0): boolean => rejects(seen, n) || ended(seen, n) === 'no code of text';

const foreign: Readonly<Record<string, string>> = {
  'node:fs': 'a module of Node, by its scheme,',
  fs: 'a module of Node, by its bare name,',
  'cloudflare:sockets': 'a module of workerd',
  'bun:ffi': 'a module of Bun',
  'ext:core/ops': 'a module of Deno',
  'qjs:os': 'a module of QuickJS',
  'npm:is-number': 'a package of a registry',
  zod: "a package that is installed where the host's code is",
  'data:text/javascript,export default 1': 'code in a data: URL',
  'file:///dev/null': 'a file, by its URL,',
  'https://inside.test/module.js': 'a module of the web',
  '/dev/null': 'a file, by its path,',
  './no-such-file.js': 'a relative path that leads nowhere',
  '': 'the empty name',
  'directus:api/internal': 'a name that begins like directus:api',
};

const ways = [
  'direct eval',
  'indirect eval',
  'eval by an escaped name',
  'a function of text',
  'an async function of text',
  'a generator of text',
] as const;

const importsApi = (seen: Observation, n: number): boolean => ended(seen, n) === 'imported' && field(act(seen, n), 'isApi') === true;

export default defineCases([
  {
    id: 'environment/dynamic-imports/foreign',
    clause: 'ENV-7',
    kind: 'contains',
    says: 'import() of any other module rejects',
    given,
    shared: true,
    when: sequence(...Object.keys(foreign).map((specifier) => operation('imports-later', { way: 'statement', specifier }))),
    expect: {
      ...Object.fromEntries(
        Object.values(foreign).map((what, n): [string, Check] => [`import() of ${what} rejects`, (seen) => rejects(seen, n)]),
      ),
      'nothing leaves': nothingLeft,
    },
    catches: ['imports-anything-later', 'fetches-dynamic-imports'],
    covers: ['C03'],
  },
  {
    id: 'environment/dynamic-imports/in-code-of-text',
    clause: 'ENV-7',
    kind: 'contains',
    says: 'import() of a module of Node in code of text rejects, where such code is made at all',
    given,
    shared: true,
    when: sequence(...ways.map((way) => operation('imports-later', { way, specifier: 'node:fs' }))),
    expect: Object.fromEntries(
      ways.map((way, n): [string, Check] => [`in ${way} it rejects, or no code is made`, (seen) => rejectsOrMakesNoCode(seen, n)]),
    ),
    catches: ['imports-anything-later'],
    covers: ['C05', 'C13'],
  },
  {
    id: 'environment/dynamic-imports/directus-api',
    clause: 'ENV-7',
    kind: 'provides',
    says: 'import() of directus:api gives the namespace that a static import gives, or rejects',
    given,
    shared: true,
    when: sequence(...['statement', 'a function of text'].map((way) => operation('imports-later', { way, specifier: 'directus:api' }))),
    expect: {
      'by a statement it gives the same namespace, or rejects': (seen) => importsApi(seen, 0) || rejects(seen),
      'in a function of text it does too, where such code is made at all': (seen) => importsApi(seen, 1) || rejectsOrMakesNoCode(seen, 1),
    },
    catches: ['imports-anything-later'],
    covers: ['C04'],
  },
  {
    id: 'environment/dynamic-imports/own-error',
    clause: 'ENV-4',
    kind: 'contains',
    says: 'the promise of a refused import() and its error are of the realm that imports',
    given,
    shared: true,
    when: operation('imports-later', { way: 'statement', specifier: 'node:fs' }),
    expect: {
      'it is a promise of this realm': (seen) => field(act(seen), 'isPromise') === true,
      'it rejects with an Error of this realm': (seen) => rejects(seen) && field(act(seen), 'isError') === true,
    },
    catches: ['imports-reject-with-foreign-errors', 'imports-anything-later'],
    covers: ['A04', 'C03'],
  },
  {
    id: 'environment/dynamic-imports/escaped-keyword',
    clause: 'ENV-7',
    kind: 'refuses',
    says: 'an import whose keyword is spelled with an escape is no import and no function: the load is refused',
    given: { extension: 'announces-itself', source: generatedProgram({ body: "await im\\u0070ort('node:fs');" }) },
    when: operation('announces-itself'),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'it is refused before anything runs': reason((seen) => refusedAt(seen, 'link')),
    },
    admits: {
      given: { source: generatedProgram({ body: "await import('node:fs').catch(() => 'rejected');" }) },
      expect: { 'spelled plainly it loads, and its import rejects': (seen) => act(seen) === 'ran' },
    },
    catches: ['reads-escaped-keywords'],
    covers: ['C13'],
  },
]);
