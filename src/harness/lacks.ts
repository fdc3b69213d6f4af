import type { Need, RuntimeInfo } from '../contract/adapter.ts';

/** Returns why a runtime does not have what a case or a program needs; `undefined` when it has it. */
export const lacks = ({ claims, builtinOperations = [], hostRoutes = [] }: RuntimeInfo, need: Need): string | undefined => {
  if (need === 'built-in-operations') return builtinOperations.length > 0 ? undefined : 'the runtime names no operation of its own';
  if (need === 'host-routes') return hostRoutes.length > 0 ? undefined : 'the runtime names no route of its host';
  return claims.includes(need) ? undefined : `the runtime does not claim ${need}`;
};
