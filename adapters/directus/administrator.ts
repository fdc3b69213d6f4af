import type { Json } from '../../src/contract/json.ts';
import type { Answered, Asked } from './ask.ts';
import { adminToken } from './environment.ts';

/** Asks Directus' own API as its administrator; returns the `data` of the answer. @throws {Error} when it refuses */
export type Administrator = (method: string, target: string, body?: Json) => Promise<Json>;

/** Makes an administrator of something that sends requests to Directus. */
export const administratorOf =
  (send: (asked: Asked) => Promise<Answered>): Administrator =>
  async (method, target, body) => {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
    const answered = await send({ method, target, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (answered.status >= 300)
      throw new Error(`Directus answered ${method} ${target} with ${answered.status}: ${answered.body.slice(0, 500)}`);
    return answered.body === '' ? null : (JSON.parse(answered.body) as { readonly data: Json }).data;
  };
