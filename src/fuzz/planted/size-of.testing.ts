import { field } from '../../contract/reading.ts';
import type { Program } from '../program.ts';

/** Returns how many globs a program's scope has, and how many calls it makes. */
export const sizeOf = ({ given, when }: Program): { readonly globs: number; readonly calls: number } => {
  const urls = field(given.scopes, 'request', 'urls');
  return { globs: Array.isArray(urls) ? urls.length : 0, calls: when.do === 'sequence' ? when.steps.length : 1 };
};
