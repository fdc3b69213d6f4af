import { all, returns, returnsWhere, sent } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/** J01–J04: clocks and side channels, as far as a program can show them. */
export const clockPrograms: readonly Program[] = [
  {
    id: 'clocks/no-fine-clock',
    covers: ['J01'],
    ...operation(`const steps = new Set(); for (const end = Date.now() + 40; Date.now() < end;) steps.add(Date.now() % 1);
      return [typeof performance, typeof globalThis.Worker, typeof globalThis.SharedWorker, [...steps], typeof globalThis.Temporal?.Now?.instant === 'function' ? String(Temporal.Now.instant()).replace(/^.*\\.?\\d{0,3}/, '').length : 0].slice(0, 4);`),
    holds: returns(['undefined', 'undefined', 'undefined', [0]]),
  },
  {
    id: 'clocks/no-counter-thread',
    covers: ['J01', 'G27'],
    ...operation(`const view = new Int32Array(new SharedArrayBuffer(8)); const before = Atomics.load(view, 0);
      for (const end = Date.now() + 60; Date.now() < end;); await sleep(20);
      return [before, Atomics.load(view, 0), Atomics.load(view, 1), Atomics.notify(view, 0)];`),
    holds: returns([0, 0, 0, 0]),
  },
  {
    id: 'clocks/zone-and-locale',
    covers: ['J02'],
    ...operation(
      `const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions(); return [timeZone, new Date(0).getTimezoneOffset(), new Date(0).toString().includes('GMT+0000'), /^[a-z]{2}/.test(locale)];`,
    ),
    holds: returnsWhere('a zone that is not the machine’s', (value) => /^\["UTC",0,true,true\]$/.test(JSON.stringify(value))),
  },
  {
    id: 'clocks/random-differs',
    covers: ['J02', 'F02'],
    ...operation(`return Array.from({ length: 4 }, () => Math.random());`),
    steps: [{ call: { operation: 'it' }, input: {} }, { reload: true }, { call: { operation: 'it' }, input: {} }],
    holds: ({ calls }) => {
      const streams = calls.map(({ outcome }) => ('json' in outcome ? outcome.json : outcome.status));
      return streams.length === 2 && streams[0] !== streams[1] ? [] : [`expected two streams, got ${streams.join()}`];
    },
  },
  {
    id: 'clocks/memory-is-zeroed',
    covers: ['J03'],
    ...operation(`let odd = 0;
      for (let turn = 0; turn < 40; turn += 1) for (const bytes of [new Uint8Array(65_536), new Uint8Array(new SharedArrayBuffer(4096)), new Uint8Array(new ArrayBuffer(64, { maxByteLength: 8192 }))]) {
        if (bytes.buffer.resizable) bytes.buffer.resize(8192);
        for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== 0) odd += 1;
        bytes.fill(255);
      }
      return odd;`),
    limits: { cpuMs: 1_500 },
    holds: returns(0),
  },
  {
    id: 'clocks/no-channel-in-nan',
    covers: ['J03', 'E08'],
    ...operation(`const view = new DataView(new ArrayBuffer(8)); view.setBigUint64(0, 0x7ff8_dead_beef_cafen);
      const nan = view.getFloat64(0);
      return [Number.isNaN(nan), JSON.stringify([nan]), nan];`),
    holds: returns([true, '[null]', null]),
  },
  {
    id: 'clocks/denials-tell-nothing',
    covers: ['J04'],
    ...operation(`const urls = ['http://127.0.0.1:1/', trip.origin, 'http://localhost:' + trip.port + '/', 'https://no-such-host.invalid/', 'http://169.254.169.254/latest/', 'http://[::1]:' + trip.port + '/', 'http://10.0.0.1/'];
      const said = await Promise.all(urls.map((url) => request(url).then(() => 'done', (error) => [error.name, error.message.replaceAll(url, 'URL'), Object.keys(error).join(), String(error.cause)].join('|'))));
      return [...new Set(said)];`),
    holds: all(returns(['Error|No permission to request "URL"||undefined']), sent(0)),
  },
  {
    id: 'clocks/redirect-denials-tell-nothing',
    covers: ['J04', 'H06'],
    ...operation(
      `const startedAt = Date.now(); const said = await request(web + '/to-trap').then(() => 'done', (error) => error.message.replaceAll(trip.origin, 'URL')); return [said, Date.now() - startedAt < 1_000];`,
    ),
    holds: returns(['No permission for "request" to follow the redirect to "URL"', true]),
  },
];
