import { describe, expect, it } from 'vitest';

import { reason } from '../contract/case.ts';
import type { Observation } from '../contract/observation.ts';
import { nothingLeft, texts } from '../contract/reading.ts';
import { judge } from './judge.ts';
import { bench, called, containing, observed, once, providing, refusedLoad, refusing, thrice, twin } from './testing/observed.testing.ts';

const fine = observed();
const refused = observed({ load: refusedLoad, calls: [called({ status: 'absent' })], challenge: 'none' });
const never = { 'it never holds': () => false };

describe('judge', () => {
  it('passes a case whose checks hold and whose guest answered', () => {
    expect(judge(providing(), once(fine), bench)).toEqual({ verdict: 'pass', checks: [{ says: 'the text is there', held: true }] });
  });

  it('passes a refusal whose twins hold before and after', () => {
    expect(judge(refusing(), thrice(fine, fine, fine), bench).verdict).toBe('pass');
  });

  it('says first which check is false, then what was seen', () => {
    const seen = observed({ calls: [called({ status: 'threw', thrown: 'null', error: { name: 'TypeError', message: 'why' } }, true)] });
    expect(judge(providing({ expect: never }), once(seen), bench)).toEqual({
      verdict: 'fail',
      fail: 'violated',
      because: 'it never holds. Seen: the call threw TypeError: "why"',
      checks: [{ says: 'it never holds', held: false }],
    });
  });

  it('takes a check that throws for one that is false', () => {
    const expects = {
      'it reads what is not there': () => {
        throw new TypeError('undefined is not a function');
      },
    };
    expect(judge(providing({ expect: expects }), once(fine), bench)).toMatchObject({ verdict: 'fail', fail: 'violated' });
  });

  it('calls what a containing case finds escaped', () => {
    expect(judge(containing({ expect: never }), once(fine), bench)).toMatchObject({ verdict: 'fail', fail: 'escaped' });
  });

  it('calls a needed extension that does not load over-refused', () => {
    expect(judge(providing({ expect: never }), once(refused), bench)).toMatchObject({ verdict: 'fail', fail: 'over-refused' });
  });

  it.each([
    ['manifest', 'over-refused'],
    ['link', 'over-refused'],
    ['evaluate', 'escaped'],
    ['register', 'escaped'],
  ] as const)('calls what a containing case finds, when the load is refused in phase %s, %s', (phase, kind) => {
    const load = { accepted: false, refused: { phase, error: { name: 'Error', message: 'no' } }, ms: 1 } as const;
    expect(judge(containing({ expect: never }), once(observed({ load })), bench)).toMatchObject({ verdict: 'fail', fail: kind });
  });

  it.each([
    ['before', thrice(observed({ calls: [] }), fine, fine)],
    ['after', thrice(fine, fine, observed({ calls: [] }))],
  ])('calls a refusal whose twin fails %s it over-refused', (when, attempts) => {
    expect(judge(refusing(), attempts, bench)).toMatchObject({
      verdict: 'fail',
      fail: 'over-refused',
      because: expect.stringMatching(`^the twin ${when} it fails: the twin is called`) as unknown,
    });
  });

  it('calls a refusal whose twin does not load over-refused, whatever its checks say', () => {
    expect(judge(refusing(), thrice(refused, refused, refused), bench)).toMatchObject({ verdict: 'fail', fail: 'over-refused' });
  });

  it('calls a refusal for another reason wrong-reason', () => {
    const one = refusing({ expect: { 'it is refused': () => true, 'the reason is named': reason(() => false) } });
    expect(judge(one, thrice(fine, fine, fine), bench)).toMatchObject({ verdict: 'fail', fail: 'wrong-reason' });
  });

  it('calls it violated when something else is false beside the reason', () => {
    const one = refusing({ expect: { 'it is refused': () => false, 'the reason is named': reason(() => false) } });
    expect(judge(one, thrice(fine, fine, fine), bench)).toMatchObject({ verdict: 'fail', fail: 'violated' });
  });

  it.each([
    ['crashed', { status: 'crashed', detail: 'the cell ended with SIGKILL' }],
    ['hung', { status: 'hung', deadlineMs: 5 }],
    ['crashed', { status: 'protocol-error', detail: 'stdout carries "x"' }],
  ] as const)('calls it %s when any call, load or unload of any attempt did', (fail, outcome) => {
    const broken = [
      observed({ calls: [called(outcome)] }),
      observed({ besideCalls: [called(outcome)] }),
      observed({ load: { accepted: false, failed: outcome, ms: 1 } }),
      observed({ besideLoad: { accepted: false, failed: outcome, ms: 1 } }),
      observed({ troubles: [outcome] }),
    ];
    for (const seen of broken) {
      expect(judge(containing(), once(seen), bench)).toMatchObject({ verdict: 'fail', fail });
      expect(judge(refusing(), thrice(fine, fine, seen), bench)).toMatchObject({ verdict: 'fail', fail });
    }
  });

  it('calls it crashed when the host does not answer afterwards', () => {
    expect(judge(containing(), once(observed({ hostAlive: false })), bench)).toMatchObject({ verdict: 'fail', fail: 'crashed' });
  });

  it.each([
    ['a connection', { kind: 'connect', target: '127.0.0.1:80' }, /a connection to 127\.0\.0\.1:80/],
    [
      'a request outside the table',
      { kind: 'request', method: 'GET', url: 'https://elsewhere.test/', headers: {}, body: '', inTable: false },
      /the request GET https:\/\/elsewhere\.test\//,
    ],
  ] as const)('fails any case when %s leaves in any attempt', (_, record, because) => {
    const seen = observed({ network: [record] });
    const sentence = expect.stringMatching(because) as unknown;
    expect(judge(providing(), once(seen), bench)).toMatchObject({ verdict: 'fail', fail: 'violated', because: sentence });
    expect(judge(containing(), once(seen), bench)).toMatchObject({ verdict: 'fail', fail: 'escaped', because: sentence });
    expect(judge(refusing(), thrice(seen, fine, fine), bench)).toMatchObject({ verdict: 'fail', fail: 'violated', because: sentence });
  });

  it('takes a connection to a server of the table, and its end, for no escape', () => {
    const seen = observed({
      network: [
        { kind: 'connect', target: '10.1.2.3:80', server: 'inside' },
        { kind: 'close', server: 'inside', finished: false },
      ],
    });
    expect(judge(providing(), once(seen), bench).verdict).toBe('pass');
  });

  it('fails a case when a name outside its table is asked for, and not for one inside', () => {
    const asked = (name: string): Observation => observed({ network: [{ kind: 'dns', name }] });
    const network = { answers: { 'GET https://inside.test/a': {}, 'http://other.test:8080/': {} }, dns: { 'listed.test': ['192.0.2.1'] } };
    const one = providing({ given: { extension: 'e', network } });
    for (const name of ['inside.test', 'other.test', 'listed.test']) expect(judge(one, once(asked(name)), bench).verdict).toBe('pass');
    const because = expect.stringMatching(/a DNS query for secret\.elsewhere\.test/) as unknown;
    for (const each of [one, providing()])
      expect(judge(each, once(asked('secret.elsewhere.test')), bench)).toMatchObject({ verdict: 'fail', fail: 'violated', because });
    const twinned = refusing({ admits: { ...twin, given: { network } } });
    expect(judge(twinned, thrice(asked('inside.test'), fine, fine), bench).verdict).toBe('pass');
    expect(judge(twinned, thrice(fine, asked('inside.test'), fine), bench).verdict).toBe('fail');
  });

  it('lets what is in the table leave', () => {
    const seen = observed({
      network: [{ kind: 'request', method: 'GET', url: 'https://inside.test/', headers: {}, body: '', inTable: true }],
    });
    expect(judge(providing(), once(seen), bench).verdict).toBe('pass');
  });

  it.each([
    ['the case', once(observed({ challenge: 'none' })), providing()],
    ['the twin before', thrice(observed({ challenge: 'none' }), fine, fine), refusing()],
    ['the twin after', thrice(fine, fine, observed({ challenge: 'none' })), refusing()],
  ])('is untestable when nothing answers the challenge in %s', (_, attempts, one) => {
    expect(judge(one, attempts, bench)).toMatchObject({ verdict: 'untestable', because: expect.stringMatching(/challenge/) as unknown });
  });

  it('fails a case whose guest answered the challenge wrong', () => {
    expect(judge(providing(), once(observed({ challenge: 'wrong' })), bench)).toMatchObject({ verdict: 'fail', fail: 'violated' });
  });

  it('wants no answer of a refused load, for which twin and phase stand in, nor of foreign code', () => {
    expect(judge(refusing(), thrice(fine, refused, fine), bench).verdict).toBe('pass');
    const foreign = providing({ challenge: { standIn: 'its own output' } });
    expect(judge(foreign, once(observed({ challenge: 'none' })), bench).verdict).toBe('pass');
  });

  it('prefers a false check to a missing answer', () => {
    expect(judge(providing({ expect: never }), once(observed({ challenge: 'none' })), bench).verdict).toBe('fail');
  });

  it('does not apply when the runtime does not claim what the case needs', () => {
    const one = providing({ needs: ['memory-limit'] });
    expect(judge(one, [], bench)).toMatchObject({
      verdict: 'not-applicable',
      because: 'the runtime does not claim memory-limit',
    });
    const claiming = { ...bench, runtime: { ...bench.runtime, claims: ['memory-limit' as const] } };
    expect(judge(one, once(fine), claiming).verdict).toBe('pass');
    expect(judge({ ...one, expect: never }, once(fine), claiming).verdict).toBe('fail');
  });

  it.each([
    ['twin-before', refusing()],
    ['twin-after', refusing()],
    ['twin-before', containing({ admits: twin })],
  ])('is untestable when the %s was not played', (missing, one) => {
    const attempts = thrice(fine, fine, fine).filter(({ role }) => role !== missing);
    expect(judge(one, attempts, bench)).toMatchObject({ verdict: 'untestable', because: expect.stringMatching(/not played/) as unknown });
  });

  it('is untestable when nobody ran it', () => {
    expect(judge(providing(), [], bench)).toEqual({ verdict: 'untestable', because: 'not reached', checks: [] });
  });

  it('is untestable without a gateway when the case has a network', () => {
    const blind = { ...bench, evidence: 'none' as const };
    const one = providing({ given: { extension: 'e', network: { answers: {} } } });
    expect(judge(one, [], blind)).toMatchObject({ verdict: 'untestable', because: expect.stringMatching(/^no gateway/) as unknown });
  });

  it('is untestable without a gateway when a check looks at the network', () => {
    const blind = { ...bench, evidence: 'none' as const };
    expect(judge(providing({ expect: { 'nothing left': nothingLeft } }), once(fine), blind)).toMatchObject({
      verdict: 'untestable',
      because: expect.stringMatching(/^no gateway/) as unknown,
    });
    const one = refusing({ admits: { expect: { 'the twin sent nothing': nothingLeft } } });
    expect(judge(one, thrice(fine, fine, fine), blind).verdict).toBe('untestable');
    expect(judge(providing({ expect: { 'no record': (seen) => texts(seen).length === 0 } }), once(fine), blind).verdict).toBe('pass');
  });

  it('bounds what it quotes', () => {
    const error = { name: 'E'.repeat(100_000), message: 'm'.repeat(100_000) };
    const seen = [
      observed({ calls: [called({ status: 'threw', thrown: 'null', error }, true)] }),
      observed({ load: { accepted: false, refused: { phase: 'link', error }, ms: 1 } }),
      observed({ network: [{ kind: 'connect', target: 'c'.repeat(100_000) }] }),
    ];
    for (const one of seen) expect(judge(providing({ expect: never }), once(one), bench).because?.length).toBeLessThan(3000);
  });

  it('takes a disarmed check for true, in its own case only', () => {
    const one = providing({ expect: never });
    const disarmed = { id: one.id, says: 'it never holds' };
    expect(judge(one, once(fine), { ...bench, disarmed }).verdict).toBe('pass');
    expect(judge(one, once(fine), { ...bench, disarmed: { ...disarmed, id: 'another' } }).verdict).toBe('fail');
  });
});
