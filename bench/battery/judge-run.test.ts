import { describe, expect, it } from 'vitest';
import { judgeRun } from './judge-run.ts';
import { heldSeen } from './planted-seen.testing.ts';
import type { BatteryRun, Result } from './run-battery.ts';

const result: Result = { id: 'planted/fine', covers: ['A01'], complaints: [], runs: 1, host: 0, seen: heldSeen };
const held: BatteryRun = { results: [result], hosts: [{ maxRssMiB: 130, left: 0 }], leftFiles: [], interrupted: false };
const grown: Result = {
  ...result,
  seen: { ...heldSeen, host: { ...heldSeen.host, heldBefore: heldSeen.host.heldBefore + 21 } },
};

describe('judgeRun', () => {
  it('has nothing to say about a run that held', () => {
    expect(judgeRun(held)).toEqual([]);
  });

  it('does not call kept what is gone again before one of the next five programs', () => {
    expect(judgeRun({ ...held, results: [result, grown, grown, result, grown] })).toEqual([]);
  });

  it.each<[string, Partial<BatteryRun>, RegExp]>([
    ['a run of nothing', { results: [] }, /no program/],
    ['a host that died', { hosts: [{ died: 'SIGABRT', maxRssMiB: 0, left: 0 }] }, /a host died: SIGABRT/],
    ['a process that outlived the host', { hosts: [{ maxRssMiB: 1, left: 2 }] }, /2 processes outlived/],
    ['a file that is left', { leftFiles: ['x'] }, /files were left: x/],
    ['a host that grew little by little', { results: [result, ...Array.from({ length: 5 }, () => grown)] }, /left 21 MiB in use/],
    ['an interrupted run', { interrupted: true }, /interrupted/],
  ])('complains about %s', (_, wrong, says) => {
    const complaints = judgeRun({ ...held, ...wrong });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toMatch(says);
  });
});
