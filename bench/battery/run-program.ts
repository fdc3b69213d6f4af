import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Limits } from '../../src/contract/limits.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Door } from '../../src/reference/create-realm.ts';
import { LoadError } from '../../src/reference/runtime-error.ts';
import type { BatteryRuntime, BatterySandbox } from './battery-runtime.ts';
import { findLeaks, type Forbidden } from './find-leaks.ts';
import type { HostProgram, ProgramDoor, Step } from './program.ts';
import { longestText, type Seen, type SeenCall } from './seen.ts';

/** What only the program's own run shows. */
export type Ran = Pick<Seen, 'loads' | 'calls' | 'hunt' | 'leaks'>;

/** What a program is run with. */
export interface RunSetting {
  readonly runtime: BatteryRuntime;
  readonly extension: ExtensionPackage;
  readonly limits: Limits;
  readonly forbidden: Forbidden;
}

/* ms beyond every limit after which a call that has not settled is given up. */
const givenUpMs = 5_000;

const doorOf = (door: ProgramDoor, input: Json | undefined): Door => {
  if ('endpoint' in door) return { endpoint: { headers: {}, body: {}, ...door.endpoint } };
  return { ...door, input: input ?? null };
};

const nested = (input: Json | undefined, depth: number): Json | undefined => {
  let value = input;
  for (let level = 0; level < depth; level += 1) value = [value ?? null];
  return value;
};

const withinMs = <T>(promise: Promise<T>, ms: number, late: () => T): Promise<T> => {
  const { promise: first, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => resolve(late()), ms);
  promise.then(resolve, reject).finally(() => clearTimeout(timer));
  return first;
};

const cut = (outcome: SeenCall['outcome']): SeenCall['outcome'] => {
  if (outcome.status === 'returned' && 'json' in outcome && outcome.json.length > longestText)
    return { ...outcome, json: JSON.stringify(`${outcome.json.slice(0, longestText)}… ${outcome.json.length} characters`) };
  if (outcome.status === 'threw' && outcome.thrown.length > longestText)
    return { ...outcome, thrown: JSON.stringify(`${outcome.thrown.slice(0, longestText)}… ${outcome.thrown.length} characters`) };
  return outcome;
};

/** ms that a call may take: a limit of processor time counts from when the call uses it, all else from the dispatch. */
const allowedMs = (outcome: SeenCall['outcome'], { beforeMs = 0 }: HostProgram, { cpuMs, wallMs }: Limits): number =>
  outcome.status === 'stopped' && outcome.limit === 'cpu' ? Math.min(wallMs, beforeMs + cpuMs) : wallMs;

/** Loads a program's extension, does to it what the program says, lets it hunt for the secrets, and unloads it. */
export const runProgram = async (program: HostProgram, { runtime, extension, limits, forbidden }: RunSetting): Promise<Ran> => {
  const loads: Seen['loads'][number][] = [];
  const leaks: string[] = [];
  const running: Promise<SeenCall>[] = [];
  let sandbox: BatterySandbox | undefined;
  let mayRespawn = false;

  const load = async (): Promise<void> => {
    const startedAt = performance.now();
    const ended = (): { readonly ms: number; readonly limitMs: number } => ({ ms: performance.now() - startedAt, limitMs: limits.loadMs });
    try {
      sandbox = await runtime.load(extension, { limits });
      loads.push(ended());
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      const { phase, limit, field } = error;
      const shape = { name: error.error.name.slice(0, longestText), message: error.error.message.slice(0, longestText) };
      const { ms, limitMs } = ended();
      loads.push({
        refused: { phase, error: shape, ...(limit === undefined ? {} : { limit }), ...(field === undefined ? {} : { field }) },
        ms,
        limitMs: limit === 'cpu' ? limits.cpuMs : limitMs,
      });
    }
  };
  const call = async (target: BatterySandbox, door: Door): Promise<SeenCall> => {
    const extraMs = mayRespawn ? limits.loadMs : 0;
    const startedAt = performance.now();
    const outcome = await withinMs<SeenCall['outcome']>(
      target.dispatch(door).catch((error: unknown) => ({ status: 'failed' as const, detail: String(error).slice(0, longestText) })),
      extraMs + limits.wallMs + givenUpMs,
      () => ({ status: 'failed', detail: 'did not settle' }),
    );
    const ms = performance.now() - startedAt;
    if (outcome.status === 'stopped') mayRespawn = true;
    leaks.push(...findLeaks(textOf(outcome), 'what it returned or threw', forbidden));
    return { outcome: cut(outcome), ms, limitMs: extraMs + allowedMs(outcome, program, limits) };
  };
  const dispose = async (): Promise<void> => {
    await sandbox?.dispose();
  };
  const take = async (step: Step): Promise<void> => {
    if ('waitMs' in step) await new Promise((resolve) => setTimeout(resolve, step.waitMs));
    else if ('unload' in step) await dispose();
    else if ('reload' in step) {
      await dispose();
      sandbox = undefined;
      await load();
    } else if (sandbox !== undefined) {
      const target = sandbox;
      const count = 'call' in step ? (step.together ?? 1) : 1;
      const door = doorOf('call' in step ? step.call : step.start, nested(step.input, 'call' in step ? (step.depth ?? 0) : 0));
      const calls = Array.from({ length: count }, () => call(target, door));
      running.push(...calls);
      if ('call' in step) await Promise.all(calls);
    }
  };

  await load();
  if (sandbox !== undefined) for (const step of program.steps) await take(step);
  const calls = await Promise.all(running);
  const hunts = sandbox !== undefined && program.hunt !== undefined && !program.steps.some((step) => 'unload' in step);
  const hunt =
    hunts && sandbox !== undefined && program.hunt !== undefined ? await call(sandbox, doorOf(program.hunt, { hunt: true })) : undefined;
  await dispose();
  return { loads, calls, ...(hunt === undefined ? {} : { hunt }), leaks: [...new Set(leaks)] };
};

const textOf = (outcome: Outcome | SeenCall['outcome']): string => {
  if (outcome.status === 'returned') return 'json' in outcome ? outcome.json : '';
  if (outcome.status === 'threw') return `${outcome.thrown} ${JSON.stringify(outcome.error ?? '')}`;
  return '';
};
