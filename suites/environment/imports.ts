import { reason, type Check, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import { act, loadRefusal, nothingLeft, refusedAt, texts } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

interface ForeignImport {
  readonly id: string;
  readonly says: string;
  /** The statement, `%` standing for the specifier. */
  readonly statement: string;
  readonly specifier: string;
  readonly network?: NetworkTable;
  readonly alsoExpect?: Readonly<Record<string, Check>>;
  readonly alsoCatches?: readonly string[];
}

const program = (statement: string, specifier: string): string => generatedProgram({ imports: statement.replace('%', specifier) });

/* Every statement of the table, with what may be imported. */
const allowed = generatedProgram({
  imports: "import * as foreign from 'directus:api';\nexport {} from 'directus:api';\nimport 'directus:api';",
});

const foreign = (row: ForeignImport): ConformanceCase => ({
  id: row.id,
  clause: 'ENV-6',
  kind: 'refuses',
  says: row.says,
  given: {
    extension: 'announces-itself',
    source: program(row.statement, row.specifier),
    ...(row.network === undefined ? {} : { network: row.network }),
  },
  when: operation('announces-itself'),
  expect: {
    'the load is refused': (seen) => loadRefusal(seen) !== undefined,
    'nothing of the module body runs': (seen) => texts(seen).length === 0 && act(seen) === undefined,
    'it is refused while linking': reason((seen) => refusedAt(seen, 'link')),
    ...row.alsoExpect,
  },
  admits: {
    given: { source: allowed },
    expect: { 'the same statements with directus:api load and run': (seen) => seen.load.accepted && act(seen) === 'ran' },
  },
  catches: ['allows-foreign-imports', 'runs-before-refusing-the-load', ...(row.alsoCatches ?? [])],
  covers: ['C06', 'C07'],
});

const moduleUrl = 'https://modules.test/module.js';

export default defineCases([
  foreign({
    id: 'environment/imports/node-scheme',
    says: 'a module of Node cannot be imported by its scheme',
    statement: "import * as foreign from '%';",
    specifier: 'node:fs',
  }),
  foreign({
    id: 'environment/imports/bare-node-module',
    says: 'a module of Node cannot be imported by its bare name',
    statement: "export {} from '%';",
    specifier: 'fs',
  }),
  foreign({
    id: 'environment/imports/file-url',
    says: 'a file cannot be imported by its URL',
    statement: "import '%';",
    specifier: 'file:///dev/null',
  }),
  foreign({
    id: 'environment/imports/outside-the-package',
    says: 'a relative import cannot leave the package',
    statement: "import '%';",
    specifier: '../../../../../../../../../../../../dev/null',
  }),
  foreign({
    id: 'environment/imports/https-url',
    says: 'a module cannot be imported from the web, and nobody asks for it',
    statement: "import * as foreign from '%';",
    specifier: moduleUrl,
    network: { answers: { [moduleUrl]: { headers: { 'content-type': 'text/javascript' }, body: 'export default 1;' } } },
    alsoExpect: { 'nothing leaves': nothingLeft },
    alsoCatches: ['fetches-foreign-imports'],
  }),
  ...(
    [
      ['environment/imports/of-workerd', 'workerd', 'cloudflare:sockets'],
      ['environment/imports/of-bun', 'Bun', 'bun:ffi'],
      ['environment/imports/of-quickjs', 'QuickJS', 'qjs:os'],
    ] as const
  ).map(([id, owner, specifier]) => foreign({ id, says: `a module of ${owner} cannot be imported`, statement: "import '%';", specifier })),
  foreign({
    id: 'environment/imports/below-directus-api',
    says: 'a name that only begins like directus:api is another module',
    statement: "import * as foreign from '%';",
    specifier: 'directus:api/internal',
  }),
  {
    id: 'environment/imports/nothing-runs-before-the-refusal',
    clause: 'ENV-6.nothing-evaluated',
    kind: 'refuses',
    says: 'a foreign import after honest ones refuses the load before any code of the module runs',
    given: { extension: 'announces-itself', source: generatedProgram({ body: "import * as foreign from 'node:crypto';" }) },
    when: operation('announces-itself'),
    expect: {
      'the load is refused': (seen) => loadRefusal(seen) !== undefined,
      'nothing of the module body runs': (seen) => texts(seen).length === 0,
      'it cannot be called': (seen) => seen.calls[0]?.outcome.status === 'absent',
      'it is refused while linking': reason((seen) => refusedAt(seen, 'link')),
    },
    admits: {
      given: { source: allowed },
      expect: { 'the same statements with directus:api load and run': (seen) => seen.load.accepted && act(seen) === 'ran' },
    },
    catches: ['allows-foreign-imports', 'runs-before-refusing-the-load'],
    covers: ['C07'],
  },
]);
