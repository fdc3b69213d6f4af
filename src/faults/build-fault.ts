import type { Fault, Rewriting } from './fault.ts';

/** Returns a fault through which a forbidden act succeeds, or a promised one does not happen. */
export const semantic = (name: string, breaks: string, rewriting: () => Rewriting): Fault => ({
  name,
  kind: 'semantic',
  breaks,
  rewriting,
});

/** Returns a fault that changes only the shape of what is told. */
export const inMessage = (name: string, breaks: string, rewriting: () => Rewriting): Fault => ({
  name,
  kind: 'message',
  breaks,
  rewriting,
});

/** Returns a fault that only a runtime with a seam of this name can build in. */
export const inSeam = (name: string, breaks: string): Fault => ({ name, kind: 'semantic', breaks, seam: true });
