/** A method that a scope can grant, compared exactly (REQ-5). */
export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Every {@link RequestMethod}. */
export const requestMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly RequestMethod[];
