import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Judged } from '../harness/journal.ts';
import { countedKills } from './counted-kills.ts';
import type { Finding } from './finding.ts';
import { killMatrix, type KillMatrix } from './kill-matrix.ts';
import type { OtherKills } from './other-kills.ts';

/** What was shown and what was not. `shown` and `checks` are numbers of checks. */
export interface Proof {
  readonly matrix: KillMatrix;
  readonly findings: readonly Finding[];
  /** Kills that no case lists, known ones included. */
  readonly unlisted: readonly { readonly fault: string; readonly id: string }[];
  readonly shown: number;
  readonly checks: number;
}

/** What a proof is made of. */
export interface ProofMaterial {
  /** The cases whose checks must each be shown able to fail. */
  readonly cases: readonly ConformanceCase[];
  readonly faults: readonly Fault[];
  readonly judged: readonly Judged[];
  /** How many cases the whole suite has. */
  readonly suiteSize: number;
  /** Kills that no case lists and that are known all the same; none when left out. */
  readonly others?: OtherKills;
}

/** A fault that moves a larger part of the suite shows nothing about a single check. */
const broadest = 0.1;

interface Pair {
  readonly one: ConformanceCase;
  readonly fault: Fault;
  readonly judged: Judged;
  readonly checks: readonly string[];
}

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(', ');

const seen = ({ report }: Judged): string => `${report.fail ?? report.verdict}${report.because === undefined ? '' : `: ${report.because}`}`;

const pairFindings = ({ one, fault, judged, checks }: Pair, others: OtherKills): readonly Finding[] => {
  const listed = one.catches.includes(fault.name);
  if (listed && checks.length === 0) {
    const why =
      judged.falsified.length > 0
        ? `it makes only ${quoted(judged.falsified)} false, and a fault in a message counts for checks of shape only`
        : `seen: ${seen(judged)}`;
    return [
      {
        kind: 'listed, no kill',
        says: `${fault.name} makes no check of ${one.id} false while its challenge and its twin hold; ${why}`,
        todo: `mend the fault, sharpen a check, or take ${fault.name} off the case's \`catches\``,
      },
    ];
  }
  if (listed || checks.length === 0 || others[fault.name]?.includes(one.id) === true) return [];
  return [
    {
      kind: 'kill, not listed',
      says: `${fault.name} makes ${quoted(checks)} of ${one.id} false`,
      todo: `list ${fault.name} in the case's \`catches\`, narrow the fault, or let \`npm run prove -- --full\` write it into other-kills.json`,
    },
  ];
};

const holesOf = (one: ConformanceCase, shown: ReadonlySet<string>): readonly Finding[] =>
  Object.keys(one.expect)
    .filter((says) => !shown.has(says))
    .map((says) => ({
      kind: 'hole',
      says: `no fault makes "${says}" of ${one.id} false`,
      todo: `list a fault that breaks exactly this in the case's \`catches\` (it lists ${one.catches.join(', ')}), or remove the check`,
    }));

/** Assesses which checks are shown able to fail, and finds everything that makes the proof red. Pure. */
export const assessProof = ({ cases, faults, judged, suiteSize, others = {} }: ProofMaterial): Proof => {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const byName = new Map(faults.map((fault) => [fault.name, fault]));
  const baseline = new Map(judged.flatMap((one) => (one.item.fault === undefined ? [[one.item.id, one] as const] : [])));
  const pairs = judged.flatMap((one): Pair[] => {
    const [subject, fault] = [byId.get(one.item.id), byName.get(one.item.fault ?? '')];
    if (subject === undefined || fault === undefined || baseline.get(subject.id)?.report.verdict !== 'pass') return [];
    return [{ one: subject, fault, judged: one, checks: countedKills(subject, fault, one) }];
  });
  const moved = Map.groupBy(
    pairs.filter((pair) => pair.judged.report.verdict !== 'pass'),
    ({ fault }) => fault.name,
  );
  const broad = new Set([...moved].filter(([, all]) => all.length > broadest * suiteSize).map(([name]) => name));
  const kills = pairs.filter(({ one, fault, checks }) => checks.length > 0 && !broad.has(fault.name) && one.catches.includes(fault.name));
  const shown = Map.groupBy(kills, ({ one }) => one.id);
  const shownOf = (id: string): ReadonlySet<string> => new Set((shown.get(id) ?? []).flatMap(({ checks }) => checks));
  const checks = cases.reduce((sum, one) => sum + Object.keys(one.expect).length, 0);
  const standing = cases.filter(({ id }) => baseline.get(id)?.report.verdict === 'pass');
  const holes = standing.flatMap((one) => holesOf(one, shownOf(one.id)));
  return {
    matrix: killMatrix(kills.map((kill) => ({ fault: kill.fault.name, id: kill.one.id, checks: kill.checks }))),
    findings: [
      ...[...baseline.values()].flatMap((one): Finding[] =>
        one.report.verdict === 'pass'
          ? []
          : [
              {
                kind: 'fails without a fault',
                says: `${one.item.id} does not pass without any fault; ${seen(one)}`,
                todo: 'mend the runtime or the case first: a failure under a fault would say nothing',
              },
            ],
      ),
      ...[...broad].map((name): Finding => ({
        kind: 'too broad',
        says: `${name} moves ${String(moved.get(name)?.length)} of ${suiteSize} cases, more than ${broadest * 100} %`,
        todo: 'narrow the fault: it counts for no check',
      })),
      ...pairs.flatMap((pair) => pairFindings(pair, others)),
      ...holes,
    ],
    unlisted: pairs.flatMap(({ one, fault, checks: killed }) =>
      killed.length === 0 || one.catches.includes(fault.name) ? [] : [{ fault: fault.name, id: one.id }],
    ),
    shown: standing.reduce((sum, { id }) => sum + shownOf(id).size, 0),
    checks,
  };
};
