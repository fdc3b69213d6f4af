import type { LoadMessage, Rewriting } from '../fault.ts';

/** Stands in every fixture of ours, and in no published extension. */
const ours = 'const compute = (secret, salt)';

/** Which sources are rewritten: our own fixtures, or published extensions too. */
export type Reach = 'fixtures' | 'every extension';

/** Rewrites the text of an extension's files while it is loaded. */
export const rewriteSource =
  (change: (source: string, message: LoadMessage) => string, reach: Reach = 'fixtures') =>
  (): Rewriting => ({
    load: (message, forward) => {
      const files = Object.fromEntries(
        Object.entries(message.extension.files).map(([path, text]) => [
          path,
          reach === 'every extension' || text.includes(ours) ? change(text, message) : text,
        ]),
      );
      return forward({ ...message, extension: { ...message.extension, files } });
    },
  });
