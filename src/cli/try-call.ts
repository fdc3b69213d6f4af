import type { IncomingMessage } from 'node:http';

import type { Json } from '../contract/json.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Door } from '../reference/create-realm.ts';
import type { Sandbox } from '../reference/create-sandbox.ts';
import { failureResponse, notJson, tooLarge } from '../reference/failure-response.ts';
import { longestBody } from '../reference/parse-body.ts';
import type { PlainResponse } from '../reference/plain-response.ts';
import { readBounded } from '../reference/read-bounded.ts';

/** Where the calls that are no endpoints can be tried; no package has a name that begins so. */
export const tryPaths = { operation: '/_operations/', filter: '/_filters/', action: '/_actions/' } as const;

const doorOf = (path: string, input: Json): Door | undefined => {
  const after = (prefix: string): string | undefined => {
    if (!path.startsWith(prefix)) return undefined;
    try {
      return decodeURIComponent(path.slice(prefix.length));
    } catch {
      return undefined; // no percent-encoding: names nothing that was registered
    }
  };
  const [operation, filter, action] = [after(tryPaths.operation), after(tryPaths.filter), after(tryPaths.action)];
  if (operation !== undefined) return { operation, input };
  if (filter !== undefined) return { filter, input };
  return action === undefined ? undefined : { action, input };
};

const responseOf = (outcome: Outcome): PlainResponse => {
  switch (outcome.status) {
    case 'returned':
      return {
        status: 'json' in outcome ? 200 : 204,
        headers: {},
        body: 'json' in outcome ? { result: JSON.parse(outcome.json) as Json } : '',
      };
    case 'threw': {
      const { error, thrown } = outcome;
      return failureResponse(500, 'EXTENSION_THREW', error === undefined ? `threw ${thrown}` : `${error.name}: ${error.message}`);
    }
    case 'stopped':
      return failureResponse(503, 'EXTENSION_STOPPED', `stopped: limit ${outcome.limit}`);
    case 'absent':
      return failureResponse(404, 'NOT_REGISTERED', 'The extension has registered nothing of that name');
  }
};

/**
 * Runs the operation, filter or action that the path names with the JSON body as its input; for the extension's author, who sees its errors.
 * Only JSON is taken: a page in a browser cannot send that to another origin without asking.
 */
export const tryCall = async (sandbox: Sandbox, request: IncomingMessage, path: string): Promise<PlainResponse> => {
  if (request.method !== 'POST') return failureResponse(405, 'METHOD_NOT_ALLOWED', 'Expected POST');
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return failureResponse(415, 'BODY_INVALID', 'Expected content-type: application/json');
  const text = await readBounded(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>, longestBody);
  if (text === undefined) return tooLarge;
  let input: Json;
  try {
    input = JSON.parse(text) as Json;
  } catch {
    return notJson;
  }
  const door = doorOf(path, input);
  return responseOf(door === undefined ? { status: 'absent' } : await sandbox.dispatch(door));
};
