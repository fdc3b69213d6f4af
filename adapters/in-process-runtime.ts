import type { Entry, ExtensionPackage, Host, Loaded, Runtime } from '../src/contract/adapter.ts';
import type { Json } from '../src/contract/json.ts';
import type { Limits } from '../src/contract/limits.ts';
import type { Outcome, Refusal } from '../src/contract/outcome.ts';
import type { Registration } from '../src/guest/records.ts';
import { createSdk } from '../src/sdk/create-sdk.ts';
import { manifestErrorMessage } from '../src/sdk/manifest/manifest-error.ts';
import type { EntryKind } from '../src/sdk/manifest/manifest.ts';
import { parseManifest } from '../src/sdk/manifest/parse-manifest.ts';
import type { CompiledScopes } from '../src/sdk/scope/compile-scopes.ts';
import type { OpenEngine } from './engine.ts';
import { loadRealm, type InProcessRealm, type NewCall } from './in-process-realm.ts';

const defaultLimits: Limits = {
  cpuMs: 1000,
  wallMs: 10_000,
  loadMs: 10_000,
  memoryMiB: 64,
  logLines: 1000,
  logBytes: 262_144,
  resultBytes: 1_048_576,
  pendingCalls: 100,
  registrations: 1000,
};

/** Calls of `request` that one call may make. */
const mostRequests = 1_000;

/** ms; what Node's timers can wait. */
const longestTimer = 2 ** 31 - 1;

/** MiB; QuickJS boots in less than half of it, and takes 0 for no limit. */
const leastMemory = 1;

/** What a manifest and its package come to: everything that a realm is loaded from, the first time and again. */
interface Plan {
  readonly name: string;
  readonly kind: EntryKind;
  readonly scopes: CompiledScopes;
  readonly source: string;
}

interface LoadedExtension {
  readonly plan: Plan;
  readonly limits: Limits;
  readonly registrations: readonly Registration[];
  realm: Promise<InProcessRealm | undefined>;
}

const refused = (phase: Refusal['phase'], message: string): { readonly refused: Refusal } => ({
  refused: { phase, error: { name: 'Error', message } },
});

const planOf = ({ manifestText, files }: ExtensionPackage): Plan | { readonly refused: Refusal } => {
  const parsed = parseManifest(manifestText);
  if (!parsed.ok) return refused('manifest', manifestErrorMessage(parsed.error));
  const { name, type, entries, scopes } = parsed.manifest;
  const [entry] = entries;
  if (type === 'bundle' || entry === undefined) return refused('manifest', 'This runtime loads no bundles');
  const path = entry.path.replace(/^(?:\.\/)+/, '');
  const source = Object.hasOwn(files, path) ? files[path] : undefined;
  if (source === undefined) return refused('manifest', `The manifest's path ${JSON.stringify(entry.path)} names no file of the package`);
  return { name, kind: entry.kind, scopes, source: source.replace(/^\uFEFF/, '') };
};

const effective = (asked: Partial<Limits>): Limits => {
  const limits = { ...defaultLimits, ...asked };
  return {
    ...limits,
    wallMs: Math.min(limits.wallMs, longestTimer),
    loadMs: Math.min(limits.loadMs, longestTimer),
    memoryMiB: Math.max(limits.memoryMiB, leastMemory),
  };
};

const newCall = (entry: Entry, input: Json): NewCall => {
  if ('operation' in entry) return { operation: entry.operation, input };
  if ('filter' in entry) return { filter: entry.filter, input };
  if ('action' in entry) return { action: entry.action, input };
  const { method, target, headers, body } = entry.endpoint;
  return { endpoint: { method, target, headers, body } };
};

/* What a client gets of a route that threw, or whose response is none: nothing of what was thrown. */
const brokenResponse: Outcome = {
  status: 'returned',
  json: JSON.stringify({
    status: 500,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { errors: [{ message: 'The extension failed' }] },
  }),
};

