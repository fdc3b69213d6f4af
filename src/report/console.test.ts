import { describe, expect, it } from 'vitest';

import { consoleText, type Paint } from './console.ts';
import { failedCase, sampleCase, sampleReport } from './sample-report.testing.ts';

const as = (text: string): string => text;
const plain: Paint = { bold: as, dim: as, red: as, green: as, yellow: as };
const options = { paint: plain, adapterWords: "--adapter 'exec: my runtime'", trace: false };
const text = (...[report, more]: [Parameters<typeof consoleText>[0], object?]): string => consoleText(report, { ...options, ...more });

const hostile = '\u001b[2J\u009b31m\rfake\n\u202eevil\u2066 \u061c\u200f';

describe('consoleText', () => {
  it('says of a failure first which check is false, then what was seen, then how to replay it', () => {
    const out = text(sampleReport([failedCase('the text is there. Seen: the call threw TypeError: "why"')], { exitCode: 1 }));
    const places = [
      'the text is there',
      'Seen: the call threw TypeError',
      "replay: sandproof run --adapter 'exec: my runtime' --case log/records/some",
    ];
    const found = places.map((place) => out.indexOf(place));
    expect(found.every((place) => place >= 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(out).toContain('some runtime 4.5 does not conform: 1 failures.');
  });

  it('says a false check once', () => {
    const out = text(sampleReport([failedCase('the text is there. Seen: the call threw TypeError: "why"')], { exitCode: 1 }));
    expect(out.split('the text is there')).toHaveLength(2);
  });

  it('says what is untestable like a failure, and what is known in one line', () => {
    const out = text(
      sampleReport([
        sampleCase({ verdict: 'untestable', because: 'no gateway' }),
        failedCase('x', { id: 'log/records/known', known: 'written down' }),
      ]),
    );
    expect(out).toMatch(/^untestable log\/records\/some/);
    expect(out).toContain('known violated log/records/known: written down');
    expect(out).not.toContain('--case log/records/known');
  });

  it('prints evidence with --trace only', () => {
    const report = sampleReport([failedCase('why')], { exitCode: 1 });
    expect(text(report)).not.toContain('{"calls":[]}');
    expect(text(report, { trace: true })).toContain('case: {"calls":[]}');
  });

  it('prints stale known failures, the suite’s own errors and notes', () => {
    const out = text(
      sampleReport([sampleCase()], { stale: ['a: it passes now'], errors: ['a worker died'], notes: ['it was slow'], exitCode: 4 }),
    );
    expect(out).toContain('stale known failure: a: it passes now');
    expect(out).toContain("the suite's own error: a worker died");
    expect(out).toContain('note: it was slow');
    expect(out).toContain('The suite itself failed');
  });

  it('says conforms only when every MUST of a profile was measured and passes', () => {
    expect(text(sampleReport([sampleCase()]))).toContain('some runtime 4.5 conforms to documented: every MUST that has a case passes.');
    const partly = text(sampleReport([sampleCase(), sampleCase({ verdict: 'not-applicable' })]));
    expect(partly).toContain('conforms to no profile; not to documented');
    const known = text(sampleReport([sampleCase(), failedCase('x', { known: 'why' })]));
    expect(known).toContain('conforms to no profile; not to documented');
    const mixed = text(sampleReport([sampleCase(), failedCase('x', { profile: 'hardened', known: 'why' })]));
    expect(mixed).toContain('conforms to documented: every MUST that has a case passes; not to hardened');
  });

  it('says of a filtered run how much of the suite it was', () => {
    const out = text(sampleReport([sampleCase()], { exitCode: 3, selected: { cases: 1, of: 50 } }));
    expect(out).toContain('partial (1 of 50 cases');
    expect(out).toContain('this says nothing about conformance');
    expect(out).not.toContain('conforms to');
  });

  it('prints the floor of these cases', () => {
    const floor = { measured: true, controls: { echo: { mustPassed: 0, mustMeasured: 9 } } } as const;
    expect(text(sampleReport([sampleCase()], { floor }))).toContain('echo 0/9');
    expect(text(sampleReport([sampleCase()]))).toContain('floor: not measured (there is none)');
  });

  it('prints the slowest stop and the busiest watch', () => {
    const figures = { stops: [{ limit: 'cpu', limitMs: 100, tookMs: 150 }], busyShare: 0.04 };
    const out = text(sampleReport([sampleCase({ figures })]));
    expect(out).toContain('150 ms at a cpu limit of 100 ms (1.50 ×)');
    expect(out).toContain('4.0 % of a core');
  });

  it('lets nothing that a runtime says control the terminal', () => {
    const runtime = { ...sampleReport([]).runtime, name: hostile, version: hostile, engine: hostile, isolation: hostile };
    const one = failedCase(hostile, { attempts: [{ role: 'case', challenge: 'none', outcome: hostile, evidence: hostile }] });
    const cases = [one, { ...one, known: hostile }];
    for (const exitCode of [0, 1, 3, 4] as const) {
      const report = sampleReport(cases, { runtime, stale: [hostile], notes: [hostile], errors: [hostile], exitCode });
      const out = text(report, { trace: true });
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      expect(out).not.toMatch(/^fake/m);
    }
  });
});
