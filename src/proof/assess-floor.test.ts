import { describe, expect, it } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { controlNames } from '../harness/resolve-adapter.ts';
import { allowAllContains } from './allow-all-contains.ts';
import { assessFloor } from './assess-floor.ts';
import { controls, mostContained } from './controls.ts';
import { someCase } from './proof.testing.ts';

const problems = (cases: readonly ConformanceCase[], control: string, ...passed: readonly string[]): readonly string[] =>
  assessFloor(cases, {
    'allow-all': Object.keys(allowAllContains),
    [control]: [...(control === 'allow-all' ? Object.keys(allowAllContains) : []), ...passed],
  }).flatMap((result) => (result.control.name === control ? result.problems : []));

const provides = someCase('log/a/b', 'provides', 'drops-logs');

describe('assessFloor', () => {
  it.each(['silent', 'echo', 'deny-all', 'throws', 'hangs', 'crashes', 'answer-key'])('forbids that %s passes a MUST case', (name) => {
    expect(problems([provides], name)).toEqual([]);
    expect(problems([provides], name, provides.id)).toHaveLength(1);
  });

  it('forbids that allow-all passes a refusal', () => {
    expect(problems([someCase('log/a/b', 'refuses', 'a')], 'allow-all', 'log/a/b')[0]).toMatch(
      /^log\/a\/b \(refuses\) passes on allow-all/,
    );
  });

  it('forbids that allow-all passes a containing case without a listed reason', () => {
    expect(problems([someCase('log/a/b', 'contains', 'a')], 'allow-all', 'log/a/b')).toHaveLength(1);
    expect(problems([provides], 'allow-all', 'log/a/b')).toEqual([]);
  });

  it('forbids a listed reason whose case does not pass any more', () => {
    const results = assessFloor([], { 'allow-all': [] });
    expect(results.find(({ control }) => control.name === 'allow-all')?.problems).toHaveLength(Object.keys(allowAllContains).length);
  });

  it('forbids that racer passes a case that catches a stop that is none', () => {
    expect(problems([someCase('limits/a/b', 'contains', 'keeps-running-after-stop')], 'racer', 'limits/a/b')).toHaveLength(1);
    expect(problems([provides], 'racer', 'log/a/b')).toEqual([]);
  });
});

describe('controls', () => {
  it('are the adapters in the folder of the controls', () => {
    expect(controls.map(({ name }) => `controls/${name}`).toSorted()).toEqual(controlNames());
  });
});

describe('allowAllContains', () => {
  it('lists containing cases, at most ten, each with a reason', async () => {
    const kinds = new Map((await collectCases()).map(({ id, kind }) => [id, kind]));
    const entries = Object.entries(allowAllContains);
    expect(entries.filter(([id, why]) => kinds.get(id) !== 'contains' || why.length < 20)).toEqual([]);
    expect(entries.length).toBeLessThanOrEqual(mostContained);
  });
});
