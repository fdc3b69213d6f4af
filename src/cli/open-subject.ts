import type { Subject } from '../fuzz/lanes.ts';
import { describeRuntime } from '../harness/describe-runtime.ts';
import { resolveAdapter } from '../harness/resolve-adapter.ts';
import { checkSeam, faultFlag } from './fault-flag.ts';

/** What of the flags says how a runtime is started. */
export interface SubjectFlags {
  readonly fault?: string;
  readonly adapterOption: Readonly<Record<string, string>>;
}

/** Describes a runtime, and looks up the fault that is built into it. @throws {SandproofError} */
export const openSubject = async (adapter: string, { fault: name, adapterOption }: SubjectFlags): Promise<Subject> => {
  const target = resolveAdapter(adapter, adapterOption);
  const fault = faultFlag(name);
  const { runtime, seams, target: placed } = await describeRuntime(target);
  checkSeam(fault, seams, target.name);
  return { target: placed, runtime, fault };
};

/** Returns a runtime's name and version. */
export const nameOf = ({ runtime }: Subject): string => `${runtime.name} ${runtime.version}`;
