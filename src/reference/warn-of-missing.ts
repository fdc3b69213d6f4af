import type { Isolation } from './detect-enclosure.ts';

const warned = new Set<string>();

/** Returns the measures that are missing, and warns of them, once in the life of this process. */
export const warnOfMissing = ({ kind, measures }: Isolation): readonly string[] => {
  const missing = measures.filter(({ present }) => !present).map(({ measure }) => measure);
  const text = missing.join('; ');
  if (missing.length > 0 && !warned.has(text)) {
    warned.add(text);
    process.emitWarning(`Extensions run with less isolation than they should (${kind}). Missing: ${text}`, {
      type: 'SandproofWarning',
      code: 'SANDPROOF_ISOLATION',
    });
  }
  return missing;
};
