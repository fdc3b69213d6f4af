/** What differs between generated programs. Each part is source text. */
export interface ProgramParts {
  /** Lines before the first statement's; for imports. `log` is imported already. */
  readonly imports?: string;
  /** Lines of the module body, after it has logged `evaluated`. */
  readonly body?: string;
  /** The expression that the operation reports as its `act`. */
  readonly act?: string;
  /** The expression that is exported in place of the operation; in it `answer` is a handler of an operation or a filter that answers the challenge. */
  readonly exported?: string;
}

const operation = `{
  id: 'announces-itself',
  handler: (options) => {
    return answer(options);
  },
}`;

/**
 * Returns the source text of an operation that logs `evaluated` when its module body runs, and answers the challenge when it is called.
 * It has the id of the fixture `announces-itself`, whose entry file it replaces.
 */
export const generatedProgram = ({ imports = '', body = '', act = "'ran'", exported = operation }: ProgramParts): string => `${imports}
import { log } from 'directus:api';

const compute = (secret, salt) => {
  let h = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < secret.length; i++) h = Math.imul(h ^ secret.charCodeAt(i), 0x01000193) >>> 0;
  return h.toString(16);
};

const answer = (options) => {
  const before = compute(options.challenge, 1);
  const act = ${act};
  return { before, act, after: compute(options.challenge, 2) };
};

log('evaluated');
${body}
export default ${exported};
`;
