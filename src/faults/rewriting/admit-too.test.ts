import { describe, expect, it } from 'vitest';

import type { CallMessage, LoadMessage } from '../fault.ts';
import { admitToo } from './admit-too.ts';

const requestedScopes = { request: { methods: ['GET'], urls: ['https://inside.test/*'] } };
const message: LoadMessage = {
  limits: {},
  extension: {
    name: 'n',
    manifestText: JSON.stringify({ name: 'n', 'directus:extension': { type: 'operation', sandbox: { enabled: true, requestedScopes } } }),
    files: { 'index.js': "export default { id: 'once' };" },
  },
};
const ask = (url: string): CallMessage => ({ entry: { extension: 'n', operation: 'once' }, input: { url, challenge: 'c' } });

const played = async (
  url: string,
  refusesWide = false,
): Promise<{ readonly loads: readonly LoadMessage[]; readonly calls: readonly CallMessage[] }> => {
  const loads: LoadMessage[] = [];
  const calls: CallMessage[] = [];
  const rewriting = admitToo((asked) => (asked.url.includes('@') ? { url: asked.url.replace('user@', ''), method: 'POST' } : undefined))();
  await rewriting.load?.(message, async (passed) => {
    loads.push(passed);
    if (refusesWide && passed.extension.name !== 'n') return { refused: { phase: 'manifest', error: { name: 'Error', message: 'no' } } };
    return { sandbox: 's', limits: {} as never };
  });
  await rewriting.call?.(ask(url), async (passed) => {
    calls.push(passed);
    return { status: 'absent' };
  });
  return { loads, calls };
};

describe('admitToo', () => {
  it('leaves a request alone of which the check says nothing', async () => {
    const { loads, calls } = await played('https://outside.test/');
    expect(loads).toEqual([message]);
    expect(calls).toEqual([ask('https://outside.test/')]);
  });

  it('sends what the check returns from a second sandbox with the same source and everything granted', async () => {
    const { loads, calls } = await played('https://user@outside.test/');
    expect(loads.map(({ extension }) => extension.name)).toEqual(['n', 'nw0']);
    expect(loads[1]?.extension.files).toEqual({ 'index.js': "export default { id: 'once-nw0' };" });
    expect(loads[1]?.extension.manifestText).toContain('"https://*"');
    expect(calls).toEqual([
      {
        entry: { extension: 'nw0', operation: 'once-nw0' },
        input: { url: 'https://outside.test/', challenge: 'c', options: { method: 'POST' } },
      },
    ]);
  });

  it('names the port and the address of a URL that has one', async () => {
    const { loads } = await played('https://user@203.0.113.7:22/');
    expect(loads[1]?.extension.manifestText).toContain('"https://203.0.113.7:22/*"');
  });

  it('leaves the request alone where the runtime refuses the second sandbox', async () => {
    const { calls } = await played('https://user@outside.test/', true);
    expect(calls).toEqual([ask('https://user@outside.test/')]);
  });
});
