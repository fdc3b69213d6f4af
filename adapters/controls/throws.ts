import { control } from './parts/control.ts';

/** Accepts every load, runs nothing, and throws in every call. */
export default control('throws', () => ({
  call: async () => ({
    status: 'threw',
    thrown: 'null',
    error: { name: 'TypeError', message: 'log, sleep and request: permission denied, the argument must be of another type' },
  }),
}));
