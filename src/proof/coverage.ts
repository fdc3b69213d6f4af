import { attackClasses } from '../contract/attack-classes.ts';
import type { ConformanceCase } from '../contract/case.ts';
import type { Clause } from '../contract/clause.ts';
import { clauses } from '../contract/clauses.ts';
import { excludedClasses } from '../contract/excluded-classes.ts';

/** A clause and the cases that test it, in the order of their ids. */
export interface CoveredClause {
  readonly clause: Clause;
  readonly cases: readonly ConformanceCase[];
}

/** A class of attacks and the ids of the cases that cover it, or the reason why none does. */
export interface CoveredClass {
  readonly id: string;
  readonly name: string;
  readonly cases: readonly string[];
  readonly excluded?: string;
}

/** What cases cover of the contract. */
export interface Coverage {
  readonly clauses: readonly CoveredClause[];
  readonly classes: readonly CoveredClass[];
  /** Exclusions and names that are not true, one sentence each. */
  readonly problems: readonly string[];
}

/** What is to be covered. */
export interface Ledger {
  readonly clauses: readonly Clause[];
  /** Id to name. */
  readonly classes: Readonly<Record<string, string>>;
  /** Id to reason. */
  readonly excluded: Readonly<Record<string, string>>;
}

/** The contract's own. */
const contract: Ledger = { clauses, classes: attackClasses, excluded: excludedClasses };

/** Characters that a reason has at least: fewer give none. */
const shortestReason = 20;

/** Returns which cases cover what. Pure. */
export const coverage = (cases: readonly ConformanceCase[], ledger: Ledger = contract): Coverage => {
  const byClause = Map.groupBy(cases, ({ clause }) => clause);
  const byClass = Map.groupBy(
    cases.flatMap(({ id, covers = [] }) => covers.map((name) => ({ id, name }))),
    ({ name }) => name,
  );
  const isClass = (id: string): boolean => Object.hasOwn(ledger.classes, id);
  return {
    clauses: ledger.clauses.map((clause) => ({ clause, cases: byClause.get(clause.id) ?? [] })),
    classes: Object.entries(ledger.classes).map(([id, name]) => {
      const excluded = Object.hasOwn(ledger.excluded, id) ? ledger.excluded[id] : undefined;
      return { id, name, cases: (byClass.get(id) ?? []).map((one) => one.id), ...(excluded === undefined ? {} : { excluded }) };
    }),
    problems: [
      ...[...byClass].flatMap(([name, all]) =>
        isClass(name) ? [] : [`${all.map(({ id }) => id).join(', ')}: no class is called ${name}`],
      ),
      ...Object.entries(ledger.excluded).flatMap(([id, reason]) => [
        ...(isClass(id) ? [] : [`${id} is excluded, and no class is called so`]),
        ...(byClass.has(id) ? [`${id} is excluded, but ${byClass.get(id)?.[0]?.id ?? ''} covers it; take it off the list`] : []),
        ...(reason.length < shortestReason ? [`${id} is excluded without a reason`] : []),
      ]),
    ],
  };
};

/** Returns the clauses without a case. */
export const openClauses = (covered: Coverage): readonly Clause[] =>
  covered.clauses.flatMap(({ clause, cases }) => (cases.length === 0 ? [clause] : []));

/** Returns the classes that neither a case covers nor a reason excludes. */
export const openClasses = (covered: Coverage): readonly CoveredClass[] =>
  covered.classes.filter(({ cases, excluded }) => cases.length === 0 && excluded === undefined);
