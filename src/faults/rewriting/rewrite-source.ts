import type { LoadMessage, LoadRewriting } from '../fault.ts';

/** Stands in every fixture of ours, and in no published extension. */
const ours = 'const compute = (secret, salt)';

/** Stands in the fixture that looks at everything at once; it has faults of its own, and whatever else is broken would show there too. */
const everything = "id: 'changes-intrinsics'";

/** Which sources are rewritten: our own fixtures or published extensions too, both but for the one that looks at everything; or that one. */
export type Reach = 'fixtures' | 'every extension' | 'what looks at everything';

const reaches = (text: string, reach: Reach): boolean => {
  if (text.includes(everything)) return reach === 'what looks at everything';
  return reach === 'every extension' || (reach === 'fixtures' && text.includes(ours));
};

/** Rewrites the text of an extension's files while it is loaded. */
export const rewriteSource =
  (change: (source: string, message: LoadMessage) => string, reach: Reach = 'fixtures') =>
  (): LoadRewriting => ({
    load: (message, forward) => {
      const { files, tree = {} } = message.extension;
      const rewritten = (text: string): string => (reaches(text, reach) ? change(text, message) : text);
      const over = <T>(record: Readonly<Record<string, T>>, each: (value: T) => T): Readonly<Record<string, T>> =>
        Object.fromEntries(Object.entries(record).map(([path, value]) => [path, each(value)]));
      return forward({
        ...message,
        extension: {
          ...message.extension,
          files: over(files, rewritten),
          tree: over(tree, (one) => ('text' in one ? { ...one, text: rewritten(one.text) } : one)),
        },
      });
    },
  });
