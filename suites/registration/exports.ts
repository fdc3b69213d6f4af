import { reason, type ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const bad = (row: { readonly id: string; readonly says: string; readonly exported: string; readonly body?: string }): ConformanceCase => ({
  id: row.id,
  clause: 'OPERATION-4',
  kind: 'refuses',
  says: `an operation ${row.says} is refused at load`,
  given: {
    extension: 'announces-itself',
    source: generatedProgram({ exported: row.exported, ...(row.body === undefined ? {} : { body: row.body }) }),
  },
  when: operation('announces-itself'),
  expect: {
    'the load is refused, and nothing of it answers': (seen) => loadRefusal(seen) !== undefined && act(seen) === undefined,
    'it is refused while it runs or registers': reason((seen) => refusedAt(seen, 'link', 'evaluate', 'register')),
  },
  admits: {
    given: { source: generatedProgram({ exported: "{ id: 'announces-itself', handler: answer }" }) },
    expect: { 'a whole operation answers': (seen) => act(seen) === 'ran' },
  },
  catches: ['repairs-exports', 'blames-the-manifest'],
  covers: ['I08'],
});

export default defineCases([
  bad({
    id: 'registration/exports/id-is-an-object',
    says: 'whose id is an object',
    exported: "{ id: { toString: () => 'announces-itself' }, handler: answer }",
  }),
  bad({
    id: 'registration/exports/handler-is-text',
    says: 'whose handler is text',
    exported: "{ id: 'announces-itself', handler: 'answer' }",
  }),
  bad({ id: 'registration/exports/null', says: 'that exports null', exported: 'null' }),
  bad({
    id: 'registration/exports/revoked-proxy',
    says: 'that exports a revoked proxy',
    exported: 'revoked()',
    body: 'function revoked() { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; }',
  }),
  bad({
    id: 'registration/exports/getter-throws',
    says: 'whose id throws when it is read',
    exported: "{ get id() { throw new RangeError('no id today'); }, handler: answer }",
  }),
]);
