/** What an adapter's module exports, and what it gets and gives. */
export type { Adapter, Claim, Entry, ExtensionPackage, Host, Loaded, Runtime, RuntimeInfo, Sandbox } from './contract/adapter.ts';
/** One case in a report. */
export type { CaseReport } from './contract/case-report.ts';
/** One case of a suite. */
export type { ConformanceCase } from './contract/case.ts';
/** One sentence of the contract. */
export type { Clause, Level, Profile } from './contract/clause.ts';
/** The whole contract. */
export { clauses } from './contract/clauses.ts';
/** Gives a suite's file its types. */
export { defineCases } from './contract/define-cases.ts';
/** What crosses between host and extension. */
export type { Json } from './contract/json.ts';
/** What an extension may use, and which limit ended it. */
export type { LimitName, Limits } from './contract/limits.ts';
/** How loads and calls end. */
export type { ErrorShape, LoadPhase, Outcome, Refusal } from './contract/outcome.ts';
/** The whole of `report.json`. */
export type { Report } from './report/report.ts';
