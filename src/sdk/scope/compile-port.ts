import { badPorts } from './bad-ports.ts';

/** Tells whether a port number matches. */
export type PortMatcher = (port: number) => boolean;

const anyGoodPort: PortMatcher = (port) => !badPorts.has(port);

/**
 * Compiles the port of a glob, written without its colon; `undefined` as input means that there is none: the scheme's default, or any port for a bare `*` host.
 * A port of the bad-port list needs a literal port. Returns `undefined` for anything else than `*` or 1–65535 (REQ-5).
 */
export const compilePort = (port: string | undefined, secure: boolean, anyHost: boolean): PortMatcher | undefined => {
  if (port === '*' || (port === undefined && anyHost)) return anyGoodPort;
  if (port !== undefined && !/^\d+$/.test(port)) return undefined;
  const wanted = port === undefined ? (secure ? 443 : 80) : Number(port);
  return wanted >= 1 && wanted <= 65_535 ? (asked) => asked === wanted : undefined;
};
