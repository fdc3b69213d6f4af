import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { format, resolveConfig } from 'prettier';

import type { ConformanceCase } from '../../src/contract/case.ts';
import { collectCases } from '../../src/harness/collect-cases.ts';
import { describeRuntime } from '../../src/harness/describe-runtime.ts';
import { resolveAdapter } from '../../src/harness/resolve-adapter.ts';
import { packageRoot } from '../../src/package-root.ts';
import { chooseMutants } from './choose-mutants.ts';
import { openLane } from './lane.ts';
import { measureCases } from './measure-cases.ts';
import { mutantName, type Mutant } from './mutant.ts';
import { mutantTree } from './mutant-tree.ts';
import { scoreText, type Tried } from './score-text.ts';
import { memory, tryMutant } from './try-mutant.ts';

// Changes the reference runtime in one small place after the other, and shows whether the conformance suite alone notices.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '**' },
    sample: { type: 'string', default: '4' },
    'scope-sample': { type: 'string', default: '1' },
    jobs: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '600' },
    journal: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const whole = (name: 'sample' | 'scope-sample' | 'jobs' | 'minutes'): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`--${name}: expected a whole number of at least 1, got ${JSON.stringify(values[name])}`);
  return value;
};

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const readTried = (path: string | undefined): readonly Tried[] =>
  path === undefined || !existsSync(path)
    ? []
    : readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Tried);

const sample = whole('sample');
const scopeSample = whole('scope-sample');
const { chosen, all } = chooseMutants({ only: values.only, sample: (file) => (file.startsWith('src/sdk/scope/') ? scopeSample : sample) });
const until = Date.now() + whole('minutes') * 60_000;
const cases = await collectCases();
// Scopes are spoken of by two suites only; were a mutant noticed by another one, the score would only be better than it says.
const speaks = ({ file }: Mutant, { id }: ConformanceCase): boolean =>
  !file.startsWith('src/sdk/scope/') || /^(?:request|manifest)\//.test(id);
const { runtime } = await describeRuntime(resolveAdapter('reference'));
say(`${chosen.length} of ${all.length} mutants, ${cases.length} cases`);

using soundTree = mutantTree();
const { measured, loaded } = await measureCases(
  cases.filter((one) => chosen.some((mutant) => speaks(mutant, one))),
  chosen,
  soundTree,
  runtime,
  (done) => done % 50 === 0 && say(`measured ${done} of ${cases.length} cases`),
);

// What the runtime under test is not made of, an embedder's interface, no case can run over.
const [inside, outside] = [
  chosen.filter(({ file }) => loaded.has(file)),
  new Set(chosen.flatMap(({ file }) => (loaded.has(file) ? [] : [file]))),
];
// a name says what is changed, not where: a line may hold the same thing twice
const keyOf = (mutant: Mutant): string => `${mutantName(mutant)} ${String(mutant.start)}`;
const before = new Map(readTried(values.journal).map((one) => [keyOf(one.mutant), one]));
const tried: Tried[] = inside.flatMap((mutant) => before.get(keyOf(mutant)) ?? []);
const open = chosen.flatMap((mutant, index) => (before.has(keyOf(mutant)) || !loaded.has(mutant.file) ? [] : [{ mutant, index }]));
const known = memory();
const queue = [...open];

const work = async (): Promise<void> => {
  using tree = mutantTree();
  await using lane = openLane(
    { kind: 'module', name: 'mutant', url: tree.adapter, own: true, options: {}, evidence: 'intercepted' },
    runtime,
  );
  for (let next = queue.shift(); next !== undefined && Date.now() < until; next = queue.shift()) {
    const { mutant, index }: { readonly mutant: Mutant; readonly index: number } = next;
    const covering = measured.filter(({ one: covered, covers }) => covers.has(index) && speaks(mutant, covered));
    const one = { mutant, ...(await tryMutant(mutant, covering, tree, lane, known)) };
    tried.push(one);
    if (values.journal !== undefined) appendFileSync(values.journal, `${JSON.stringify(one)}\n`);
    if (tried.length % 25 === 0)
      say(`${tried.length} of ${inside.length} mutants, ${tried.filter(({ fate }) => fate === 'noticed').length} noticed`);
  }
};
await Promise.all(Array.from({ length: whole('jobs') }, work));

const page = join(packageRoot, 'docs/mutation.md');
const text = await format(
  scoreText(tried, {
    all: all.filter(({ file }) => !outside.has(file)),
    chosen: chosen.length,
    outside: [...outside].toSorted(),
    cases: cases.length,
    sample,
    scopeSample,
  }),
  {
    ...(await resolveConfig(page)),
    filepath: page,
  },
);
process.stdout.write(text);
if (values.write) writeFileSync(page, text);
process.exitCode = tried.length === inside.length ? 0 : 3;
