import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Outcome } from '../contract/outcome.ts';
import type { CallMessage, LoadAnswer, LoadMessage, Rewriting } from '../faults/fault.ts';
import type { MethodName, Params, Result } from '../protocol/messages.ts';
import type { Told, Trouble } from './hold-cell.ts';
import type { Lease } from './lease.ts';
import { writePackage } from './write-package.ts';

/** Thrown through a rewriting when the cell is in trouble; the caller turns it into an outcome. */
export class CellTrouble extends Error {
  override readonly name = 'CellTrouble';
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.status);
    this.trouble = trouble;
  }
}

/**
 * A cell as one scene uses it: every message passes the fault's rewriting.
 * Disposing unloads what a fault kept loaded, ends a cell that a fault left at work, and removes the extensions' folders.
 */
export interface CellClient extends AsyncDisposable {
  /** @throws {CellTrouble} */
  load(message: LoadMessage, deadlineMs: number): Promise<LoadAnswer>;
  /** @throws {CellTrouble} */
  call(message: CallMessage, deadlineMs: number): Promise<Outcome>;
  /** @throws {CellTrouble} */
  dispose(sandbox: string, deadlineMs: number): Promise<void>;
  told(): readonly Told[];
}

/** ms of wall time for unloading what a fault kept. */
const unloadMs = 3000;

/** Wraps a lease for one scene. Extensions are written into folders inside `scratch`. */
export const cellClient = (lease: Lease, rewriting: Rewriting, scratch: string = tmpdir()): CellClient => {
  const folders: string[] = [];
  const open = new Map<string, number>(); // sandbox to the generation of its cell
  let pending = 0;
  const ask = async <M extends MethodName>(method: M, params: Params<M>, deadlineMs: number): Promise<Result<M>> => {
    pending += 1;
    const asked = await lease.ask(method, params, deadlineMs).finally(() => (pending -= 1));
    if ('trouble' in asked) throw new CellTrouble(asked.trouble);
    return asked.result;
  };
  const loadFor =
    (deadlineMs: number) =>
    async ({ extension, limits }: LoadMessage): Promise<LoadAnswer> => {
      const place = mkdtempSync(join(scratch, 'sandproof-'));
      folders.push(place);
      const folder = join(place, 'package');
      writePackage(folder, extension);
      const { name, manifestText, files } = extension;
      const answer = await ask('load', { extension: { name, folder, manifestText, files }, limits }, deadlineMs);
      if ('sandbox' in answer) open.set(answer.sandbox, lease.generation);
      return answer;
    };
  const unload = async (sandbox: string, deadlineMs: number): Promise<void> => {
    open.delete(sandbox);
    await ask('dispose', { sandbox }, deadlineMs);
  };
  return {
    load: (message, deadlineMs) =>
      rewriting.load === undefined ? loadFor(deadlineMs)(message) : rewriting.load(message, loadFor(deadlineMs)),
    call: (message, deadlineMs) => {
      const forward = (passed: CallMessage): Promise<Outcome> => ask('call', passed, deadlineMs);
      return rewriting.call === undefined ? forward(message) : rewriting.call(message, forward);
    },
    dispose: async (sandbox, deadlineMs) => {
      const forward = (): Promise<void> => unload(sandbox, deadlineMs);
      await (rewriting.dispose === undefined ? forward() : rewriting.dispose(forward));
    },
    told: () =>
      lease.told().flatMap((one): readonly Told[] => {
        if (one.kind === 'log' && rewriting.log !== undefined)
          return rewriting.log(one).map((record) => ({ kind: 'log', at: one.at, ...record }));
        if (one.kind === 'network' && rewriting.network !== undefined) {
          return rewriting.network(one.record).map((record) => ({ kind: 'network', at: one.at, record }));
        }
        return [one];
      }),
    [Symbol.asyncDispose]: async () => {
      if (pending > 0) await lease.renew();
      else
        for (const [sandbox, generation] of open)
          if (lease.running && generation === lease.generation) await lease.ask('dispose', { sandbox }, unloadMs);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
};
