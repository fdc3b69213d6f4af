import type { Lane } from './lane.ts';
import type { Measured } from './measure-cases.ts';
import type { Mutant } from './mutant.ts';
import type { MutantTree } from './mutant-tree.ts';

/** What became of a mutant: the case that noticed it, or nobody; `uncovered` when no case runs over its place. */
export type Fate =
  | { readonly fate: 'noticed'; readonly by: string; readonly because: string; readonly tried: number }
  | { readonly fate: 'survived'; readonly tried: number }
  | { readonly fate: 'uncovered' };

/** Remembers who noticed mutants of a file: neighbours are mostly noticed by the same cases. */
export interface Memory {
  /** Puts the cases that have noticed a neighbour first; the others stay in their order, in which those that share a sandbox follow each other. */
  order(file: string, cases: readonly Measured[]): readonly Measured[];
  noticed(file: string, id: string): void;
}

/** Returns an empty memory. */
export const memory = (): Memory => {
  const latest = new Map<string, readonly string[]>();
  return {
    order: (file, cases) => {
      const early = latest.get(file) ?? [];
      const rank = ({ one }: Measured): number => {
        const at = early.indexOf(one.id);
        return at === -1 ? early.length : at;
      };
      return cases.toSorted((a, b) => rank(a) - rank(b));
    },
    noticed: (file, id) => latest.set(file, [id, ...(latest.get(file) ?? []).filter((one) => one !== id)]),
  };
};

/** Plants a mutant and plays the cases that run over it until one does not pass. A case that does not pass must not pass twice, in a fresh cell: clocks are noisy. */
export const tryMutant = async (
  mutant: Mutant,
  covering: readonly Measured[],
  tree: MutantTree,
  lane: Lane,
  known: Memory,
): Promise<Fate> => {
  if (covering.length === 0) return { fate: 'uncovered' };
  tree.plant(mutant);
  await lane.renew();
  try {
    let tried = 0;
    for (const { one } of known.order(mutant.file, covering)) {
      tried += 1;
      if ((await lane.play(one)) === undefined) continue;
      await lane.renew();
      const because = await lane.play(one);
      if (because === undefined) continue;
      known.noticed(mutant.file, one.id);
      return { fate: 'noticed', by: one.id, because: because.slice(0, 200), tried };
    }
    return { fate: 'survived', tried };
  } finally {
    tree.restore(mutant);
  }
};
