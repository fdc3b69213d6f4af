import { sleep } from 'directus:api';

export default {
  id: 'speed',
  /** @param {unknown} input */
  handler: async (input) => {
    await sleep(0);
    return input;
  },
};
