import { control } from './parts/control.ts';

/** Accepts every load, runs nothing, and answers every call with its own input. */
export default control('echo', () => ({
  call: async (entry, input) => ({
    status: 'returned',
    json: JSON.stringify('endpoint' in entry ? { status: 200, headers: {}, body: entry.endpoint.body } : input),
  }),
}));
