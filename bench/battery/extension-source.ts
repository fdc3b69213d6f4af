import type { Program } from './program.ts';

type Built = Pick<Program, 'kind' | 'source' | 'armed' | 'steps' | 'hunt'>;

const it = { operation: 'it' } as const;

/** An operation `it` whose handler is this function expression. */
export const handler = (expression: string, head = ''): Built => ({
  kind: 'operation',
  armed: true,
  source: `${head}\nconst attack = ${expression};\nexport default { id: 'it', handler: (input) => (input?.hunt === true ? hunt([input]) : attack(input)) };`,
  steps: [{ call: it, input: {} }],
  hunt: it,
});

/** An operation `it` whose handler is an async function with this body; its argument is `input`. */
export const operation = (body: string, head = ''): Built => handler(`async (input) => {\n${body}\n}`, head);

/** A hook whose register function has this body; `filter`, `action` and `events` are there. */
export const hook = (
  body: string,
  steps: Program['steps'] = [{ call: { filter: 'it' }, input: { list: [1, 2], inner: { a: 1 } } }],
): Built => ({
  kind: 'hook',
  armed: true,
  source: `export default (events) => {\nconst { filter, action } = events;\nfilter('hunt', (payload) => hunt([payload, events]));\n${body}\n};`,
  steps,
  hunt: { filter: 'hunt' },
});

/** An endpoint whose register function has this body; `router` is there. */
export const endpoint = (
  body: string,
  steps: Program['steps'] = [{ call: { endpoint: { method: 'GET', target: '/it?a=b' } } }],
): Built => ({
  kind: 'endpoint',
  armed: true,
  source: `export default (router) => {\nrouter.get('/hunt', async (asked) => ({ status: 200, body: await hunt([asked, router]) }));\n${body}\n};`,
  steps,
  hunt: { endpoint: { method: 'GET', target: '/hunt' } },
});

/** A module that is an operation with nothing in front of it, for attacks on the loading itself. It is called once when it loads. */
export const bare = (source: string): Built => ({ kind: 'operation', armed: false, source, steps: [{ call: it, input: {} }] });

/** An armed module of its own text that the attack is about; it is called once when it loads. */
export const whole = (source: string): Built => ({ kind: 'operation', armed: true, source, steps: [{ call: it, input: {} }] });
