import type { GuestSetup, Registration } from '../guest/records.ts';
import type { Limits, LimitName } from '../contract/limits.ts';
import { createSdk } from '../sdk/create-sdk.ts';
import { compileAllowHosts } from '../sdk/request/compile-allow-hosts.ts';
import { parseProxy } from '../sdk/request/parse-proxy.ts';
import { createLauncher, type Launcher } from './create-launcher.ts';
import { createRealm } from './create-realm.ts';
import { createSandbox, type Sandbox } from './create-sandbox.ts';
import { defaultLimits } from './default-limits.ts';
import { detectEnclosure } from './detect-enclosure.ts';
import { effectiveLimits } from './effective-limits.ts';
import { guardCallback } from './guard-callback.ts';
import { isSensitiveEvent } from './is-sensitive-event.ts';
import { keepRealm, type KeptRealm, type OpenedRealm } from './keep-realm.ts';
import { prepareExtension, type PreparedExtension } from './prepare-extension.ts';
import type { ReferenceParts } from './reference-parts.ts';
import type { ReferenceRuntime } from './reference-runtime.ts';
import { LoadError, RuntimeError } from './runtime-error.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import type { Logger, RuntimeOptions } from './runtime-options.ts';

const logTo = (logger: Logger | undefined): ((extension: string, text: string) => void) => {
  if (logger === undefined) return () => undefined;
  return typeof logger === 'function' ? logger : (extension, text) => logger.info({ extension }, text);
};

const operationIds = (registrations: readonly Registration[]): readonly string[] =>
  registrations.flatMap((registration) => ('operation' in registration ? [registration.operation] : []));

const sensitiveEvents = (registrations: readonly Registration[]): readonly string[] =>
  registrations
    .flatMap((registration) => ('filter' in registration ? [registration.filter] : 'action' in registration ? [registration.action] : []))
    .filter(isSensitiveEvent);

/** Returns a runtime made of these parts; production's are `defaultParts`. */
export const createReferenceRuntime = (options: RuntimeOptions, parts: ReferenceParts): ReferenceRuntime => {
  const defaults = effectiveLimits(defaultLimits, options.limits);
  /* What is wrong here is an error now and not at the first load. */
  compileAllowHosts(options.allowHosts ?? []);
  if (options.proxy !== undefined) parseProxy(options.proxy);
  const log = guardCallback('The logger', logTo(options.logger));
  const tell = guardCallback('onEvent', options.onEvent ?? (() => undefined));
  const counts = { stop: 0, respawn: 0, denial: 0, unavailable: 0 };
  const onEvent = (event: RuntimeEvent): void => {
    counts[event.type] += 1;
    tell(event);
  };
  const sandboxes = new Map<string, Sandbox>();
  const keptRealms = new Set<KeptRealm>();
  const names = new Set<string>();
  const operations = new Map<string, string>();
  let disposed = false;
  let started: Launcher | undefined;

  const launching = detectEnclosure().then((enclosure) => {
    const launcher = createLauncher({ enclosure, parts, spares: options.spares ?? 2, memoryMiB: defaults.memoryMiB });
    launcher.refill();
    started = launcher;
    return { launcher, isolation: enclosure.isolation };
  });
  /* Every load and the disposal await it and get its error. */
  launching.catch(() => undefined);

  const open = async (
    { name, kind, scopes, source }: PreparedExtension,
    limits: Limits,
    onStopped: (limit: LimitName, detail: string) => void,
  ): Promise<OpenedRealm> => {
    const { launcher } = await launching;
    const child = await launcher.take(limits.memoryMiB);
    const sdk = createSdk({
      extension: name,
      scopes,
      log,
      limits: { pending: limits.pendingCalls, logLength: limits.logBytes, requestMs: limits.wallMs },
      parts: parts.sdk,
      onDenied: (denial) => onEvent({ type: 'denial', ...denial }),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.allowHosts === undefined ? {} : { allowHosts: options.allowHosts }),
      ...(options.proxy === undefined ? {} : { proxy: options.proxy }),
    });
    const realm = createRealm({ child, limits, sdk, parts, onStopped });
    const { registrations, pendingCalls, logLines, logBytes, resultBytes } = limits;
    const setup: GuestSetup = {
      kind,
      scopes: parts.realmScopes({ log: scopes.log, sleep: scopes.sleep, request: scopes.request }),
      limits: { registrations, pendingCalls, logLines, logBytes, resultBytes },
    };
    const loaded = await realm.load(setup, source);
    launcher.refill();
    if ('registrations' in loaded) return { realm, registrations: loaded.registrations };
    await realm.end();
    throw new LoadError(name, loaded.refused);
  };

  const claim = (name: string): void => {
    if (disposed) throw new RuntimeError('RUNTIME_DISPOSED', 'The runtime has been disposed: create another one');
    if (names.has(name) || options.reservedNames?.includes(name) === true) {
      throw new LoadError(name, {
        phase: 'manifest',
        field: 'name',
        error: { name: 'Error', message: `The name ${JSON.stringify(name)} is taken: unload the other extension or choose another name` },
      });
    }
    names.add(name);
  };
  const refuseRegistration = (name: string, message: string): never => {
    throw new LoadError(name, { phase: 'register', error: { name: 'Error', message } });
  };
  const claimRegistrations = (name: string, registrations: readonly Registration[]): void => {
    const event = sensitiveEvents(registrations).find((one) => options.allowEvent?.(name, one) !== true);
    if (event !== undefined)
      refuseRegistration(name, `Handlers of ${JSON.stringify(event)} would see credentials: the operator has to allow them`);
    const ids = operationIds(registrations);
    const taken = ids.find((id) => operations.has(id) || options.reservedOperations?.includes(id) === true);
    if (taken !== undefined) refuseRegistration(name, `The operation ${JSON.stringify(taken)} is taken`);
    for (const id of ids) operations.set(id, name);
  };
  const release = (name: string): void => {
    names.delete(name);
    sandboxes.delete(name);
    for (const [id, owner] of operations) if (owner === name) operations.delete(id);
  };

  const dispose = async (): Promise<void> => {
    disposed = true;
    const { launcher } = await launching;
    await Promise.all([...keptRealms].map((kept) => kept.end()));
    await launcher.dispose();
  };

  return {
    async load(given, { limits: asked } = {}) {
      const limits = effectiveLimits(defaults, asked);
      const extension = await prepareExtension(given);
      const { name } = extension;
      claim(name);
      try {
        const { isolation } = await launching;
        const kept = await keepRealm({ extension: name, open: (onStopped) => open(extension, limits, onStopped), onEvent });
        try {
          claimRegistrations(name, kept.registrations);
        } catch (error) {
          await kept.end();
          throw error;
        }
        const sandbox = createSandbox({
          name,
          registrations: kept.registrations,
          limits,
          isolation,
          realm: kept.realm,
          async unload() {
            if (!parts.unloads()) return false;
            await kept.end();
            keptRealms.delete(kept);
            release(name);
            return true;
          },
        });
        sandboxes.set(name, sandbox);
        keptRealms.add(kept);
        return sandbox;
      } catch (error) {
        release(name);
        throw error;
      }
    },
    sandbox: (name) => sandboxes.get(name),
    stats: () => ({
      sandboxes: sandboxes.size,
      processes: started?.alive ?? 0,
      spares: started?.spares ?? 0,
      stops: counts.stop,
      respawns: counts.respawn,
      denials: counts.denial,
    }),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
};
