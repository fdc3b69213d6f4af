import type { RuntimeLimits } from './runtime-limits.ts';

/** What one limit bounds and what happens at it, for people. */
export interface LimitDescription {
  readonly unit: string;
  readonly bounds: string;
  readonly atLimit: string;
}

/** A description of every limit, from which the table of `docs/embedding.md` is generated. */
export const limitDescriptions: Readonly<Record<keyof RuntimeLimits, LimitDescription>> = {
  cpuMs: { unit: 'ms', bounds: 'one uninterrupted slice of the extension, by the wall clock', atLimit: '`cpu`: stopped' },
  wallMs: {
    unit: 'ms of wall time',
    bounds: 'one call, from its dispatch to its end; also what a call leaves running behind it',
    atLimit: '`wall`: stopped',
  },
  loadMs: { unit: 'ms of wall time', bounds: 'a load, up to its last registration', atLimit: '`load`: the load is refused' },
  memoryMiB: { unit: 'MiB', bounds: 'what the extension makes its process hold', atLimit: '`memory`: stopped' },
  logLines: { unit: 'records', bounds: 'the log of one call', atLimit: '`log`: stopped' },
  logBytes: { unit: 'bytes of UTF-8', bounds: 'the log of one call', atLimit: '`log`: stopped' },
  resultBytes: { unit: 'bytes of UTF-8', bounds: 'one result, as JSON', atLimit: '`result`: stopped' },
  pendingCalls: { unit: 'calls', bounds: 'sleeps and requests at the same time', atLimit: '`pending`: stopped' },
  registrations: {
    unit: 'registrations',
    bounds: 'routes, handlers and operations of one load',
    atLimit: '`registrations`: the load is refused',
  },
  requests: { unit: 'requests', bounds: 'calls of `request` by one call', atLimit: 'one more rejects with a RangeError' },
  requestBytes: { unit: 'bytes of UTF-8', bounds: 'one request body', atLimit: 'rejects, and nothing is sent' },
  responseBytes: {
    unit: 'bytes, decoded',
    bounds: 'one response body; all of an extension hold at most twice as much at a time, and bring 16 times as much until none is pending',
    atLimit: 'rejects, and the connection is closed',
  },
  requestMs: { unit: 'ms of wall time', bounds: 'one request, redirects included', atLimit: 'rejects, and the connection is closed' },
};
