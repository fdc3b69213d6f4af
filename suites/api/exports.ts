import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, field, loadRefusal, refusedAt, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const admitted = "import { sleep } from 'directus:api'; import * as whole from 'directus:api';";

const missing = (row: { readonly id: string; readonly says: string; readonly statement: string }): ConformanceCase => ({
  id: row.id,
  clause: 'API-1',
  kind: 'refuses',
  says: row.says,
  given: { extension: 'announces-itself', source: generatedProgram({ imports: row.statement }) },
  when: operation('announces-itself'),
  expect: {
    'the load is refused': (seen) => loadRefusal(seen) !== undefined,
    'nothing of the module body runs': (seen) => texts(seen).length === 0,
    'it is refused while linking': reason((seen) => refusedAt(seen, 'link')),
  },
  admits: {
    given: { source: generatedProgram({ imports: admitted }) },
    expect: { 'imports of what is there work': (seen) => seen.load.accepted && act(seen) === 'ran' },
  },
  catches: ['makes-up-missing-exports', 'runs-before-refusing-the-load'],
  covers: ['C09'],
});

export default defineCases([
  {
    id: 'api/exports/the-three-functions',
    clause: 'API-1',
    kind: 'provides',
    says: 'directus:api exports log, sleep and request, which are functions',
    given: { extension: 'reads-the-api', scopes: { log: {}, sleep: {}, request: { methods: ['GET'], urls: ['https://inside.test/*'] } } },
    shared: true,
    when: operation('reads-the-api'),
    expect: {
      'log is a function': (seen) => field(act(seen), 'kinds', 'log') === 'function',
      'sleep is a function': (seen) => field(act(seen), 'kinds', 'sleep') === 'function',
      'request is a function': (seen) => field(act(seen), 'kinds', 'request') === 'function',
    },
    catches: ['loses-the-exports'],
  },
  missing({
    id: 'api/exports/missing-name',
    says: 'importing a name that directus:api does not export refuses the load',
    statement: "import { missing } from 'directus:api';",
  }),
  missing({
    id: 'api/exports/missing-default',
    says: 'directus:api has no default export to import',
    statement: "import missing from 'directus:api';",
  }),
]);
