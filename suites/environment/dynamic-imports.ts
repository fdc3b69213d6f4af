import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, loadRefusal, nothingLeft, refusedAt } from '../../src/contract/reading.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { reason } from '../../src/contract/case.ts';
import { operation } from '../../src/contract/stimulus.ts';

const module = { headers: { 'content-type': 'text/javascript' }, body: 'export default 1;' };
const given = { extension: 'imports-later', network: { answers: { 'https://inside.test/module.js': module } } };

const ended = (seen: Observation): unknown => field(act(seen), 'ended');

const rejects: Check = (seen) => ended(seen) === 'rejected';

/* Code of text may be refused altogether (ENV-5). */
const rejectsOrMakesNoCode: Check = (seen) => rejects(seen) || ended(seen) === 'no code of text';

const foreign = [
  { id: 'environment/dynamic-imports/node-scheme', specifier: 'node:fs', what: 'a module of Node, by its scheme' },
  { id: 'environment/dynamic-imports/bare-node-module', specifier: 'fs', what: 'a module of Node, by its bare name' },
  { id: 'environment/dynamic-imports/installed-package', specifier: 'zod', what: "a package that is installed where the host's code is" },
  { id: 'environment/dynamic-imports/data-url', specifier: 'data:text/javascript,export default 1', what: 'code in a data: URL' },
  { id: 'environment/dynamic-imports/file-url', specifier: 'file:///dev/null', what: 'a file, by its URL' },
  { id: 'environment/dynamic-imports/https-url', specifier: 'https://inside.test/module.js', what: 'a module of the web' },
  { id: 'environment/dynamic-imports/absolute-path', specifier: '/dev/null', what: 'a file, by its path' },
  { id: 'environment/dynamic-imports/no-such-file', specifier: './no-such-file.js', what: 'a relative path that leads nowhere' },
  { id: 'environment/dynamic-imports/empty', specifier: '', what: 'the empty name' },
  {
    id: 'environment/dynamic-imports/below-directus-api',
    specifier: 'directus:api/internal',
    what: 'a name that begins like directus:api',
  },
] as const;

const ways = [
  { id: 'environment/dynamic-imports/in-direct-eval', way: 'direct eval' },
  { id: 'environment/dynamic-imports/in-indirect-eval', way: 'indirect eval' },
  { id: 'environment/dynamic-imports/in-escaped-eval', way: 'eval by an escaped name', covers: ['C05', 'C13'] },
  { id: 'environment/dynamic-imports/in-function', way: 'a function of text' },
  { id: 'environment/dynamic-imports/in-async-function', way: 'an async function of text' },
  { id: 'environment/dynamic-imports/in-generator', way: 'a generator of text' },
] as const;

const importsApi: Check = (seen) => ended(seen) === 'imported' && field(act(seen), 'isApi') === true;

export default defineCases([
  ...foreign.map(({ id, specifier, what }): ConformanceCase => ({
    id,
    clause: 'ENV-7',
    kind: 'contains',
    says: `import() of ${what} rejects`,
    given,
    shared: true,
    when: operation('imports-later', { way: 'statement', specifier }),
    expect: {
      'its promise rejects': rejects,
      ...(specifier.startsWith('https:') ? { 'nothing leaves': nothingLeft } : {}),
    },
    catches: specifier.startsWith('https:') ? ['imports-anything-later', 'fetches-dynamic-imports'] : ['imports-anything-later'],
    covers: ['C03'],
  })),
  ...ways.map(({ id, way, ...more }): ConformanceCase => ({
    id,
    clause: 'ENV-7',
    kind: 'contains',
    says: `import() of a module of Node in ${way} rejects, where such code is made at all`,
    given,
    shared: true,
    when: operation('imports-later', { way, specifier: 'node:fs' }),
    expect: { 'its promise rejects, or no code is made of text': rejectsOrMakesNoCode },
    catches: ['imports-anything-later'],
    covers: 'covers' in more ? more.covers : ['C05'],
  })),
  ...[
    { id: 'environment/dynamic-imports/directus-api', way: 'statement', what: 'by a statement' },
    { id: 'environment/dynamic-imports/directus-api-in-function', way: 'a function of text', what: 'by a function of text' },
  ].map(({ id, way, what }): ConformanceCase => ({
    id,
    clause: 'ENV-7',
    kind: 'provides',
    says: `import() of directus:api ${what} gives the namespace that a static import gives, or rejects`,
    given,
    shared: true,
    when: operation('imports-later', { way, specifier: 'directus:api' }),
    expect: {
      'it gives the same namespace, or rejects': (seen) =>
        importsApi(seen) || (way === 'statement' ? rejects(seen) : rejectsOrMakesNoCode(seen)),
    },
    catches: ['imports-anything-later'],
    covers: ['C04'],
  })),
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
