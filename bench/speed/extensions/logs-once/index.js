import { log } from 'directus:api';

export default {
  id: 'speed',
  /** @param {unknown} input */
  handler: async (input) => {
    await log('one line of a log');
    return input;
  },
};
