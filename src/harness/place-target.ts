import type { NetworkEvidence } from '../contract/network.ts';
import type { AdapterTarget } from './adapter-target.ts';

/** Returns a target as its cells are to be started for this evidence: a program that is its own cell stands behind a gateway, or beside a proxy, when it asked for one. */
export const placeTarget = (target: AdapterTarget, evidence: NetworkEvidence): AdapterTarget => {
  if (target.kind !== 'exec') return target;
  if (evidence === 'gateway') return { ...target, gateway: 'namespace' };
  return evidence === 'proxy' ? { ...target, gateway: 'proxy' } : target;
};
