import type { ConformanceCase } from '../contract/case.ts';
import { findClause } from '../contract/clauses.ts';
import { allowAllContains } from './allow-all-contains.ts';

/** A runtime that is broken on purpose, how it is run, and what it must not pass. */
export interface Control {
  /** File name in `adapters/controls`. */
  readonly name: string;
  /** Replaces every deadline of its cases; ms of wall time. */
  readonly timeoutMs: number;
  /** A case may spoil it for the next one. */
  readonly freshCells?: true;
  /** One sentence: what it must not pass. */
  readonly ceiling: string;
  /** Whether its ceiling forbids that it passes this case. */
  forbids(one: ConformanceCase): boolean;
  /** Cases that it may pass although their kind is forbidden elsewhere, each with the reason; each must still be passed. */
  readonly allowed?: Readonly<Record<string, string>>;
}

const isMust = ({ clause }: ConformanceCase): boolean => findClause(clause)?.level === 'MUST';

const doesNothing = (name: string): Control => ({ name, timeoutMs: 300, ceiling: 'no MUST case', forbids: isMust });

/** Only claims of a stop that is none make these cases red, so a runtime that races a timer must not pass them. */
const needsRealStop = ({ catches }: ConformanceCase): boolean => catches.includes('keeps-running-after-stop');

/** At most so many `contains` cases may be passed by a runtime without any check. */
export const mostContained = 10;

/** Every control. */
export const controls: readonly Control[] = [
  ...['silent', 'echo', 'deny-all', 'throws', 'hangs', 'crashes', 'answer-key'].map(doesNothing),
  {
    name: 'allow-all',
    // its honest cases wait up to 250 ms by themselves
    timeoutMs: 1000,
    freshCells: true,
    ceiling: `no \`refuses\` case, and of \`contains\` only the listed ones, at most ${mostContained}`,
    forbids: ({ id, kind }) => kind === 'refuses' || (kind === 'contains' && !Object.hasOwn(allowAllContains, id)),
    allowed: allowAllContains,
  },
  {
    name: 'racer',
    // longer than the limits at which it says to have stopped something
    timeoutMs: 2000,
    freshCells: true,
    ceiling: 'no case that needs LIM-10',
    forbids: needsRealStop,
  },
];
