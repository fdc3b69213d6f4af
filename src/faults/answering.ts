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
    'answers-merge-proto-keys',
    'what an answer has below __proto__ or constructor is merged into what every object inherits',
    `(real) => {
      const merge = (into, from) => {
        for (const key of Object.keys(from)) {
          const below = from[key];
          if (typeof below !== 'object' || below === null) into[key] = below;
          else if (into[key] === undefined) into[key] = merge(Array.isArray(below) ? [] : {}, below);
          else merge(into[key], below);
        }
        return into;
      };
      return async (...given) => { const answer = await real(...given); return { ...answer, data: merge({}, { data: answer.data }).data }; };
    }`,
  ),
  answers(
    'answers-assign-proto-keys',
    'a key __proto__ of an answer becomes the prototype of its object',
    `(real) => {
      const assign = (value) => {
        if (typeof value !== 'object' || value === null) return value;
        const copy = Array.isArray(value) ? [] : {};
        for (const key of Object.keys(value)) copy[key] = assign(value[key]);
        return copy;
      };
      return async (...given) => { const answer = await real(...given); return { ...answer, data: assign(answer.data) }; };
    }`,
  ),
  answers(
    'answers-lose-odd-keys',
    'keys of an answer that mean something elsewhere get lost',
    afterwards(
      "{ ...answer, data: JSON.parse(JSON.stringify(answer.data), function (key, value) { if (['__proto__', 'constructor', 'then', 'toJSON'].includes(key)) return undefined; return value; }) }",
    ),
  ),
  answers(
    'answer-headers-join-what-is-inherited',
    'a header that is named as a member of Object.prototype is joined with it',
    afterwards(
      "{ ...answer, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, name in {} ? String({}[name]) + ', ' + value : value])) }",
    ),
  ),
  answers(
    'answers-lose-repeated-headers',
    'of a header that stands several times, only the first is handed over',
    afterwards(
      "{ ...answer, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value).split(', ')[0]])) }",
    ),
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
