import { openDifferentialLanes, openLanes, type Lanes } from '../fuzz/lanes.ts';
import type { Property } from '../fuzz/program.ts';
import { properties } from '../fuzz/properties/properties.ts';
import { propertyNames } from '../fuzz/property-names.ts';
import { defaultJobs } from '../harness/default-jobs.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { decideInProcess, exactRequests } from './decide-in-process.ts';
import { nameOf, openSubject, type SubjectFlags } from './open-subject.ts';
import { ownVersion } from './own-version.ts';

/** What of the flags says where programs are played. */
export interface GroundFlags extends SubjectFlags {
  readonly adapter: readonly string[];
  readonly inProcess?: boolean;
  readonly property: readonly string[];
  readonly jobs?: number;
}

const chosen = (names: readonly string[]): typeof properties => {
  const unknown = names.find((name) => !propertyNames.includes(name));
  if (unknown !== undefined)
    throw new SandproofError('BAD_FLAG', `--property: expected ${propertyNames.join(', ')}, got ${JSON.stringify(unknown)}`);
  return names.length === 0 ? properties : properties.filter(({ name }) => names.includes(name));
};

/** Where the programs of a campaign are played, and what they are about. Disposing ends the cells. */
export interface Ground extends Lanes {
  readonly properties: readonly Property[];
  readonly runtime: string;
}

const inProcess = ({ property, fault }: GroundFlags): Ground => {
  const unfit = fault === undefined ? property.find((name) => name !== exactRequests.name) : fault;
  if (unfit !== undefined)
    throw new SandproofError(
      'BAD_FLAG',
      `--in-process has the property ${exactRequests.name} alone and no faults, got ${JSON.stringify(unfit)}`,
    );
  return {
    properties: [exactRequests],
    runtime: `the scope module of sandproof ${ownVersion}`,
    plays: [decideInProcess],
    lackOf: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
};

/** Opens lanes in one runtime, in two that are compared, or in this process. @throws {SandproofError} `BAD_FLAG`, `UNKNOWN_FAULT`, or what an adapter is refused with */
export const openGround = async (flags: GroundFlags): Promise<Ground> => {
  const { adapter, jobs = defaultJobs() } = flags;
  const [first, second] = adapter;
  if ((first === undefined) === (flags.inProcess !== true) || adapter.length > 2)
    throw new SandproofError(
      'BAD_FLAG',
      `expected one --adapter, two to be compared, or --in-process, got ${adapter.length} adapters${flags.inProcess === true ? ' and --in-process' : ''}`,
    );
  if (first === undefined) return inProcess(flags);
  const mine = chosen(flags.property);
  const one = await openSubject(first, flags);
  if (second === undefined) return { ...openLanes(one, jobs), properties: mine, runtime: nameOf(one) };
  const other = await openSubject(second, flags);
  return {
    ...openDifferentialLanes(one, other, Math.max(1, Math.floor(jobs / 2))),
    properties: mine,
    runtime: `${nameOf(one)} and ${nameOf(other)}`,
  };
};
