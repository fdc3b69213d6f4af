import type { ConformanceCase } from '../contract/case.ts';
import type { Step } from '../contract/stimulus.ts';

/* ms that a load and a call of an honest case took on two busy cores, measured over the suite against the reference. */
const loadMs = 90;
const callMs = 3;

const stepMs = (step: Step): number => {
  switch (step.do) {
    case 'sequence':
      return step.steps.reduce((sum, one) => sum + stepMs(one), 0);
    case 'concurrently':
      return Math.max(0, ...step.steps.map(stepMs));
    case 'watch':
      return step.ms;
    case 'measured':
      return stepMs(step.step);
    case 'call':
      return callMs;
    case 'load':
    case 'unload':
      return loadMs;
  }
};

/** Returns about how many ms of wall time a case takes: good enough to deal cases evenly, no promise. A shared sandbox's load is not part of it. */
export const expectedCost = ({ given, when, admits, kind, shared }: ConformanceCase): number => {
  const loads = (given.beside === undefined ? 1 : 2) * loadMs;
  const twins = admits === undefined ? 0 : kind === 'refuses' ? 2 : 1;
  const plays = stepMs(when) + twins * stepMs(admits?.when ?? when);
  // a limit in a case is there to be reached
  const limits = (given.limits?.cpuMs ?? 0) + Math.min(given.limits?.loadMs ?? 0, given.limits?.wallMs ?? Infinity);
  return plays + limits + (shared === true ? 0 : admits?.given === undefined ? loads : (1 + twins) * loads);
};
