import type { SeenOutcome } from '../contract/outcome.ts';

const bounded = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);

// Of these both ends matter: what happened, and the last words on stderr or what was expected.
const bothEnds = (text: string): string => (text.length > 800 ? `${text.slice(0, 400)} … ${text.slice(-400)}` : text);

/** Returns one phrase that says how a call ended, at most about 900 characters. */
export const describeOutcome = (outcome: SeenOutcome): string => {
  switch (outcome.status) {
    case 'returned':
      return 'json' in outcome ? `returned ${bounded(outcome.json)}` : 'returned undefined';
    case 'threw':
      return outcome.error === undefined
        ? `threw ${bounded(outcome.thrown)}`
        : `threw ${bounded(outcome.error.name)}: ${JSON.stringify(bounded(outcome.error.message))}`;
    case 'stopped':
      return `was stopped at the limit "${outcome.limit}"`;
    case 'absent':
      return 'found no such route, handler or operation';
    case 'crashed':
      return `crashed: ${bothEnds(outcome.detail)}`;
    case 'hung':
      return `gave no answer within ${outcome.deadlineMs} ms`;
    case 'protocol-error':
      return `broke the protocol: ${bothEnds(outcome.detail)}`;
  }
};
