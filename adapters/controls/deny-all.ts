import { control } from './parts/control.ts';

/** Refuses every load with an error that sounds right, and knows nothing to call. */
export default control('deny-all', () => ({
  load: async () => ({
    refused: {
      phase: 'link',
      error: {
        name: 'PermissionError',
        message: 'log, sleep and request are not allowed: the requestedScopes do not permit this type or path',
      },
    },
  }),
  call: async () => ({ status: 'absent' }),
}));
