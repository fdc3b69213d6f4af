import type { RequestDecision } from './scope/request-decision.ts';
import type { CompiledScopes } from './scope/compile-scopes.ts';
import { escapeText } from './log/escape-text.ts';
import { admitAddress, type Target } from './request/admit-address.ts';
import { checkHeaders } from './request/check-headers.ts';
import type { AllowedHosts } from './request/compile-allow-hosts.ts';
import { headersAcrossOrigins } from './request/headers-across-origins.ts';
import type { RequestHeaders } from './request/request-headers.ts';
import { sendOnce, type HopRequest, type HopResponse } from './request/send-once.ts';
import type { SdkError } from './sdk-error.ts';
import type { SdkLimits } from './sdk-limits.ts';
import { checkSleepMs } from './sleep/check-sleep-ms.ts';
import { sleepFor } from './sleep/sleep-for.ts';

/** The steps that decide or act, each replaceable by name: a fault that a conformance run builds in replaces one. */
export interface SdkParts {
  /** Whether a log record is passed on at all. */
  readonly admitLog: (scopes: CompiledScopes) => boolean;
  /** What a log record becomes before it is passed on. */
  readonly escapeText: (text: string) => string;
  /** Whether the extension may sleep at all. */
  readonly admitSleep: (scopes: CompiledScopes) => boolean;
  /** The ms to sleep, or the error. */
  readonly checkSleepMs: (ms: unknown) => number | SdkError;
  /** Resolves when the time is over. */
  readonly sleepFor: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Whether one more sleep or request may be pending. */
  readonly admitPending: (pending: number, limits: SdkLimits) => boolean;
  /** Decides about the request that the extension asked for. */
  readonly checkRequest: (scopes: CompiledScopes, url: unknown, method: unknown) => RequestDecision;
  /** Decides about one redirect's URL and method. */
  readonly checkHop: (scopes: CompiledScopes, url: string, method: string) => RequestDecision;
  /** Whether a hop may connect to one of the addresses of its host. */
  readonly admitAddress: (allowed: AllowedHosts, target: Target, address: string) => boolean;
  /** The extension's headers as they go out, or the error. */
  readonly checkHeaders: (headers: unknown, limits: SdkLimits) => RequestHeaders | SdkError;
  /** What is left of the headers when a redirect changes the origin. */
  readonly headersAcrossOrigins: (headers: RequestHeaders) => RequestHeaders;
  /** Sends one request and follows nothing. */
  readonly send: (request: HopRequest, signal: AbortSignal) => Promise<HopResponse>;
}

/** The parts of production. */
export const defaultSdkParts: SdkParts = {
  admitLog: (scopes) => scopes.log,
  escapeText,
  admitSleep: (scopes) => scopes.sleep,
  checkSleepMs,
  sleepFor,
  admitPending: (pending, limits) => pending < limits.pending,
  checkRequest: (scopes, url, method) => scopes.check(url, method),
  checkHop: (scopes, url, method) => scopes.check(url, method),
  admitAddress,
  checkHeaders,
  headersAcrossOrigins,
  send: sendOnce,
};
