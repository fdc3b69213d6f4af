import { control } from './parts/control.ts';

/** Never ends a load. */
export default control('hangs', () => ({
  load: () => new Promise<never>(() => undefined),
  call: async () => ({ status: 'absent' }),
}));
