/** A type of extension as a manifest names it. */
export type ExtensionType = 'operation' | 'endpoint' | 'hook' | 'bundle';

/** The id of the operation that is none of a bundle, the event of its filter and the route of its endpoint. */
export const doors = { operation: 'fuzzed', filter: 'letters.items.create', route: '/count' } as const;

/** Parts that the code of a bundle has. */
export const bundleParts = ['operation write', 'operation send', 'hook stamp'] as const;

const hook = `({ filter }) => filter('${doors.filter}', (payload) => answer(payload))`;
const endpoint = `(router) => router.post('${doors.route}', async ({ body }) => ({ status: 200, body: await answer(body) }))`;

const operation = (name: string, id: string): string => `{ name: '${name}', config: { id: '${id}', handler: answer } }`;

const exported: Readonly<Record<ExtensionType, string>> = {
  operation: `{ id: '${doors.operation}', handler: answer }`,
  endpoint,
  hook,
  bundle: `{ operations: [${operation('write', 'write')}, ${operation('send', 'send')}], hooks: [{ name: 'stamp', config: ${hook} }], endpoints: [] }`,
};

/** Source text of an extension of any type. */
export interface SourceParts {
  readonly type: ExtensionType;
  /** Lines of the module body. */
  readonly body: string;
  /** An expression of what a call reports as its act; `input` is what it was called with, `await` may stand in it. */
  readonly act: string;
}

/** Returns the source text of an extension that answers the challenge of every call; all its doors do the same. */
export const extensionSource = ({ type, body, act }: SourceParts): string => `import { log, request, sleep } from 'directus:api';

const compute = (secret, salt) => {
  let h = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < secret.length; i++) h = Math.imul(h ^ secret.charCodeAt(i), 0x01000193) >>> 0;
  return h.toString(16);
};

${body}

const answer = async (input) => {
  const before = compute(input.challenge, 1);
  const act = ${act};
  return { before, act, after: compute(input.challenge, 2) };
};

export default ${exported[type]};
`;
