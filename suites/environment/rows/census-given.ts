import type { Given } from '../../../src/contract/case.ts';

/** What stands before every walk of an operation: equal for all of them, so that they share a sandbox. */
export const censusGiven: Given = {
  extension: 'census',
  limits: { cpuMs: 4000 },
  network: {
    answers: {
      'https://inside.test/data': {
        headers: { 'content-type': 'application/json', 'x-mark': 'yes' },
        body: '{"list":[{"deep":[1]},2],"object":{}}',
      },
      'https://inside.test/fails': {
        status: 500,
        headers: { 'content-type': 'application/json' },
        body: '{"errors":[{"message":"on purpose"}]}',
      },
      'https://inside.test/circle': { redirect: { status: 302, to: 'https://inside.test/circle' } },
    },
  },
};
