import type { ConformanceCase } from '../contract/case.ts';
import type { Json } from '../contract/json.ts';
import type { CallStep, Step } from '../contract/stimulus.ts';

/* ms that a load and a call of an honest case took on two busy cores, measured over the suite against the reference. */
const loadMs = 60;
const callMs = 3;
/* A smaller limit in a case is there to be reached; a larger one is there so that it is not. */
const generous = 1000;

const numberMs = (input: Json): number =>
  typeof input === 'object' && input !== null && 'ms' in input && typeof input.ms === 'number' ? input.ms : 0;

/* What a fixture is told to wait or to work for. */
const toldMs = ({ input, door }: CallStep): number => {
  const body = 'endpoint' in door ? (door.endpoint.body ?? null) : null;
  return Math.min(generous, Math.max(numberMs(input), numberMs(body)));
};

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
      return callMs + toldMs(step);
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
  const limits = [given.limits?.cpuMs, given.limits?.loadMs].reduce<number>((sum, ms = 0) => sum + (ms < generous ? ms : 0), 0);
  return Math.max(plays, limits) + (shared === true ? 0 : admits?.given === undefined ? loads : (1 + twins) * loads);
};
