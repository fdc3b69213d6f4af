import { isReached, type Benchmark, type Figure, type Findings, type Goal } from './benchmark.ts';

/** A benchmark and what it found. */
export interface Measured {
  readonly benchmark: Benchmark;
  readonly findings: Findings;
}

/** Where and when it was measured. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly date: string;
  readonly command: string;
}

const numberOf = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

const goalOf = (goal: Goal | undefined, unit: string): string => {
  if (goal === undefined) return '';
  return 'most' in goal ? `≤ ${numberOf(goal.most)} ${unit}` : `≥ ${numberOf(goal.least)} ${unit}`;
};

const reachedText = (figure: Figure): string => {
  const reached = isReached(figure);
  return reached === undefined ? '' : reached ? 'reached' : 'missed';
};

const cellsOf = (figure: Figure): readonly string[] => {
  const { says, unit, spread, goal } = figure;
  return [
    says,
    `${numberOf(spread.median)} ${unit}`,
    `${numberOf(spread.p10)} – ${numberOf(spread.p90)}`,
    String(spread.count),
    goalOf(goal, unit),
    reachedText(figure),
  ];
};

/** One benchmark for a terminal: what was measured, its median, p10 – p90, how often, its goal, and whether that was reached. */
export const formatConsole = ({ benchmark, findings: { figures, notes = [] } }: Measured): string => {
  const rows = figures.map(cellsOf);
  const width = Math.max(0, ...rows.map(([says = '']) => says.length));
  const lines = rows.map(([says = '', median = '', range = '', count = '', goal = '', reached = '']) =>
    `  ${says.padEnd(width)}  ${median.padStart(16)}  ${range.padStart(18)}  n=${count.padEnd(4)} ${goal} ${reached}`.trimEnd(),
  );
  return [benchmark.name, ...lines, ...notes.map((note) => `  ${note}`)].join('\n');
};

const section = ({ benchmark, findings: { figures, notes = [] } }: Measured): string =>
  [
    `## ${benchmark.name}\n`,
    `${benchmark.method}\n`,
    '| | median | p10 – p90 | values | goal | |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...figures.map((figure) => `| ${cellsOf(figure).join(' | ')} |`),
    ...notes.map((note) => `\n${note}`),
  ].join('\n');

/** The page that is checked in. */
export const formatPage = (machine: Machine, measured: readonly Measured[]): string =>
  `# Speed

Written by \`${machine.command}\`. Node ${machine.node}, ${machine.platform}, ${machine.cores} cores of ${machine.processor}, ${machine.date}.

Absolute times are this machine's and of that day; ratios are what counts. Everything that is compared is measured in one run, in alternation: a few calls of each, round after round. A ratio is taken within each round, and its median over the rounds is quoted, with p10 and p90; an absolute figure is the median over the rounds of the mean of a round. Everything is warmed up before, and every benchmark has a process of its own.

${measured.map(section).join('\n\n')}
`;
