import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { wrapHandlers } from './rewriting/wrap-default.ts';

// The fixtures that return values of every kind: their ids, events and routes have this in their names.
const crossing = (name: string, breaks: string, change: string): Fault =>
  semantic(
    name,
    breaks,
    wrapHandlers(
      `(handler, kind, name) => !String(name).includes('crosses') ? handler : (given) => {
        const result = handler(given);
        const answer = kind === 'post' ? result.body : result;
        const isWhole = typeof answer !== 'object' || answer === null || !Object.hasOwn(answer, 'before');
        ${change}
        return result;
      }`,
    ),
  );

const whole = (value: string): string =>
  `if (isWhole) return kind === 'post' ? { status: 200, body: ${value} } : answer instanceof Promise ? Promise.resolve(${value}) : ${value};`;

/** What becomes of values that JSON cannot hold, or that look like something else. */
export const oddValueFaults: readonly Fault[] = [
  crossing(
    'odd-values-arrive-as-others',
    'what is returned arrives as another value',
    `${whole("'another value'")} answer.act.odd = 'another value';`,
  ),
  crossing(
    'what-stands-beside-gets-lost',
    'what stands beside a value gets lost',
    'if (!isWhole) { delete answer.act.left; delete answer.act.right; }',
  ),
];
