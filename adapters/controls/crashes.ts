import { control } from './parts/control.ts';

/** Ends its process in every load. */
export default control('crashes', () => ({
  load: async () => process.exit(1),
  call: async () => ({ status: 'absent' }),
}));
