import { parseSync, visitorKeys } from 'oxc-parser';

import { changeNode, type SyntaxNode } from './change-node.ts';
import type { Mutant } from './mutant.ts';

const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;

/** Types are erased, imports are linked: neither behaves. */
const erased = (node: SyntaxNode): boolean =>
  node.type.startsWith('TS') && !['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'].includes(node.type);
const linked = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ExportSpecifier', 'Directive']);

const inside = (node: SyntaxNode): readonly SyntaxNode[] =>
  (visitorKeys[node.type] ?? []).flatMap((key) => {
    // the keys of objects and members are names, not values
    if ((key === 'key' || key === 'property') && node['computed'] !== true) return [];
    const value = node[key];
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
  });

const parses = (file: string, text: string): boolean => parseSync(file, text).errors.length === 0;

/** The source with the mutant in it. */
export const mutated = (text: string, { start, end, replacement }: Pick<Mutant, 'start' | 'end' | 'replacement'>): string =>
  text.slice(0, start) + replacement + text.slice(end);

/** Returns every mutant of a source text that is still a program, in the order of the text. @throws {Error} when the text does not parse */
export const findMutants = (file: string, text: string): readonly Mutant[] => {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message ?? ''}`);
  const found = new Map<string, Mutant>();
  const visit = (node: SyntaxNode): void => {
    if (erased(node) || linked.has(node.type)) return;
    if (node.type === 'ExpressionStatement' && typeof node['directive'] === 'string') return;
    for (const { operator, start, end, replacement } of changeNode(node, text)) {
      const original = text.slice(start, end);
      const mutant = { file, line: text.slice(0, start).split('\n').length, operator, start, end, original, replacement };
      if (original !== replacement && parses(file, mutated(text, mutant))) found.set(`${start} ${end} ${replacement}`, mutant);
    }
    for (const one of inside(node)) visit(one);
  };
  visit(program as unknown as SyntaxNode);
  return [...found.values()].toSorted((a, b) => a.start - b.start || a.end - b.end);
};
