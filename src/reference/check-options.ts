import { compileAllowHosts } from '../sdk/request/compile-allow-hosts.ts';
import { parseProxy } from '../sdk/request/parse-proxy.ts';
import { RuntimeError } from './runtime-error.ts';
import type { RuntimeOptions } from './runtime-options.ts';

const refuse = (option: string, expected: string, got: unknown): never => {
  const text = JSON.stringify(got) ?? typeof got;
  throw new RuntimeError('OPTION_INVALID', `The option ${option} of createRuntime must be ${expected}, got ${text}`);
};

const parse = (read: () => unknown): void => {
  try {
    read();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new RuntimeError('OPTION_INVALID', `An option of createRuntime is wrong: ${cause.message}`, { cause });
  }
};

/**
 * Checks what types alone cannot promise to a caller in plain JavaScript.
 * @throws {RuntimeError} `OPTION_INVALID` that names the option.
 */
export const checkOptions = ({ isolation = 'process', spares = 0, logger, onEvent, allowHosts = [], proxy }: RuntimeOptions): void => {
  const kind: unknown = isolation;
  if (kind !== 'process' && kind !== 'in-process') refuse('isolation', '"process" or "in-process"', kind);
  if (!Number.isSafeInteger(spares) || spares < 0) refuse('spares', 'an integer of at least 0', spares);
  const logs: unknown = typeof logger === 'object' ? logger.info : logger;
  if (logger !== undefined && typeof logs !== 'function') refuse('logger', 'a function or an object with `info`', logger);
  if (!Array.isArray(allowHosts)) refuse('allowHosts', 'an array', allowHosts);
  parse(() => compileAllowHosts(allowHosts));
  if (proxy !== undefined) parse(() => parseProxy(proxy));
  if (onEvent !== undefined && typeof onEvent !== 'function') refuse('onEvent', 'a function', onEvent);
};
