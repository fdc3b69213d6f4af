import { describe, expect, it } from 'vitest';

import { deadlinesFor } from '../../src/harness/deadlines.ts';
import { collectCases } from '../../src/harness/collect-cases.ts';
import { describeRuntime } from '../../src/harness/describe-runtime.ts';
import { leaseCells } from '../../src/harness/lease.ts';
import { controlNames, resolveAdapter } from '../../src/harness/resolve-adapter.ts';
import { runAndJudge } from '../../src/harness/run-and-judge.ts';
import type { CaseReport } from '../../src/contract/case-report.ts';

const judged = async (control: string, id: string, timeoutMs: number): Promise<CaseReport> => {
  const bench = await describeRuntime(resolveAdapter(`controls/${control}`));
  await using lease = leaseCells(bench.target);
  const one = (await collectCases()).find((each) => each.id === id);
  if (one === undefined) throw new Error(`no case has the id ${id}`);
  return await runAndJudge(one, { lease, deadlines: deadlinesFor(timeoutMs), fault: undefined }, bench);
};

const operation = 'registration/operations/argument';

describe('controls', () => {
  it.each(controlNames())('%s says what it is', async (name) => {
    const { runtime } = await describeRuntime(resolveAdapter(name));
    expect(`controls/${runtime.name}`).toBe(name);
    expect(runtime.isolation).toBe('none: broken on purpose');
  });

  it.each([
    ['silent', 'returned undefined'],
    ['echo', 'returned {'],
    ['deny-all', 'found no such route'],
    ['throws', 'threw TypeError'],
    ['hangs', 'gave no answer within 300 ms'],
    ['crashes', 'crashed: the cell ended with exit code 1'],
  ])('%s does nothing but its one thing', async (name, outcome) => {
    const { verdict, attempts } = await judged(name, operation, 300);
    expect(verdict).toBe('fail');
    expect(attempts[0]?.outcome).toContain(outcome);
  });

  it.each(['allow-all', 'racer', 'source-filter', 'first-call-only', 'leaks-later', 'shared-realm'])(
    '%s runs honest code',
    async (name) => {
      for (const id of [
        operation,
        'registration/hooks/order',
        'registration/endpoints/argument',
        'request/sent/headers',
        'log/records/exact-text',
      ])
        expect(await judged(name, id, 3000)).toMatchObject({ id, verdict: 'pass' });
    },
  );

  it.each([
    ['environment/imports/node-scheme', 'a module of Node is imported'],
    ['environment/imports/https-url', 'a module of the web is imported'],
    ['request/scope/no-scope', 'a request without scope is sent'],
    ['request/redirects/another-host', 'a redirect is followed'],
    ['manifest/malformed/no-json', 'a package without a manifest runs'],
  ])('allow-all really does what is refused elsewhere: in %s %s', async (id) => {
    const { fail, attempts } = await judged('allow-all', id, 3000);
    expect(fail).toBe('violated');
    expect(attempts.map(({ challenge }) => challenge)).toEqual(['answered', 'answered', 'answered']);
  });

  it.each([
    ['source-filter', 'environment/imports/node-scheme', 'pass'],
    ['source-filter', 'request/scope/other-host', 'violated'],
    ['first-call-only', 'log/scope/no-scope-at-all', 'violated'],
    ['first-call-only', 'request/scope/other-host', 'violated'],
    ['leaks-later', 'environment/built-ins/the-core-is-there', 'pass'],
    ['leaks-later', 'environment/globals/only-standard-names', 'escaped'],
    ['shared-realm', 'log/scope/no-scope-at-all', 'pass'],
  ])('%s is half honest: %s is %s', async (control, id, what) => {
    const { verdict, fail } = await judged(control, id, 3000);
    expect(fail ?? verdict).toBe(what);
  });

  it('racer says that it stopped a loop, in time, and the loop runs on', async () => {
    const { fail, checks } = await judged('racer', 'limits/stopped/loop', 3000);
    expect(fail).toBe('escaped');
    expect(checks.find(({ says }) => says.includes('says that it stopped it'))?.held).toBe(true);
    expect(checks.flatMap(({ says, held }) => (held ? [] : [says]))).toEqual([
      'the runtime uses at most 5 % of a core over the next 500 ms',
    ]);
  });

  it('racer lives on when what it starts in the place of a stopped thread is refused', async () => {
    for (const _ of [1, 2, 3]) expect(await judged('racer', 'registration/exports/getter-throws', 3000)).toMatchObject({ verdict: 'pass' });
  });
});
