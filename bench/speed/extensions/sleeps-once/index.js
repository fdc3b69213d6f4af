import { sleep } from 'directus:api';

export default {
  id: 'speed',
  handler: async (input) => {
    await sleep(0);
    return input;
  },
};
