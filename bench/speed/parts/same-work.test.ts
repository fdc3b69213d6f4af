import { Agent } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openBareRealm } from './bare-realm.ts';
import { openBridgeRealm } from './bridge-realm.ts';
import { sourceOf } from './extensions.ts';
import { memoryOf } from './memory-of.ts';
import { messageOf } from './messages.ts';
import { openOperation } from './open-operation.ts';
import { openPipe } from './open-pipe.ts';
import { openQuickjsRealm } from './quickjs-realm.ts';
import { postEcho } from './post-echo.ts';
import { serveExpress } from './serve-express.ts';
import { serveSandbox } from './serve-sandbox.ts';
import { untilQuiet } from './until-quiet.ts';
import { childPids, hasProc } from './child-pids.ts';

const input = messageOf(1_000);

// A ratio of two things says something only if both do the same work.
describe.each(['echo', 'logs-once', 'sleeps-once'] as const)('the operation %s', (name) => {
  it('returns its input from every side of a ratio', async () => {
    using bare = openBareRealm(sourceOf(name));
    using bridge = await openBridgeRealm(sourceOf(name));
    using quickjs = await openQuickjsRealm(sourceOf(name));
    await using across = await openOperation(name, 'process');
    expect(JSON.parse(await bare.callAsync(JSON.stringify(input)))).toEqual(input);
    expect(await bridge.call(input)).toEqual(input);
    expect(await quickjs.call(input)).toEqual(input);
    expect(await across?.call(input)).toEqual(input);
  });
});

describe('openPipe', () => {
  it('brings every line back, in order', async () => {
    await using pipe = await openPipe();
    const lines = [JSON.stringify(messageOf(200_000)), 'second', 'third'];
    expect(await Promise.all(lines.map((line) => pipe.send(line)))).toEqual(lines);
  });
});

describe('postEcho', () => {
  it.each([
    ['a plain route', serveExpress],
    ['an extension', serveSandbox],
  ])('gets its text back from %s', async (_what, serve) => {
    await using server = await serve();
    const agent = new Agent({ keepAlive: true });
    await expect(postEcho(agent, server.port, JSON.stringify(input))).resolves.toBeUndefined();
    agent.destroy();
  });
});

describe.runIf(hasProc)('what the kernel says', () => {
  it('holds a quiet child and its memory', async () => {
    await using pipe = await openPipe();
    await pipe.send('up');
    await untilQuiet();
    const [child = 0] = childPids();
    const { rss, pss } = memoryOf(child);
    expect(rss).toBeGreaterThan(pss);
    expect(pss).toBeGreaterThan(1);
  });
});
