import type { GuestAnswer, SdkRecord } from '../guest/records.ts';
import type { Json } from '../contract/json.ts';
import { createSdk, type Denial, type Sdk, type SdkOptions } from './create-sdk.ts';
import type { RequestAnswer } from './request/request-answer.ts';
import { compileScopes, type CompiledScopes } from './scope/compile-scopes.ts';
import type { SdkErrorData } from './sdk-error.ts';

// Compiled scopes, which must be right.
const scopesOf = (requested: unknown): CompiledScopes => {
  const scopes = compileScopes(requested);
  if (!scopes.ok) throw new Error(JSON.stringify(scopes.error));
  return scopes;
};

/** An SDK and everything that it told. */
export interface AskedSdk {
  readonly sdk: Sdk;
  readonly logs: readonly string[];
  readonly denials: readonly Denial[];
  /** Every answer that was delivered, in order. */
  readonly delivered: readonly GuestAnswer[];
  /** Takes one record and resolves to its answer. */
  take(record: SdkRecord): Promise<GuestAnswer>;
  request(url: Json, options?: { readonly method?: Json; readonly headers?: Json; readonly body?: Json }): Promise<GuestAnswer>;
  sleep(ms: number): Promise<GuestAnswer>;
}

/** Opens an SDK for these scopes. */
export const openSdk = (requested: unknown, options: Partial<SdkOptions> = {}): AskedSdk => {
  const logs: string[] = [];
  const denials: Denial[] = [];
  const delivered: GuestAnswer[] = [];
  let last = 0;
  const sdk = createSdk({
    extension: 'asked',
    scopes: scopesOf(requested),
    log: (extension, text) => {
      logs.push(`${extension}: ${text}`);
    },
    onDenied: (denial) => {
      denials.push(denial);
    },
    ...options,
  });
  const take = (record: SdkRecord): Promise<GuestAnswer> =>
    new Promise((resolve) => {
      sdk.take(record, (answer) => {
        delivered.push(answer);
        resolve(answer);
      });
    });
  return {
    sdk,
    logs,
    denials,
    delivered,
    take,
    request: (url, given = {}) => take({ request: (last += 1), url, options: given }),
    sleep: (ms) => take({ sleep: (last += 1), ms }),
  };
};

/** The value of an answer that resolved. */
export const valueOf = (answer: GuestAnswer): RequestAnswer => {
  if (!('resolve' in answer)) throw new Error(`rejected: ${JSON.stringify(answer.error)}`);
  return answer.value as RequestAnswer;
};

/** The error of an answer that rejected. */
export const errorOf = (answer: GuestAnswer): SdkErrorData => {
  if ('resolve' in answer) throw new Error(`resolved: ${JSON.stringify(answer.value)}`);
  return answer.error;
};
