import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { ending } from '../../src/contract/ending.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { act, field, loadRefusal } from '../../src/contract/reading.ts';
import { endpoint, operation, sequence } from '../../src/contract/stimulus.ts';

const looks = [
  ['limitError', 'an error of a limit'],
  ['timedOut', 'the timeout of an isolate'],
  ['timedOutCode', 'the timeout of a context'],
  ['outOfMemory', 'the end of memory'],
  ['interrupted', 'an interrupt of the engine'],
  ['disposed', 'the disposal of an isolate'],
  ['unloaded', 'an error of unloading'],
  ['outcome', 'an outcome of the host'],
  ['absent', 'an answer that nothing is there'],
  ['code', 'an error with a code of the host'],
  ['forbidden', 'an error of permission with status, code and extensions'],
  ['forbiddenObject', 'an object with name, status, code and extensions'],
] as const;

const routes = [
  ['forbidden', 'an object with a status, a code and headers'],
  ['forbiddenError', 'an error with a status and a code'],
  ['response', 'a response'],
  ['statusCode', 'an error as web frameworks take it'],
] as const;

const status = (seen: Observation, n: number): number => Number(field(seen.calls[n]?.value, 'status'));

const loads = [
  {
    id: 'data/look-alikes/limit-while-loading',
    says: "a thrown look-alike of a limit's and a manifest's error refuses the load as the extension's own",
    thrown:
      "Object.assign(new Error('The extension was stopped while it loaded: limit cpu'), { name: 'LimitError', limit: 'cpu', phase: 'manifest', code: 'LOAD_REFUSED', refused: { phase: 'manifest' } })",
    message: 'limit cpu',
  },
  {
    id: 'data/look-alikes/timeout-while-loading',
    says: "a thrown look-alike of a timeout refuses the load as the extension's own",
    thrown: "new Error('Script execution timed out.')",
    message: 'timed out',
  },
] as const;

const madeOnly = generatedProgram({ body: `const made = [${loads.map(({ thrown }) => thrown).join(', ')}];` });

export default defineCases([
  ...(['throw', 'reject'] as const).map((how): ConformanceCase => ({
    id: how === 'throw' ? 'data/look-alikes/thrown' : 'data/look-alikes/rejected',
    clause: 'DATA-7',
    kind: 'provides',
    says: `what looks like an error of the host, and that an operation ${how === 'throw' ? 'throws' : 'rejects with'}, is marked as the extension's`,
    given: { extension: 'throws-anything', limits: { resultBytes: 262_144 } },
    shared: true,
    when: sequence(...looks.map(([what]) => operation('throws-anything', { what, how })), operation('throws-anything')),
    expect: {
      ...Object.fromEntries(
        looks.map(([, says], n): [string, Check] => [
          `${says} stays what the extension threw`,
          (seen) => ending(seen, n)?.status === 'threw',
        ]),
      ),
      'nothing of it ended the extension': (seen) => act(seen, looks.length) === 'nothing thrown',
    },
    catches: ['believes-what-is-thrown', 'swallows-what-is-thrown', 'a-throw-spoils-later-calls'],
    covers: ['I03'],
  })),
  {
    id: 'data/look-alikes/in-a-response',
    clause: 'DATA-7',
    kind: 'provides',
    says: 'what looks like an error of the host sets neither status nor headers of a response',
    given: { extension: 'throws-in-endpoint', limits: { resultBytes: 262_144 } },
    shared: true,
    when: sequence(...routes.map(([what]) => endpoint('POST', '/throws', { body: { what, how: 'throw' } }))),
    expect: {
      ...Object.fromEntries(
        routes.map(([, says], n): [string, Check] => [`${says} becomes a 5xx`, (seen) => status(seen, n) >= 500 && status(seen, n) < 600]),
      ),
      'no response shows anything of it': (seen) =>
        routes.every((_, n) => seen.calls[n]?.value !== undefined && !JSON.stringify(seen.calls[n]?.value).includes('forged')),
    },
    catches: ['takes-status-from-thrown', 'throws-are-200', 'shows-what-is-thrown'],
    covers: ['I03'],
  },
  ...loads.map(({ id, says, thrown, message }): ConformanceCase => ({
    id,
    clause: 'DATA-7',
    kind: 'refuses',
    says,
    given: { extension: 'announces-itself', scopes: { log: {} }, source: generatedProgram({ body: `throw ${thrown};` }) },
    when: operation('announces-itself'),
    expect: {
      'the load is refused while evaluating, and by no limit': (seen) =>
        loadRefusal(seen)?.phase === 'evaluate' && loadRefusal(seen)?.limit === undefined,
      'the error says what was thrown': (seen) => loadRefusal(seen)?.error.message.includes(message) === true,
    },
    admits: {
      given: { source: madeOnly },
      expect: { 'made and not thrown, it loads and runs': (seen) => act(seen) === 'ran' },
    },
    catches: ['believes-what-ends-a-load', 'hides-what-ends-a-load'],
    covers: ['I03', 'I09'],
  })),
]);
