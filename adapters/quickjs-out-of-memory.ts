import type { ErrorShape } from '../src/contract/outcome.ts';

/** QuickJS throws this inside where its memory limit refuses an allocation; the extension gains nothing by throwing it itself. */
export const isQuickjsOutOfMemory = ({ name, message }: ErrorShape): boolean => name === 'InternalError' && message === 'out of memory';
