import type { Step } from '../contract/stimulus.ts';
import { collectCases } from '../harness/collect-cases.ts';

const onlyCalls = (step: Step): boolean => step.do === 'call' || (step.do === 'sequence' && step.steps.every(onlyCalls));

/** Ids of cases that load one extension once, each another one, and that the honest runtime passes. */
export const plainCases = async (): Promise<readonly string[]> => {
  const plain = (await collectCases()).filter(
    ({ id, kind, admits, needs, given, when }) =>
      /^(log|request|sleep|registration)\//.test(id) &&
      kind === 'provides' &&
      [admits, needs, given.beside, given.environment].every((one) => one === undefined) &&
      onlyCalls(when),
  );
  return [...Map.groupBy(plain, ({ given }) => JSON.stringify(given)).values()].flatMap(([one]) => (one === undefined ? [] : [one.id]));
};
