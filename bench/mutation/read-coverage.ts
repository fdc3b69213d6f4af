import type { Mutant } from './mutant.ts';

/** Which parts of a script ran, as V8 tells it: ranges lie inside one another, and the innermost one counts. */
export interface ScriptCoverage {
  readonly url: string;
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}

/** Returns whether the code at a mutant's place ran. Pure. */
export const ran = ({ start }: Mutant, { ranges }: ScriptCoverage): boolean => {
  let innermost: ScriptCoverage['ranges'][number] | undefined;
  for (const range of ranges) {
    if (range.startOffset > start || range.endOffset <= start) continue;
    if (innermost === undefined || range.endOffset - range.startOffset <= innermost.endOffset - innermost.startOffset) innermost = range;
  }
  return (innermost?.count ?? 0) > 0;
};
