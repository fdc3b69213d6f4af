import type { Proof } from './assess-proof.ts';
import type { Finding, FindingKind } from './finding.ts';

/** Colours, or functions that return their text. */
export interface ProofPaint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
}

const headings: Readonly<Record<FindingKind, string>> = {
  hole: 'Holes: checks that no fault makes false, so nothing shows that they can fail',
  'listed, no kill': 'Faults that a case lists and that do not make any of its checks false',
  'kill, not listed': 'Faults that make a check false in a case that does not list them',
  'too broad': 'Faults that move too much to show anything',
  'fails without a fault': 'Cases that fail without any fault',
  'unknown fault': 'Names in `catches` that nothing stands behind',
  'fault of no case': 'Faults that no case lists',
  'stays green': 'Faults under which `sandproof run --fault` is not red',
  'stale entry': 'Entries of other-kills.json that say nothing',
};

const block = (kind: FindingKind, all: readonly Finding[], { bold, dim, red }: ProofPaint): string =>
  [bold(red(`${headings[kind]} (${all.length})`)), ...all.flatMap(({ says, todo }) => [`  ${says}`, `      ${dim(`→ ${todo}`)}`]), ''].join(
    '\n',
  );

/** What a proof took: runs of a case, how many of them were repeated, and s of wall time. */
export interface ProofEffort {
  readonly runs: number;
  readonly again: number;
  readonly seconds: number;
}

/** Returns the text for a terminal: what is red, kind by kind, and what was shown. */
export const proofText = (proof: Proof, { runs, again, seconds }: ProofEffort, paint: ProofPaint): string => {
  const kinds = Object.keys(headings) as FindingKind[];
  const grouped = Map.groupBy(proof.findings, ({ kind }) => kind);
  const summary = `${proof.shown} of ${proof.checks} checks are shown able to fail, in ${runs} runs of a case${again === 0 ? '' : ` (${again} of them done twice)`}, ${seconds.toFixed(0)} s`;
  return [
    ...kinds.flatMap((kind) => {
      const all = grouped.get(kind);
      return all === undefined ? [] : [block(kind, all, paint)];
    }),
    proof.findings.length === 0 ? paint.green(summary) : paint.red(summary),
    '',
  ].join('\n');
};
