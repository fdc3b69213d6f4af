import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';

import type { Host, Runtime, Sandbox } from '../contract/adapter.ts';
import type { NetworkRecord } from '../contract/network.ts';
import { cellPeer, type CellPeer } from '../protocol/cell-peer.ts';
import { adoptChildren } from './adopt-children.ts';
import { enclosedNetwork } from './enclosed-network.ts';
import { loadAdapter } from './load-adapter.ts';
import { mountNetwork } from './network.ts';

// stdout is the protocol: whatever else this process prints goes to stderr.
const writeLine = (line: string): void => {
  const bytes = Buffer.from(line);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
    }
  }
};
process.stdout.write = process.stderr.write.bind(process.stderr);

const { values } = parseArgs({
  options: {
    adapter: { type: 'string' },
    own: { type: 'boolean', default: false },
    gateway: { type: 'boolean', default: false },
    option: { type: 'string', multiple: true, default: [] },
  },
});
if (values.adapter === undefined) throw new TypeError('--adapter <module url> is missing');
const options = Object.fromEntries(values.option.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

const suite: { peer?: CellPeer } = {};
const tell = (record: NetworkRecord): void => suite.peer?.notify('network', { record });
const network = await mountNetwork(tell);
const enclosed = enclosedNetwork(tell);
const children = adoptChildren(network, tell);
const adapter = await loadAdapter(values.adapter, values.own);
flushCompileCache(); // most cells end by SIGKILL and could not write it then

let running: Promise<Runtime> | undefined;
const sandboxes = new Map<string, Sandbox>();

const start = (fault: string | undefined): Promise<Runtime> => {
  const host: Host = {
    log: (extension, text) => suite.peer?.notify('log', { extension, text }),
    network: {
      resolve: (name) => network.resolve(name),
      ca: network.ca,
      children,
      ...(values.gateway ? { enclose: (words, from) => enclosed.enclose(words, from) } : {}),
    },
    ...(fault === undefined ? {} : { fault }),
    options,
  };
  return adapter.start(host);
};

const runtime = (): Promise<Runtime> => {
  if (running === undefined) throw new Error('"prepare" must come before this');
  return running;
};

const end = async (): Promise<void> => {
  await (await running)?.[Symbol.asyncDispose]();
  process.exit(0);
};

suite.peer = cellPeer(
  process.stdin,
  writeLine,
  {
    describe: async () => ({ runtime: await adapter.describe(), evidence: adapter.evidence ?? 'intercepted', seams: adapter.seams ?? [] }),
    prepare: async ({ network: table, fault }) => {
      await network.mount(table);
      await enclosed.mount(table);
      await children.mount(table);
      if (running === undefined) await (running = start(fault));
      else await (await running).prepare?.();
      await enclosed.settle();
      return {};
    },
    load: async ({ extension, limits }) => {
      const loaded = await (await runtime()).load(extension, limits === undefined ? {} : { limits });
      await enclosed.settle();
      if ('refused' in loaded) return { refused: loaded.refused };
      sandboxes.set(loaded.sandbox.id, loaded.sandbox);
      return { sandbox: loaded.sandbox.id, limits: loaded.limits };
    },
    call: async ({ entry, input }) => {
      const outcome = await (await runtime()).call(entry, input);
      await enclosed.settle();
      return outcome;
    },
    dispose: async ({ sandbox }) => {
      const loaded = sandboxes.get(sandbox);
      if (loaded === undefined) throw new Error(`no sandbox has the id ${JSON.stringify(sandbox)}`);
      sandboxes.delete(sandbox);
      await loaded[Symbol.asyncDispose]();
      await enclosed.settle();
      return {};
    },
    ping: async () => {
      await (await running)?.ping?.();
      return {};
    },
  },
  () => void end(),
);