/** A runtime whose realms share the cell's process; what a stop has ended is loaded again at its next call, and must then register the same. */
export const inProcessRuntime = (host: Host, open: OpenEngine): Runtime => {
  const extensions = new Map<string, LoadedExtension>();
  let lastId = 0;

  const load = ({ name, kind, scopes, source }: Plan, limits: Limits): ReturnType<typeof loadRealm> => {
    const { registrations, pendingCalls, logLines, logBytes, resultBytes } = limits;
    const sdk = createSdk({
      extension: name,
      scopes,
      log: (extension, text) => host.log(extension, text),
      resolve: (hostName) => host.network.resolve(hostName),
      ...(host.network.ca === undefined ? {} : { ca: host.network.ca }),
      limits: { pending: pendingCalls },
    });
    const setup = {
      kind,
      scopes: { log: scopes.log, sleep: scopes.sleep, request: scopes.request },
      limits: { registrations, pendingCalls, logLines, logBytes, resultBytes, requests: mostRequests, requestBytes: resultBytes },
    };
    return loadRealm({ open, setup, limits, source, sdk });
  };

  const takenOperation = (registrations: readonly Registration[]): string | undefined => {
    const taken = new Set(
      [...extensions.values()].flatMap((each) => each.registrations.flatMap((one) => ('operation' in one ? [one.operation] : []))),
    );
    for (const one of registrations) if ('operation' in one && taken.has(one.operation)) return one.operation;
    return undefined;
  };

  const again = async ({ plan, limits, registrations }: LoadedExtension): Promise<InProcessRealm | undefined> => {
    const realm = await load(plan, limits);
    if ('refused' in realm) return undefined;
    if (JSON.stringify(realm.registrations) === JSON.stringify(registrations)) return realm;
    await realm.end({ status: 'absent' });
    return undefined;
  };

  /** The extension's realm, a new one when the last was stopped; one load serves all calls that wait for it. */
  const realmOf = async (extension: LoadedExtension): Promise<InProcessRealm | undefined> => {
    const waited = extension.realm;
    const realm = await waited;
    if (realm === undefined || realm.alive) return realm;
    if (extension.realm === waited) extension.realm = again(extension);
    return extension.realm;
  };

  const unload = async (extension: LoadedExtension): Promise<void> => {
    if (extensions.get(extension.plan.name) === extension) extensions.delete(extension.plan.name);
    await (await extension.realm)?.end({ status: 'absent' });
  };

  return {
    load: async (extensionPackage, { limits: asked = {} }): Promise<Loaded> => {
      const plan = planOf(extensionPackage);
      if ('refused' in plan) return plan;
      if (extensions.has(plan.name)) return refused('manifest', `An extension of the name ${JSON.stringify(plan.name)} is loaded already`);
      const limits = effective(asked);
      const realm = await load(plan, limits);
      if ('refused' in realm) return realm;
      const taken = takenOperation(realm.registrations);
      if (taken !== undefined || extensions.has(plan.name)) {
        await realm.end({ status: 'absent' });
        return refused(
          'register',
          taken === undefined
            ? 'Another load of this extension was faster'
            : `The operation ${JSON.stringify(taken)} is registered already`,
        );
      }
      const extension: LoadedExtension = { plan, limits, registrations: realm.registrations, realm: Promise.resolve(realm) };
      extensions.set(plan.name, extension);
      lastId += 1;
      return { sandbox: { id: `${plan.name}#${lastId}`, [Symbol.asyncDispose]: () => unload(extension) }, limits };
    },
    call: async (entry, input) => {
      const extension = extensions.get(entry.extension);
      if (extension === undefined) return { status: 'absent' };
      const realm = await realmOf(extension);
      const unloaded = extensions.get(entry.extension) !== extension;
      if (realm === undefined || unloaded) return { status: 'absent' };
      const outcome = await realm.call(newCall(entry, input));
      return 'endpoint' in entry && outcome.status === 'threw' ? brokenResponse : outcome;
    },
    [Symbol.asyncDispose]: async () => {
      for (const extension of extensions.values()) await unload(extension);
    },
  };
};
