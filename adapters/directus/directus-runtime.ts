import { setTimeout as wait } from 'node:timers/promises';

import type { Entry, ExtensionPackage, Host, Loaded, Runtime } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import { endpointOutcome, endpointRequest, isInternalError } from './endpoint-calls.ts';
import { sandboxLimits } from './environment.ts';
import { linksTo, putLinks, removeLinks, removeOthers, type Links } from './extensions.ts';
import { openHostProcess, type RunningDirectus } from './host-process.ts';
import type { Installation } from './installation.ts';
import type { LogLine } from './log-lines.ts';
import { refusalOf } from './refusal.ts';
import type { Health } from './server.ts';
import { lookAlike, stopOf, type Stop } from './stops.ts';

/* Directus has two limits. Of the others a case's own wishes are reported, so that it is measured against them. */
const otherLimits = {
  wallMs: 10_000,
  loadMs: 10_000,
  logLines: 1000,
  logBytes: 262_144,
  resultBytes: 1_048_576,
  pendingCalls: 100,
  registrations: 1000,
};

const effective = (asked: Partial<Limits>): Limits => ({
  ...otherLimits,
  ...asked,
  cpuMs: sandboxLimits.timeoutMs,
  memoryMiB: sandboxLimits.memoryMiB,
});

type EndpointEntry = Extract<Entry, { readonly endpoint: unknown }>;

interface Placed {
  readonly name: string;
  readonly links: Links;
}

/** How it was when code began to run. */
interface Begun extends Health {
  /** ms on the clock of the cell. */
  readonly at: number;
}

const begin = async ({ server }: RunningDirectus): Promise<Begun> => ({ ...(await server.flush()), at: performance.now() });

/* An extension can throw an error of the same text; a stop comes when the time is over and not before, and an overrun ends its isolate. */
const isReal = (limit: Stop, begun: Begun, now: Health): boolean =>
  limit === 'cpu' ? performance.now() - begun.at >= 0.9 * sandboxLimits.timeoutMs : now.disposed > begun.disposed;

/** ms of wall time for which a process is looked at, and the most that may be ms of processor time in it: an idle one uses none. */
const look = { wallMs: 40, mostMs: 15 };

/* What isolated-vm could not end runs on when its extension is gone. */
const isBusy = async ({ server }: RunningDirectus): Promise<boolean> => {
  const before = await server.flush();
  await wait(look.wallMs);
  return (await server.flush()).cpuMs - before.cpuMs > look.mostMs;
};

/** Drives Directus; resolves when it listens. */
export const directusRuntime = async (installed: Installation, host: Host): Promise<Runtime> => {
  const placed = new Map<string, Placed>();
  let stops: readonly Stop[] = []; // that Directus has logged and no call has been told of
  let unsteady = false;
  let lastNumber = 0;

  /* A record names no extension: where one alone can have written it, it is that one's. */
  const onLine = (line: LogLine): void => {
    const stop = line.kind === 'trouble' ? stopOf(line.error?.message) : undefined;
    if (stop !== undefined) stops = [...stops, stop];
    if (line.kind !== 'record') return;
    const [only, ...others] = placed.values();
    host.log(only !== undefined && others.length === 0 ? only.name : '', line.text);
  };
  const directus = await openHostProcess(installed, host, onLine);

  let known: RunningDirectus | undefined;
  let told: RunningDirectus | undefined;
  const removeAll = (): Promise<void> => removeOthers(directus.place.extensions);
  /* After an end that nobody asked for, the extensions come back: when it runs again, so that none of them ends the start. */
  const current = async (): Promise<RunningDirectus> => {
    const now = await directus.current(removeAll);
    if (now === known) return now;
    known = now;
    if (placed.size === 0) return now;
    for (const { links } of placed.values()) await putLinks(links);
    await now.reload();
    return now;
  };

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run);
    turn = done.catch(() => undefined); // whoever asked for it hears of it
    return done;
  };

  const unload = async (id: string): Promise<void> => {
    const one = placed.get(id);
    if (one === undefined) return;
    await removeLinks(one.links);
    const now = await current();
    await now.reload().finally(() => placed.delete(id));
  };

  const load = async (extension: ExtensionPackage, asked: Partial<Limits>): Promise<Loaded> => {
    const now = await current();
    const id = `${extension.name}-${String((lastNumber += 1))}`;
    if (placed.size === 0) await removeAll(); // a call that was late may have brought something back
    const links = await linksTo(directus.place.extensions, id, extension);
    await putLinks(links);
    placed.set(id, { name: extension.name, links });
    const begun = await begin(now);
    const refused = refusalOf(extension.manifestText, await now.reload());
    if (refused !== undefined) {
      const { limit, ...plain } = refused; // its folder stays, as it would
      const isStop = (limit === 'cpu' || limit === 'memory') && isReal(limit, begun, await now.server.flush());
      return { refused: isStop ? refused : plain };
    }
    return { sandbox: { id, [Symbol.asyncDispose]: () => inTurn(() => unload(id)) }, limits: effective(asked) };
  };

  const callEndpoint = async ({ server }: RunningDirectus, entry: EndpointEntry, begun: Begun): Promise<Outcome> => {
    const answered = await server.ask(endpointRequest(entry.extension, entry.endpoint));
    const health = await server.flush();
    const [limit, ...others] = stops;
    if (limit === undefined || !isInternalError(answered)) return endpointOutcome(answered);
    stops = others;
    return isReal(limit, begun, health) ? { status: 'stopped', limit } : endpointOutcome(answered);
  };

  const emit = async ({ server }: RunningDirectus, envoy: 'filter' | 'action', event: string, input: Json): Promise<Outcome> => {
    const { outcome } = await server.askEnvoy({ envoy, event, payload: JSON.stringify(input) });
    if (outcome === undefined) throw new Error('The envoy gave no outcome of an event');
    return outcome;
  };

  const callDoor = (now: RunningDirectus, entry: Entry, input: Json, begun: Begun): Promise<Outcome> => {
    if ('endpoint' in entry) return callEndpoint(now, entry, begun);
    if ('operation' in entry) return now.flows.run(entry.operation, input);
    return 'filter' in entry ? emit(now, 'filter', entry.filter, input) : emit(now, 'action', entry.action, input);
  };

  await current();
  return {
    load: (extension, { limits = {} }) => inTurn(() => load(extension, limits)),
    call: async (entry, input) => {
      const now = await current();
      try {
        const begun = await begin(now);
        const outcome = await callDoor(now, entry, input, begun);
        const health = await now.server.flush();
        if (outcome.status !== 'stopped' || (outcome.limit !== 'cpu' && outcome.limit !== 'memory')) return outcome;
        if (!isReal(outcome.limit, begun, health)) return lookAlike(outcome.limit);
        unsteady = true;
        return outcome;
      } finally {
        if (now.server.end !== undefined) told = now;
      }
    },
    prepare: () =>
      inTurn(async () => {
        const areLeft = placed.size > 0;
        await removeAll();
        placed.clear();
        stops = [];
        if (known === undefined || known.server.end !== undefined) await current();
        else {
          if (areLeft) await known.reload();
          await known.server.askEnvoy({ envoy: 'tidy' });
          if (unsteady && (await isBusy(known))) {
            await directus.end();
            await current();
          }
        }
        unsteady = false;
      }),
    ping: async () => {
      const now = known ?? (await current());
      if (now.server.end === undefined) {
        await now.server.flush();
        return;
      }
      if (now === told) return;
      told = now;
      throw new Error(now.server.end);
    },
    [Symbol.asyncDispose]: () => directus[Symbol.asyncDispose](),
  };
};
