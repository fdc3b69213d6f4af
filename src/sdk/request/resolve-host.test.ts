import { describe, expect, it } from 'vitest';
import { resolveHost } from './resolve-host.ts';

const never = new AbortController().signal;
const refuse = (): Promise<readonly string[]> => Promise.reject(new Error('nobody was to be asked'));

describe('resolveHost', () => {
  it('asks nobody for an address and for localhost', async () => {
    for (const address of ['127.0.0.1', '203.0.113.7', '::1', '::ffff:7f00:1'])
      expect(await resolveHost(address, refuse, never)).toEqual([address]);
    for (const name of ['localhost', 'a.localhost', 'a.b.localhost'])
      expect(await resolveHost(name, refuse, never)).toEqual(['127.0.0.1', '::1']);
  });

  it.each(['notlocalhost', 'localhost.test', 'localhost.localdomain'])('asks for %s', async (name) => {
    const asked: string[] = [];
    const resolve = async (given: string): Promise<readonly string[]> => {
      asked.push(given);
      return ['203.0.113.7', 'x', '', '127.1', '203.0.113.8'];
    };
    expect(await resolveHost(name, resolve, never)).toEqual(['203.0.113.7', '203.0.113.8']);
    expect(asked).toEqual([name]);
  });

  it('fails in one way, whether a resolver throws, rejects or knows nothing', async () => {
    const resolvers = [
      refuse,
      () => Promise.resolve([]),
      () => Promise.resolve(['a.test']),
      (): Promise<readonly string[]> => {
        throw new TypeError('at once');
      },
    ];
    for (const resolve of resolvers)
      await expect(resolveHost('a.test', resolve, never)).rejects.toMatchObject({
        data: { kind: 'network', name: 'Error', message: 'The host of "request" could not be resolved' },
      });
    await expect(resolveHost('a.test', refuse, never)).rejects.toMatchObject({ cause: new Error('nobody was to be asked') });
  });

  it('asks nobody once it is aborted, and waits for nobody', async () => {
    const asked: string[] = [];
    const reason = new Error('over');
    const silent = (name: string): Promise<readonly string[]> => {
      asked.push(name);
      return new Promise(() => {});
    };
    await expect(resolveHost('a.test', silent, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(asked).toEqual([]);
    const later = new AbortController();
    const waiting = resolveHost('a.test', silent, later.signal);
    later.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});
