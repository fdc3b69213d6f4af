import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import { generatedProgram } from '../../src/contract/generated-program.ts';
import { act, loadRefusal } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const boom = "() => { throw new RangeError('a trap was sprung'); }";

const thrown = [
  { id: 'host/loads/throws-undefined', says: 'undefined', value: 'undefined' },
  { id: 'host/loads/throws-a-symbol', says: 'a symbol', value: "Symbol('thrown')" },
  {
    id: 'host/loads/throws-a-proxy',
    says: 'a proxy whose traps throw',
    value: `new Proxy({}, Object.fromEntries(Reflect.ownKeys(Reflect).map((name) => [name, ${boom}])))`,
  },
  {
    id: 'host/loads/throws-a-hostile-error',
    says: 'an error whose fields throw',
    value: `Object.defineProperties(new Error('hostile'), { name: { get: ${boom} }, message: { get: ${boom} }, stack: { get: ${boom} } })`,
  },
] as const;

/** Characters that a reason may have: as many as a result of an extension that asks for nothing else. */
const most = 1_048_576;

export default defineCases(
  thrown.map(({ id, says, value }): ConformanceCase => ({
    id,
    clause: 'HOST-1',
    kind: 'refuses',
    says: `a module body that throws ${says} refuses its load, and nothing else`,
    given: { extension: 'announces-itself', scopes: { log: {} }, source: generatedProgram({ body: `throw ${value};` }) },
    when: operation('announces-itself'),
    expect: {
      'the load is refused while evaluating, with a bounded error': (seen) =>
        loadRefusal(seen)?.phase === 'evaluate' && JSON.stringify(loadRefusal(seen)?.error).length < most,
    },
    admits: {
      given: { source: generatedProgram({ body: `const unthrown = [${thrown.map(({ value: one }) => one).join()}];` }) },
      expect: { 'where they are made and not thrown, it loads and runs': (seen) => act(seen) === 'ran' },
    },
    catches: ['loads-in-spite-of-errors'],
    covers: ['I01', 'I02', 'I03', 'I09'],
  })),
);
