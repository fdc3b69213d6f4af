import { Command } from 'commander';

import type { Checks, ConformanceCase } from '../contract/case.ts';
import { findClause } from '../contract/clauses.ts';
import { findFault } from '../faults/find-fault.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { SandproofError } from '../harness/suite-error.ts';
import { paint } from './paint.ts';

const shared = (a: string, b: string): number => {
  const words = new Set(a.split(/[/-]/));
  return b.split(/[/-]/).filter((word) => words.has(word)).length;
};

const checkLines = (checks: Checks): string[] =>
  Object.entries(checks).map(([says, check]) => `  ${typeof check === 'function' ? '✓' : 'why'} ${says}`);

const pretty = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const explained = (one: ConformanceCase): string[] => {
  const clause = findClause(one.clause);
  return [
    `${paint.bold(one.id)}  (${one.kind})`,
    one.says,
    '',
    paint.bold(`clause ${one.clause}, ${clause?.level ?? ''}, profile ${clause?.profile ?? ''}`),
    `  ${clause?.says ?? ''}`,
    `  source: ${clause?.source ?? ''}`,
    ...(one.covers === undefined ? [] : [`  attack classes: ${one.covers.join(', ')}`]),
    ...(one.needs === undefined ? [] : [`  applies to runtimes that claim or name: ${one.needs.join(', ')}`]),
    '',
    paint.bold('given'),
    pretty(one.given),
    paint.bold('when'),
    pretty(one.when),
    paint.bold('expect'),
    ...checkLines(one.expect),
    ...(one.challenge === undefined ? [] : [`  in place of the challenge: ${one.challenge.standIn}`]),
    ...(one.admits === undefined
      ? []
      : [
          paint.bold('its twin, which must be admitted'),
          pretty({ given: one.admits.given, when: one.admits.when }),
          ...checkLines(one.admits.expect),
        ]),
    paint.bold('faults that turn it red'),
    ...one.catches.map((name) => `  ${name}: ${findFault(name).breaks}`),
    '',
    paint.dim(`run it: sandproof run --adapter reference --case ${one.id} --trace`),
    '',
  ];
};

const explain = async (id: string): Promise<void> => {
  const cases = await collectCases();
  const one = cases.find((candidate) => candidate.id === id);
  if (one === undefined) {
    const near = cases
      .map((candidate) => candidate.id)
      .toSorted((a, b) => shared(id, b) - shared(id, a))
      .slice(0, 3);
    throw new SandproofError(
      'UNKNOWN_CASE',
      `no case has the id ${JSON.stringify(id)}; near it: ${near.join(', ')}. \`sandproof list\` shows all`,
    );
  }
  process.stdout.write(explained(one).join('\n'));
};

/** `sandproof explain` */
export const explainCommand = (): Command =>
  new Command('explain')
    .description('what a case wants: clause, source, stimulus, checks, twin and faults')
    .argument('<case-id>', 'an id from `sandproof list`')
    .action((id: string) => explain(id));
