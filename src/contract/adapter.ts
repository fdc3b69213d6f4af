import type { Json } from './json.ts';
import type { Limits } from './limits.ts';
import type { Outcome, Refusal } from './outcome.ts';

/** An optional ability that an adapter declares; cases that need it are `not-applicable` where it is not claimed. */
export type Claim = 'memory-limit' | 'bundle' | 'address-policy' | 'relative-imports';

/** Every {@link Claim}. */
export const claims = ['memory-limit', 'bundle', 'address-policy', 'relative-imports'] as const satisfies readonly Claim[];

/** Something that a runtime has or lacks, by what it describes; where it is lacking, a case that needs it says nothing. */
export type Need = Claim | 'built-in-operations' | 'host-routes';

/** What a runtime is; printed in reports. */
export interface RuntimeInfo {
  readonly name: string;
  readonly version: string;
  /** Engine and version, such as `V8 13.6`. */
  readonly engine: string;
  /** What separates extension and host, in one phrase. */
  readonly isolation: string;
  readonly claims: readonly Claim[];
  /** Operation ids that the runtime brings along. */
  readonly builtinOperations?: readonly string[];
  /** Package names that no extension may have, since the host has a route of that name. */
  readonly hostRoutes?: readonly string[];
  /** Whether a stop at the limit of a slice (`cpu`) or of memory ends the whole runtime is a race inside it: a case with such a stop is played again, and the first play that ends the runtime counts. */
  readonly stopsRace?: boolean;
  /** Whether extensions share one realm with each other and with the cell, so that what a case changes is changed for the next one: each case then gets a cell of its own. */
  readonly sharesRealm?: boolean;
  /** Processes of the runtime that are not descendants of the cell. */
  readonly pids?: readonly number[];
}

/** One extension on its way to a runtime. The manifest is raw text, so that hostile ones survive. */
export interface ExtensionPackage {
  readonly name: string;
  /** Absolute path of a folder that holds exactly `package.json` (the manifest text), `files`, and what a hostile case adds that is no small regular file of the package. */
  readonly folder: string;
  readonly manifestText: string;
  /** Path inside the package, with `/`, to text; a link to one of them is one of them. */
  readonly files: Readonly<Record<string, string>>;
}

/** A request to one of an extension's routes. `target` starts with `/` and is relative to the extension's mount. */
export interface EndpointRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Which door of which extension a call goes through. */
export type Entry =
  | { readonly extension: string; readonly endpoint: EndpointRequest }
  | { readonly extension: string; readonly filter: string }
  | { readonly extension: string; readonly action: string }
  | { readonly extension: string; readonly operation: string };

/** A command that starts behind a gateway. */
export interface Enclosed {
  /** The command and its arguments. */
  readonly words: readonly string[];
  /** PEM text of the authority that the gateway's certificates come from. */
  readonly ca: string;
}

/** A process that was started with an IPC channel, as Node's `ChildProcess` has it. */
export interface ChannelledProcess {
  readonly connected: boolean;
  send(message: object): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: () => void): unknown;
}

/** The case's network for Node processes of the runtime's own. */
export interface ChildNetwork {
  /** URL of a module that such a process has to `--import`. It runs on Node 22.18 and later. */
  readonly module: string;
  /** Puts the case's network, and each later one, into a process that has started with that module; what leaves it is recorded. Resolves when it is in place. */
  adopt(child: ChannelledProcess): Promise<void>;
}

/** What the cell gives to an adapter: the raw log sink, the network seam and the fault to build in. */
export interface Host {
  /** Takes one log record exactly as the runtime emits it. */
  log(extension: string, text: string): void;
  readonly network: {
    /** Resolves a host name to addresses by the case's DNS table. */
    resolve(name: string): Promise<readonly string[]>;
    /** PEM text of the certificate authority to trust: it vouches for the servers of the case's network. */
    readonly ca?: string;
    /** `host:port` of the gateway, when one is used. */
    readonly gateway?: string;
    /**
     * Turns a command into one that starts in a network namespace where a gateway with the case's network is all that it reaches; `from` is its folder, the cell's own when left out.
     * What leaves it joins the cell's records. There for adapters with `evidence: 'gateway'` where the machine allows such a namespace; rejects with an {Error} when it can't be made after all.
     */
    enclose?(words: readonly string[], from?: string): Promise<Enclosed>;
    /** For a runtime with Node processes of its own. */
    readonly children?: ChildNetwork;
  };
  /** The semantic fault to build in, for adapters that have a seam for it. */
  readonly fault?: string;
  /** `--adapter-option` pairs. */
  readonly options: Readonly<Record<string, string>>;
}

/** One loaded extension. Disposing unloads it. */
export interface Sandbox extends AsyncDisposable {
  readonly id: string;
}

/** What a load led to. `limits` are the values that really apply. */
export type Loaded = { readonly sandbox: Sandbox; readonly limits: Limits } | { readonly refused: Refusal };

/** A started runtime. Calls may overlap, and `call` outlives any sandbox. Disposing it ends every process it started. */
export interface Runtime extends AsyncDisposable {
  load(extension: ExtensionPackage, options: { readonly limits?: Partial<Limits> }): Promise<Loaded>;
  call(entry: Entry, input: Json): Promise<Outcome>;
  /** A case begins, and nothing of an earlier one is wanted any more; called for every case but the first. */
  prepare?(): Promise<void>;
  /** Resolves when the runtime's host answers, where that is another process than the cell; rejects when it has ended since it was asked last. */
  ping?(): Promise<void>;
}

/** The small piece that drives one runtime; a module's default export. */
export interface Adapter {
  describe(): RuntimeInfo | Promise<RuntimeInfo>;
  /** Extensions run in child processes, which `start` puts behind the gateway of `Host.network.enclose`. Left out: whatever they send leaves from the cell's own process. */
  readonly evidence?: 'gateway';
  /** Seams for faults that this adapter can build into its runtime. */
  readonly seams?: readonly string[];
  start(host: Host): Promise<Runtime>;
}
