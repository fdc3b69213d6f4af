import { control } from './parts/control.ts';

/** Accepts every load, runs nothing, and answers every call with undefined. */
export default control('silent', () => ({ call: async () => ({ status: 'returned', undefined: true }) }));
