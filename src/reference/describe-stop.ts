import type { LimitName } from '../contract/limits.ts';
import type { RuntimeLimits } from './runtime-limits.ts';

/** Returns one sentence that names the limit which ended an extension's code, and its value. */
export const describeStop = (limit: LimitName, limits: RuntimeLimits): string => {
  switch (limit) {
    case 'cpu':
      return `A slice of code took more than ${limits.cpuMs} ms`;
    case 'wall':
      return `A call took more than ${limits.wallMs} ms`;
    case 'load':
      return `The load took more than ${limits.loadMs} ms`;
    case 'memory':
      return `The process needed more than ${limits.memoryMiB} MiB`;
    case 'log':
      return `A call wrote more than ${limits.logLines} log records or ${limits.logBytes} bytes of log text`;
    case 'result':
      return `A result had more than ${limits.resultBytes} bytes`;
    case 'pending':
      return `More than ${limits.pendingCalls} sleeps and requests were pending`;
    case 'registrations':
      return `More than ${limits.registrations} routes, handlers or operations were registered`;
    case 'crash':
      return 'The process ended unexpectedly';
  }
};
