import { setTimeout as wait } from 'node:timers/promises';
import type { LimitName } from '../contract/limits.ts';
import type { GuestSetup } from '../guest/records.ts';
import { createSdk } from '../sdk/create-sdk.ts';
import { childCarriers, inProcessCarriers, type Carriers } from './carriers.ts';
import { checkOptions } from './check-options.ts';
import { createClaimTable } from './claim-table.ts';
import { createRealm } from './create-realm.ts';
import { createSandbox, type Sandbox } from './create-sandbox.ts';
import { defaultLimits } from './default-limits.ts';
import { effectiveLimits } from './effective-limits.ts';
import { guardCallback } from './guard-callback.ts';
import { keepRealm, type KeptRealm, type OpenedRealm } from './keep-realm.ts';
import { limitSettings } from './limit-settings.ts';
import { prepareExtension, type PreparedExtension } from './prepare-extension.ts';
import type { ReferenceParts } from './reference-parts.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import { LoadError, RuntimeError } from './runtime-error.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import type { RuntimeLimits } from './runtime-limits.ts';
import type { Logger, RuntimeOptions } from './runtime-options.ts';
import { warnOfMissing } from './warn-of-missing.ts';

const logTo = (logger: Logger | undefined): ((extension: string, text: string) => void) => {
  if (logger === undefined) return () => undefined;
  return typeof logger === 'function' ? logger : (extension, text) => logger.info({ extension }, text);
};

const guestSetup = ({ kind, parts, scopes }: PreparedExtension, limits: RuntimeLimits, { realmScopes }: ReferenceParts): GuestSetup => {
  const { registrations, pendingCalls, logLines, logBytes, resultBytes, requests, requestBytes } = limits;
  return {
    kind,
    ...(parts === undefined ? {} : { parts }),
    scopes: realmScopes({ log: scopes.log, sleep: scopes.sleep, request: scopes.request }),
    limits: { registrations, pendingCalls, logLines, logBytes, resultBytes, requests, requestBytes },
  };
};

/** Returns a runtime made of these parts; production's are `defaultParts`. */
export const createReferenceRuntime = (options: RuntimeOptions, parts: ReferenceParts): ReferenceRuntime => {
  checkOptions(options);
  const defaults = effectiveLimits(defaultLimits, options.limits);
  const log = guardCallback('The logger', logTo(options.logger));
  const tell = guardCallback('onEvent', options.onEvent ?? (() => undefined));
  const counts = { stop: 0, respawn: 0, denial: 0, unavailable: 0, rejection: 0, isolation: 0 };
  const onEvent = (event: RuntimeEvent): void => {
    counts[event.type] += 1;
    tell(event);
  };
  const claims = createClaimTable(options);
  const sandboxes = new Map<string, Sandbox>();
  const keptRealms = new Set<KeptRealm>();
  let disposing: Promise<void> | undefined;
  let started: Carriers | undefined;

  const starting = (async (): Promise<Carriers> => {
    started =
      options.isolation === 'in-process' ? inProcessCarriers(parts) : await childCarriers(parts, options.spares ?? 2, defaults.memoryMiB);
    const missing = warnOfMissing(started.isolation);
    if (missing.length > 0) onEvent({ type: 'isolation', missing });
    return started;
  })();
  /* Every load and the disposal await it and get its error. */
  starting.catch(() => undefined);

  const open = async (extension: PreparedExtension, limits: RuntimeLimits, onStopped: (limit: LimitName) => void): Promise<OpenedRealm> => {
    const { name, scopes } = extension;
    const carriers = await starting;
    const carrier = await carriers.take(limits.memoryMiB);
    const { pendingCalls, logBytes, requestBytes, responseBytes, requestMs } = limits;
    const sdk = createSdk({
      extension: name,
      scopes,
      log,
      limits: { pending: pendingCalls, logLength: logBytes, requestBytes, responseBytes, requestMs },
      parts: parts.sdk,
      onDenied: (denial) => onEvent({ type: 'denial', ...denial }),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.allowHosts === undefined ? {} : { allowHosts: options.allowHosts }),
      ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
    });
    const realm = createRealm({
      carrier,
      limits,
      sdk,
      parts,
      onStopped(limit, detail) {
        onEvent({ type: 'stop', extension: name, limit, amounts: limitSettings(limit, limits), detail });
        onStopped(limit);
      },
      onStray: (error) => onEvent({ type: 'rejection', extension: name, error }),
    });
    const loaded = await realm.load(guestSetup(extension, limits, parts), extension.source);
    carriers.refill();
    if ('registrations' in loaded) return { realm, registrations: loaded.registrations };
    await realm.end();
    throw new LoadError(name, loaded.refused);
  };

  const release = (name: string): void => {
    claims.release(name);
    sandboxes.delete(name);
  };
  const load = async (extension: PreparedExtension, limits: RuntimeLimits): Promise<Sandbox> => {
    const { name } = extension;
    const { isolation } = await starting;
    const kept = await keepRealm({ extension: name, open: (onStopped) => open(extension, limits, onStopped), onEvent });
    try {
      claims.registrations(name, kept.registrations);
      if (disposing !== undefined) throw new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
    } catch (error) {
      await kept.end();
      throw error;
    }
    const unload = async (): Promise<boolean> => {
      if (!parts.unloads()) return false;
      await kept.end();
      keptRealms.delete(kept);
      release(name);
      return true;
    };
    const sandbox = createSandbox({ name, kept, limits, isolation, closed: () => disposing !== undefined, unload });
    sandboxes.set(name, sandbox);
    keptRealms.add(kept);
    return sandbox;
  };

  const hurry = new AbortController();
  const idle = async (graceMs: number): Promise<void> => {
    const calls = Promise.all([...keptRealms].flatMap(({ running }) => (running === undefined ? [] : [running.idle()])));
    const late = wait(graceMs, undefined, { signal: hurry.signal }).catch(() => undefined);
    await Promise.race([calls, late]);
    hurry.abort();
  };
  const end = async (graceMs: number): Promise<void> => {
    const carriers = await starting;
    if (graceMs > 0) await idle(graceMs);
    await Promise.all([...keptRealms].map((kept) => kept.end()));
    await carriers.dispose();
  };
  const dispose: ReferenceRuntime['dispose'] = ({ graceMs = 0 } = {}) => {
    if (disposing !== undefined && graceMs === 0) hurry.abort();
    return (disposing ??= end(graceMs));
  };

  return {
    async load(given, { limits: asked } = {}) {
      const limits = effectiveLimits(defaults, asked);
      const extension = await prepareExtension(given);
      if (disposing !== undefined) throw new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
      claims.name(extension.name);
      try {
        return await load(extension, limits);
      } catch (error) {
        release(extension.name);
        throw error;
      }
    },
    sandbox: (name) => sandboxes.get(name),
    stats: () => ({
      sandboxes: sandboxes.size,
      processes: started?.alive ?? 0,
      spares: started?.spares ?? 0,
      calls: [...keptRealms].reduce((sum, { running }) => sum + (running?.open ?? 0), 0),
      stops: counts.stop,
      respawns: counts.respawn,
      denials: counts.denial,
      rejections: counts.rejection,
    }),
    dispose,
    [Symbol.asyncDispose]: () => dispose(),
  };
};
