import type { Expectation } from '../fuzz/expectation.ts';
import type { Program } from '../fuzz/program.ts';
import { requestsWith } from '../fuzz/properties/requests.ts';
import type { Play } from '../fuzz/run-property.ts';
import type { CallStep, Step } from '../contract/stimulus.ts';
import { compileScopes } from '../sdk/scope/index.ts';
import { scopeCeilings } from '../sdk/scope/scope-ceilings.ts';

const { globs, globLength, wildcards, urlLength } = scopeCeilings;

/** The requests of a program, judged as strictly as the package's own scope module must take them. */
export const exactRequests = requestsWith({ ceilings: { globs, glob: { length: globLength, wildcards }, url: urlLength }, exact: true });

const callsOf = (step: Step): readonly CallStep[] =>
  step.do === 'call' ? [step] : step.do === 'sequence' ? step.steps.flatMap(callsOf) : [];

const asked = ({ input }: CallStep): { readonly url: unknown; readonly method: unknown } => {
  const { url, options } = input as { url: unknown; options: { method?: unknown } };
  return { url, method: options.method };
};

const sentence = (expected: Expectation | undefined, got: string): readonly string[] => {
  const wanted = expected !== undefined && 'sends' in expected ? `${expected.sends[0]?.method} ${expected.sends[0]?.url}` : 'a denial';
  return wanted === got
    ? []
    : [`call ${expected !== undefined && 'call' in expected ? expected.call : '?'}: expected ${wanted}, got ${got}`];
};

/** Asks the package's own scope module about each request of a program: the same decisions, without a runtime around them. */
export const decideInProcess: Play = async ({ given, when, expects }: Program) => {
  const scopes = compileScopes(given.scopes);
  return callsOf(when).flatMap((call, at) => {
    const { url, method } = asked(call);
    const decision = scopes.ok ? scopes.check(url, method) : undefined;
    return sentence(expects[at], decision?.ok === true ? `${decision.method} ${decision.href}` : 'a denial');
  });
};
