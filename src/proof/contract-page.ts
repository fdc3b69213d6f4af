import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Coverage, CoveredClass, CoveredClause } from './coverage.ts';

const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~]/g, (character) => `\\${character}`);

const code = (text: string): string => `\`${text}\``;

const caseLine = ({ id, kind, says, catches, covers = [] }: ConformanceCase): string =>
  `- ${code(id)} (${kind}): ${escaped(says)}${covers.length === 0 ? '' : `; covers ${covers.join(', ')}`}; red under ${catches.map(code).join(', ')}`;

const clauseBlock = ({ clause, cases }: CoveredClause): readonly string[] => [
  `### ${clause.id} (${clause.profile}, ${clause.level})`,
  '',
  escaped(clause.says),
  '',
  `Source: ${escaped(clause.source)}`,
  '',
  ...(cases.length === 0 ? ['No case yet.'] : cases.map(caseLine)),
  '',
];

const classLine = ({ id, name, cases, excluded }: CoveredClass): string => {
  const by = cases.length > 0 ? cases.map(code).join(', ') : excluded === undefined ? 'no case yet' : `excluded: ${escaped(excluded)}`;
  return `- ${id} ${escaped(name)}: ${by}`;
};

const groupOf = (id: string): string => id.slice(0, id.search(/[-.]/));

/** Returns the text of `docs/contract.md` before formatting: clause to cases to faults, and class of attacks to cases. */
export const contractPage = (covered: Coverage, faults: readonly Fault[]): string => {
  const cases = covered.clauses.flatMap((one) => one.cases);
  const checks = cases.reduce((sum, { expect }) => sum + Object.keys(expect).length, 0);
  const listed = new Set(cases.flatMap(({ catches }) => catches));
  const groups = Map.groupBy(covered.clauses, ({ clause }) => groupOf(clause.id));
  return [
    '# The contract',
    '',
    '<!-- Written by `npm run generate` from src/contract/clauses.ts and the suites. -->',
    '',
    `What a runtime must do, and what shows it: ${covered.clauses.length} clauses, ${cases.length} cases with ${checks} checks, ${listed.size} faults. A case is green only while every check of it holds, and red under each fault that stands behind it; \`npm run prove\` shows that. A twin, the sibling that must be allowed, and a challenge come with the cases and are not listed here.`,
    '',
    'Profiles: `documented` (the documentation of Directus says so), `hardened` (hostile code must not get this far), `compat` (what embedders expect). Levels as in RFC 2119.',
    '',
    ...[...groups].flatMap(([group, all]) => [`## ${group}`, '', ...all.flatMap(clauseBlock)]),
    '## Attack classes',
    '',
    'What each class is stands in [attack-classes.md](attack-classes.md).',
    '',
    ...covered.classes.map(classLine),
    '',
    '## Faults',
    '',
    'Semantic ones make the forbidden act succeed; message ones change what passes between suite and cell, and count for checks of shape only.',
    '',
    ...faults
      .filter(({ name }) => listed.has(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, kind, breaks }) => `- ${code(name)} (${kind}): ${escaped(breaks)}`),
    '',
  ].join('\n');
};
