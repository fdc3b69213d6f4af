import { reason } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, loadRefusal, refusedAt } from '../../src/contract/reading.ts';
import { beside, operation, sequence } from '../../src/contract/stimulus.ts';

const ofId = (id: string): string => generatedProgram({ exported: `{ id: '${id}', handler: answer }` });

export default defineCases([
  {
    id: 'registration/taken/by-another-extension',
    clause: 'OPERATION-5',
    kind: 'refuses',
    says: 'an operation whose id another extension has is refused',
    given: { extension: 'honest-operation', beside: { extension: 'honest-operation' } },
    when: sequence(operation('honest'), beside(operation('honest'))),
    expect: {
      'the load is refused, and nothing of it answers': (seen) => loadRefusal(seen) !== undefined && act(seen) === undefined,
      'the other one keeps its operation': (seen) => seen.besideCalls[0]?.act === 'honest',
      'it is refused while it registers': reason((seen) => refusedAt(seen, 'register')),
    },
    admits: {
      given: { beside: { extension: 'operation-facts' } },
      when: operation('honest'),
      expect: { 'beside an operation of another id it answers': (seen) => act(seen) === 'honest' },
    },
    catches: ['shares-operation-ids', 'a-refused-registration-stops-all', 'blames-the-manifest'],
  },
  {
    id: 'registration/taken/by-the-host',
    clause: 'OPERATION-5',
    kind: 'refuses',
    says: 'an operation whose id the host has built in is refused',
    given: { extension: 'announces-itself', source: ofId('{{builtInOperation}}') },
    when: operation('{{builtInOperation}}'),
    expect: {
      'the load is refused, and nothing of it answers': (seen) => loadRefusal(seen) !== undefined && act(seen) === undefined,
      'it is refused while it registers': reason((seen) => refusedAt(seen, 'register')),
    },
    admits: {
      given: { source: ofId('{{builtInOperation}}-of-ours') },
      when: operation('{{builtInOperation}}-of-ours'),
      expect: { 'an id of its own answers': (seen) => act(seen) === 'ran' },
    },
    catches: ['shares-operation-ids', 'blames-the-manifest'],
    needs: ['built-in-operations'],
  },
]);
