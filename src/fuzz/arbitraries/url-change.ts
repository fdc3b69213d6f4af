import type { GlobDraft } from './globs.ts';
import type { UrlDraft } from './url-parts.ts';

/** A change of a URL that a glob grants. `pick` is any whole number of at least 0, by which a change chooses among its variants. */
export type ChangeUrl = (draft: UrlDraft, pick: number, glob: GlobDraft) => UrlDraft;

/** A change, and for which globs it is meant: all when that is left out. */
export interface UrlChange {
  readonly change: ChangeUrl;
  readonly suits?: (glob: GlobDraft) => boolean;
  /**
   * When its turn is: `always` where a glob suits, since few do; `often`, since it needs luck to be telling; once in a round when left out.
   * `harmless`: what it leads to is granted as a rule.
   */
  readonly turn?: 'always' | 'often' | 'harmless';
}
