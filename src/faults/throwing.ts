import type { Outcome } from '../contract/outcome.ts';
import { inMessage, semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { among } from './rewriting/among.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { changeResult, rewriteOutcome } from './rewriting/rewrite-call.ts';
import { wrapHandlers } from './rewriting/wrap-default.ts';

const hosts = /LimitError|InternalError|UnloadedError|ForbiddenError|timed out|was disposed|stopped|absent/;

const looksLikeTheHost = /limit cpu|timed out|phase manifest/;

const endless = 'x'.repeat(1_048_576);

const isHuge = (outcome: Outcome & { readonly status: 'threw' }): boolean => JSON.stringify(outcome).length > 2000;

const spoilsLaterCalls = (): Rewriting => {
  let threw = false;
  return {
    call: async (message, forward) => {
      const outcome = await forward(message);
      if (outcome.status !== 'returned') threw = true;
      return threw ? changeResult(outcome, (value) => (isJsonRecord(value) ? { ...value, act: 'broken' } : value)) : outcome;
    },
  };
};

const fromRoute = (name: string, breaks: string, caught: string): Fault =>
  semantic(
    name,
    breaks,
    wrapHandlers(
      `(handler, kind, name) => name !== '/throws' ? handler : async (request) => {
        try { return await handler(request); } catch (thrown) { ${caught} }
      }`,
      ['endpoint'],
    ),
  );

/** What becomes of what an extension throws. */
export const throwingFaults: readonly Fault[] = [
  semantic(
    'believes-what-is-thrown',
    'a thrown value that looks like one of the host counts as one',
    among(
      "id: 'throws-anything'",
      rewriteOutcome((outcome) =>
        outcome.status === 'threw' && hosts.test(JSON.stringify(outcome)) ? { status: 'stopped', limit: 'cpu' } : outcome,
      ),
    ),
  ),
  inMessage(
    'thrown-texts-are-endless',
    'of a long thrown text more arrives than a result may have',
    rewriteOutcome((outcome) => {
      if (outcome.status !== 'threw' || !isHuge(outcome)) return outcome;
      const { error } = outcome;
      return error === undefined ? { ...outcome, thrown: JSON.stringify(endless) } : { ...outcome, error: { ...error, message: endless } };
    }),
  ),
  semantic(
    'a-throw-spoils-later-calls',
    'after something was thrown, the next call works no more',
    among("id: 'throws-anything'", spoilsLaterCalls),
  ),
  semantic(
    'actions-fail-their-event',
    'what an action throws comes out of the dispatch',
    among('throws.done', () => ({
      call: async (message, forward) => {
        const outcome = await forward(message);
        return 'action' in message.entry
          ? { status: 'threw', thrown: 'null', error: { name: 'Error', message: 'from the action' } }
          : outcome;
      },
    })),
  ),
  semantic(
    'actions-never-run',
    'an action that would throw is left out',
    wrapHandlers(
      `(handler, kind, name) => name !== 'throws.done' ? handler : (meta) => { try { handler({ ...meta, what: 'error', challenge: meta.challenge }); } catch {} }`,
      ['hook'],
    ),
  ),
  semantic('believes-what-ends-a-load', 'a thrown value that looks like one of the host ends the load as such', () => ({
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.phase !== 'evaluate' || !looksLikeTheHost.test(answer.refused.error.message))
        return answer;
      return { refused: { ...answer.refused, phase: 'manifest', limit: 'load' } };
    },
  })),
  semantic('hides-what-ends-a-load', 'a load that code of the extension ended says no reason', () => ({
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.phase !== 'evaluate' || answer.refused.limit !== undefined) return answer;
      return { refused: { ...answer.refused, error: { name: 'Error', message: '' } } };
    },
  })),
  fromRoute(
    'takes-status-from-thrown',
    'the status of a thrown value becomes the status of the response',
    `const status = Number(thrown?.status ?? thrown?.statusCode); if (!(status >= 200 && status < 600)) throw thrown; return { status, body: {} };`,
  ),
  fromRoute('throws-are-200', 'a handler that throws answers with 200', 'return { status: 200, body: {} };'),
  fromRoute(
    'shows-what-is-thrown',
    'a handler that throws answers with the text and the stack of what it threw',
    `return { status: 500, body: { message: 'forged: this address can not be read', stack: new Error().stack } };`,
  ),
];
