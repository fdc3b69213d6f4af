import type { ResponseHeaders } from './read-headers.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Tells whether a response asks for another request; without `location` it is an answer like any other. */
export const isRedirect = (status: number, headers: ResponseHeaders): boolean => redirects.has(status) && headers['location'] !== undefined;
