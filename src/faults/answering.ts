import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const answers = (name: string, breaks: string, wrapper: string): Fault =>
  semantic(name, breaks, rewriteSource(wrapImport('request', wrapper), 'every extension'));

const afterwards = (change: string): string => `(real) => async (...given) => { const answer = await real(...given); return ${change}; }`;

/** What request resolves to, or rejects with. */
export const answeringFaults: readonly Fault[] = [
  answers('answers-have-more-members', 'an answer carries an object of the HTTP client', afterwards('{ ...answer, config: {} }')),
  answers('answers-lose-status', 'every answer has status 200', afterwards("{ ...answer, status: 200, statusText: 'OK' }")),
  answers('answers-lose-headers', 'answers have no headers', afterwards('{ ...answer, headers: {} }')),
  answers(
    'json-stays-text',
    'JSON is not parsed',
    afterwards("{ ...answer, data: typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data) }"),
  ),
  answers(
    'answer-texts-are-trimmed',
    'texts lose the white space at their ends',
    afterwards("{ ...answer, data: typeof answer.data === 'string' ? answer.data.trim() : answer.data }"),
  ),
  answers(
    'failures-resolve',
    'an answer outside 2xx resolves',
    '(real) => (...given) => real(...given).catch((error) => { if (error.response === undefined) throw error; return JSON.parse(error.response); })',
  ),
  answers(
    'failures-lose-their-answer',
    'the error of an answer outside 2xx tells nothing of it',
    '(real) => (...given) => real(...given).catch((error) => { throw error.response === undefined ? error : new Error(error.message); })',
  ),
];
