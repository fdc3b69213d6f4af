import { describe, expect, it } from 'vitest';
import { batteryPage, classTable, redText, totalsText } from './battery-text.ts';
import { heldSeen, returnedCall } from './planted-seen.testing.ts';
import type { BatteryRun, Result } from './run-battery.ts';
import { summarize } from './summary.ts';

const held: Result = { id: 'planted/fine', covers: ['A01', 'G01'], complaints: [], runs: 1, host: 0, seen: heldSeen };
const late: Result = {
  id: 'planted/late',
  covers: ['G01'],
  complaints: ['settled 1100 ms past its limit of 200 ms'],
  runs: 2,
  host: 0,
  seen: {
    ...heldSeen,
    calls: [{ ...returnedCall(1), outcome: { status: 'stopped', limit: 'cpu' }, ms: 1_300, limitMs: 200 }],
    host: { ...heldSeen.host, lagP99: 30, rssPeak: 140 },
  },
};
const died: Result = { id: 'planted/died', covers: ['G02'], complaints: ['the host died or hung: SIGABRT'], runs: 1, host: 0 };
const run: BatteryRun = { results: [held, late, died], hosts: [{ maxRssMiB: 140, left: 0 }], leftFiles: [], interrupted: false };

describe('summarize', () => {
  it('counts a program for the class that it names first', () => {
    const { classes, ...totals } = summarize(run);
    expect(classes).toMatchObject([
      { letter: 'A', programs: 1, red: 0, ended: [['returned', 1]], lagP99: 9, growthMiB: 5 },
      { letter: 'G', programs: 2, red: 2, pastLimitMs: 1_100, lagP99: 30, growthMiB: 20 },
    ]);
    expect(classes[1]?.ended).toEqual([
      ['stopped cpu', 1],
      ['host died', 1],
    ]);
    expect(totals).toMatchObject({ programs: 3, red: 2, hunts: 2, tried: 44, leaks: 0, again: 1, keptMiB: 0, honestCalls: 260 });
  });
});

describe('batteryPage', () => {
  it('shows figures, what is red, and every program', () => {
    const page = batteryPage(summarize(run), run.results, new Date(0));
    expect(page).toContain('on 1970-01-01: Node ');
    expect(page).toContain(classTable(summarize(run)));
    expect(page).toContain('- `planted/late`\n  - settled 1100 ms past its limit of 200 ms');
    expect(page).toContain('| planted/died | G02 | 1 host died | **red** |');
    expect(totalsText(summarize(run))[0]).toBe('3 programs, 2 red');
  });
});

describe('redText', () => {
  it('says how to run the program alone', () => {
    expect(redText(late).at(-1)).toBe('  npm run battery -- --only planted/late');
  });
});
