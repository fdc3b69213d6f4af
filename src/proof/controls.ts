import type { ConformanceCase } from '../contract/case.ts';
import { findClause } from '../contract/clauses.ts';
import { allowAllContains } from './allow-all-contains.ts';

/** A runtime that is broken on purpose, how it is run, and what it must not pass. */
export interface Control {
  /** File name in `adapters/controls`. */
  readonly name: string;
  /** Replaces every deadline of its cases; ms of wall time. */
  readonly timeoutMs: number;
  /** Workers that share its cases, each with cells of its own. */
  readonly hands: number;
  /** How many of the cases that it must not pass a check of the checked-in floor measures; all when left out. */
  readonly sample?: number;
  /** One sentence: what it must not pass. */
  readonly ceiling: string;
  /** Whether its ceiling forbids that it passes this case. */
  forbids(one: ConformanceCase): boolean;
  /** Cases that it may pass although their kind is forbidden elsewhere, each with the reason; each must still be passed. */
  readonly allowed?: Readonly<Record<string, string>>;
}

const isMust = ({ clause }: ConformanceCase): boolean => findClause(clause)?.level === 'MUST';

const doesNothing = (name: string): Control => ({ name, timeoutMs: 300, hands: 1, ceiling: 'no MUST case', forbids: isMust });

/** Only claims of a stop that is none make these cases red, so a runtime that races a timer must not pass them. */
const needsRealStop = ({ catches }: ConformanceCase): boolean => catches.includes('keeps-running-after-stop');

/** At most so many `contains` cases may be passed by a runtime without any check. */
export const mostContained = 10;

const cleanNames: readonly string[] = ['ENV-1', 'ENV-3'];

/** Whether a case and its twin run the same bytes, so that nobody can tell them apart by reading the source. */
const hasSameSource = ({ given, admits }: ConformanceCase): boolean =>
  admits !== undefined &&
  (admits.given?.extension ?? given.extension) === given.extension &&
  (admits.given?.source ?? given.source) === given.source &&
  admits.given?.beside === undefined;

const importRefused = 'ENV-6 leaves it open whether an import inside the package works, and refusing the load by its source refuses it too';

/** Every control; those that take longest come first. */
export const controls: readonly Control[] = [
  {
    name: 'racer',
    // longer than the limits at which it says to have stopped something
    timeoutMs: 2000,
    hands: 2,
    sample: 20,
    ceiling: 'no case that needs LIM-10',
    forbids: needsRealStop,
  },
  {
    name: 'allow-all',
    // its honest cases wait up to 250 ms by themselves
    timeoutMs: 1000,
    hands: 2,
    sample: 80,
    ceiling: `no \`refuses\` case, and of \`contains\` only the listed ones, at most ${mostContained}`,
    forbids: ({ kind }) => kind === 'refuses' || kind === 'contains',
    allowed: allowAllContains,
  },
  {
    name: 'source-filter',
    timeoutMs: 1000,
    hands: 2,
    sample: 30,
    ceiling: 'no `refuses` case whose twin runs the same source, and of `contains` only what allow-all passes and the listed ones',
    forbids: (one) =>
      (one.kind === 'refuses' && hasSameSource(one)) || (one.kind === 'contains' && !Object.hasOwn(allowAllContains, one.id)),
    allowed: {
      'environment/linking/relative-import': importRefused,
      'environment/linking/self-import': importRefused,
    },
  },
  {
    name: 'first-call-only',
    timeoutMs: 1000,
    hands: 2,
    sample: 30,
    ceiling: 'no `refuses` case',
    forbids: ({ kind }) => kind === 'refuses',
  },
  {
    name: 'leaks-later',
    timeoutMs: 2000,
    hands: 2,
    sample: 30,
    ceiling: `no case of ${cleanNames.join(' and ')}`,
    forbids: ({ clause }) => cleanNames.includes(clause),
  },
  {
    name: 'shared-realm',
    timeoutMs: 2000,
    hands: 2,
    sample: 30,
    ceiling: 'no case of ISO-1',
    forbids: ({ clause }) => clause === 'ISO-1',
  },
  ...['silent', 'echo', 'deny-all', 'throws', 'hangs', 'crashes', 'answer-key'].map(doesNothing),
];
