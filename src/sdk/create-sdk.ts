import type { GuestAnswer, SdkRecord } from '../guest/records.ts';
import type { Json } from '../contract/json.ts';
import { boundText } from './log/bound-text.ts';
import { byteBudget, type HeldBytes } from './request/byte-budget.ts';
import { compileAllowHosts } from './request/compile-allow-hosts.ts';
import { parseProxy } from './request/parse-proxy.ts';
import { performRequest } from './request/perform-request.ts';
import type { RequestContext } from './request/request-context.ts';
import type { ResolveName } from './request/resolve-host.ts';
import { turnstile } from './request/turnstile.ts';
import type { CompiledScopes } from './scope/compile-scopes.ts';
import { limitError, networkError, permissionError, SdkError, typeError, type SdkErrorKind } from './sdk-error.ts';
import { sdkLimits, type SdkLimits } from './sdk-limits.ts';
import { defaultSdkParts, type SdkParts } from './sdk-parts.ts';

/** One call that an extension was refused or that failed, for the operator: `cause` is a `DenialReason`, or an error of the host, which may name addresses. */
export interface Denial {
  readonly extension: string;
  readonly function: 'log' | 'sleep' | 'request';
  readonly kind: SdkErrorKind;
  readonly message: string;
  readonly cause?: unknown;
}

/** What the SDK of one extension is made of. */
export interface SdkOptions {
  readonly extension: string;
  readonly scopes: CompiledScopes;
  /** Takes one record; the text is one line. What it throws reaches the caller of `take`. */
  readonly log: (extension: string, text: string) => void;
  /** Resolves host names, asked once for each hop; the system's resolver when left out. `localhost` and names below it are never asked for. */
  readonly resolve?: ResolveName;
  /**
   * What extensions may reach although it is not public: host names, `*.name`, addresses or ranges such as `10.0.0.0/8`. A name allows what is asked for by
   * that name, an address or range what is asked for by such an address; a name at a link-local or metadata address needs both (REQ-13).
   */
  readonly allowHosts?: readonly string[];
  /**
   * An `http:` or `https:` proxy, with credentials if it needs some, through which every request is tunnelled with `CONNECT` to an address that was checked.
   * The environment's proxy variables are never read (REQ-14).
   */
  readonly proxy?: string | URL;
  /** PEM text of the certificate authority to trust, proxy included, in place of Node's and of those that the operator lists in `NODE_EXTRA_CA_CERTS` (REQ-16). */
  readonly ca?: string;
  /** Over the defaults; all of them are the embedder's to set. */
  readonly limits?: Partial<SdkLimits>;
  /** Replaces parts by name, for faults. */
  readonly parts?: Partial<SdkParts>;
  /** Told of every call that was refused or failed, before the extension is. */
  readonly onDenied?: (denial: Denial) => void;
}

/** The host side of `log`, `sleep` and `request` for one loaded extension. */
export interface Sdk {
  /**
   * Does what a record asks for. The answer is delivered at most once, and never before this returns; a log has none. What `deliver` returns resolves when
   * the answer has left this process: until then it counts as held.
   */
  take(record: SdkRecord, deliver: (answer: GuestAnswer) => void | Promise<void>): void;
  /** Aborts everything pending, for good: nothing is taken, logged or delivered afterwards. */
  abandon(): void;
  /** Sleeps and requests that are not answered yet. */
  readonly pending: number;
}

type Deliver = (answer: GuestAnswer) => void | Promise<void>;
type Act = (signal: AbortSignal, held: HeldBytes) => Promise<Json | undefined>;

/**
 * Returns the SDK of one extension. The realm is not trusted: every record is checked against the scopes again (REQ-3, LOG-2, SLEEP-2).
 * @throws {TypeError} or {RangeError} that names the option, when `allowHosts`, `proxy` or a limit is wrong.
 */
export const createSdk = (options: SdkOptions): Sdk => {
  const { extension, scopes } = options;
  const limits = sdkLimits(options.limits);
  const parts: SdkParts = { ...defaultSdkParts, ...options.parts };
  const context: RequestContext = {
    scopes,
    parts,
    limits,
    turns: turnstile(limits.connections),
    allowed: compileAllowHosts(options.allowHosts ?? []),
    ...(options.proxy === undefined ? {} : { proxy: parseProxy(options.proxy) }),
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  };
  const end = new AbortController();
  const pending = new Set<number>();
  const budget = byteBudget(limits.responseBytes);

  const report = (called: Denial['function'], error: SdkError): void => {
    const { kind, message } = error.data;
    options.onDenied?.({ extension, function: called, kind, message, ...(error.cause === undefined ? {} : { cause: error.cause }) });
  };

  const takeLog = (text: unknown): void => {
    if (!parts.admitLog(scopes)) report('log', permissionError('No permission to use "log"'));
    else if (typeof text !== 'string') report('log', typeError('"log" takes a string'));
    else options.log(extension, parts.escapeText(boundText(text, limits.logLength)));
  };

  const answer = async (called: 'sleep' | 'request', id: number, act: Act, held: HeldBytes): Promise<GuestAnswer> => {
    try {
      if (!parts.admitPending(pending.size - 1, limits))
        throw limitError(`More than ${String(limits.pending)} calls of "${called}" are pending`);
      const value = await act(end.signal, held);
      return value === undefined ? { resolve: id } : { resolve: id, value };
    } catch (thrown) {
      const error = thrown instanceof SdkError ? thrown : networkError(`"${called}" failed`, thrown);
      if (!end.signal.aborted) report(called, error);
      return { reject: id, error: error.data };
    }
  };

  const sleep =
    (ms: unknown): Act =>
    async (signal) => {
      if (!parts.admitSleep(scopes)) throw permissionError('No permission to use "sleep"');
      const checked = parts.checkSleepMs(ms);
      if (checked instanceof SdkError) throw checked;
      await parts.sleepFor(checked, signal);
      return undefined;
    };

  const request =
    (url: unknown, given: unknown): Act =>
    (signal, held) =>
      performRequest({ ...context, held }, url, given, signal);

  const settle = async (called: 'sleep' | 'request', id: unknown, act: Act, deliver: Deliver): Promise<void> => {
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || pending.has(id)) {
      report(called, typeError(`A call of "${called}" has no number of its own`));
      return;
    }
    pending.add(id);
    using held = budget.open();
    const settled = await answer(called, id, act, held);
    pending.delete(id);
    if (!end.signal.aborted) await deliver(settled);
  };

  return {
    take(record, deliver) {
      if (end.signal.aborted) return;
      if (Object.hasOwn(record, 'log')) takeLog('log' in record ? record.log : undefined);
      else if ('sleep' in record) void settle('sleep', record.sleep, sleep(record.ms), deliver);
      else if ('request' in record) void settle('request', record.request, request(record.url, record.options), deliver);
    },
    abandon() {
      end.abort();
      pending.clear();
    },
    get pending() {
      return pending.size;
    },
  };
};
