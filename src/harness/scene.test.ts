import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { Given } from '../contract/case.ts';
import { ofLimit } from '../contract/of-limit.ts';
import { endpoint, fresh, load, measured, operation, sequence } from '../contract/stimulus.ts';
import { answersOf, round, sameTraces, traceOf } from '../contract/traces.ts';
import { deadlinesFor } from './deadlines.ts';
import { leaseCells, type Lease } from './lease.ts';
import { openScene, type Stage } from './scene.ts';

const adapter = fileURLToPath(new URL('testing/tampered-adapter.testing.ts', import.meta.url));
const lease = (): Lease =>
  leaseCells({ kind: 'module', name: 'tampered', url: pathToFileURL(adapter).href, own: true, options: {}, evidence: 'intercepted' });
const stage = (leased: Lease): Stage => ({ lease: leased, deadlines: deadlinesFor(undefined), fault: undefined });

const given: Given = {
  extension: 'spins',
  limits: { cpuMs: 2000 },
  beside: { extension: 'honest-routes' },
  network: { answers: answersOf('alone', 'together') },
};

describe('openScene', () => {
  it('leaves the extension under test to a step when the case says so', async () => {
    await using leased = lease();
    await using scene = await openScene({ ...given, loads: 'by a step' }, stage(leased));
    const call = operation('spins', { where: 'handler', ms: 0 });
    const seen = await scene.play(sequence(call, round('alone'), load('subject'), call, round('together')));
    expect(seen.calls.map(({ outcome }) => outcome.status)).toEqual(['absent', 'returned']);
    expect(seen.load.accepted).toBe(true);
    expect(traceOf(seen, 'alone').requests).toHaveLength(4);
    expect(sameTraces(traceOf(seen, 'alone'), traceOf(seen, 'together'))).toBe(true);
  });

  it('loads the honest extension once more under a name of its own', async () => {
    await using leased = lease();
    await using scene = await openScene(given, stage(leased));
    const call = fresh(endpoint('POST', '/answer'));
    const seen = await scene.play(sequence(call, load('fresh'), call));
    expect(seen.freshLoad?.accepted).toBe(true);
    expect(seen.freshCalls.map(({ outcome, act }) => [outcome.status, act])).toEqual([
      ['absent', undefined],
      ['returned', 'honest'],
    ]);
    expect(seen.challenge).toBe('none');
  });

  it('measures how long the cell is blocked by a call whose input follows from a limit', async () => {
    await using leased = lease();
    await using scene = await openScene(given, stage(leased));
    const seen = await scene.play(measured(operation('spins', { where: 'handler', ms: ofLimit('cpuMs', 0.2) })));
    const [measure] = seen.measures;
    expect(measure?.pings).toBeGreaterThan(0);
    expect(measure?.worstPingMs).toBeGreaterThan(300);
    expect(seen.calls[0]?.act).toBe('handler');
  });
});
