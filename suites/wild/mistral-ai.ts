import { mistral, mistralFails } from '../../fixtures/services/mistral.ts';
import type { Check, ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { returned, same, sent, texts, threw } from '../../src/contract/reading.ts';
import { bare, operation } from '../../src/contract/stimulus.ts';

const extension = 'npm:directus-extension-mistral-ai';
const write = (options: Json) => bare(operation('ptkio-mistral-ai', options));
const given = { extension, network: mistral };

const onePost: Check = (seen) =>
  same(
    sent(seen).map(({ method, url }) => `${method} ${url}`),
    ['POST https://api.mistral.ai/v1/chat/completions'],
  );

const header = (seen: Observation, name: string): string | undefined => sent(seen)[0]?.headers[name];

const answers = [
  {
    id: 'wild/mistral-ai/list-of-messages',
    says: 'Mistral AI 1.1.1 sends a list of messages and resolves to the answer',
    options: {
      apiKey: '{{key}}',
      model: 'mistral-small-latest',
      maxTokens: 64,
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'assistant', content: 'What is it about?' },
        { role: 'user', content: 'Grüße “aus” Köln\n{{text}}' },
      ],
    },
    body: '{"model":"mistral-small-latest","max_tokens":64,"messages":[{"role":"user","content":"Be brief"},{"role":"assistant","content":"What is it about?"},{"role":"user","content":"Grüße “aus” Köln\\n{{text}}"}]}',
  },
  {
    id: 'wild/mistral-ai/messages-as-text',
    says: 'Mistral AI 1.1.1 takes messages as JSON text, and its own model and length when none is given',
    options: { apiKey: '{{key}}', messages: '[{"role":"user","content":"{{text}}","more":1},{"role":"user"}]' },
    body: '{"model":"open-mistral-7b","max_tokens":4096,"messages":[{"role":"user","content":"{{text}}"}]}',
  },
] as const;

const failures = [
  { id: 'wild/mistral-ai/key-refused', status: 401 },
  { id: 'wild/mistral-ai/service-out-of-order', status: 500 },
] as const;

export default defineCases([
  ...answers.map(({ id, says, options, body }): ConformanceCase => ({
    id,
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says,
    given,
    when: write(options),
    expect: {
      'the service gets one POST': onePost,
      'with the key and as JSON': (seen) =>
        header(seen, 'authorization') === 'Bearer {{key}}' &&
        header(seen, 'content-type') === 'application/json' &&
        header(seen, 'accept') === 'application/json',
      'the body arrives byte for byte': (seen) => sent(seen)[0]?.body === body,
      "it resolves to the answer's text": (seen) => returned(seen) === '{{answer}}',
    },
    challenge: { standIn: 'the service draws its answer per run, and the operation resolves to it' },
    catches: ['changes-request-method', 'drops-request-headers', 'drops-request-body', 'json-stays-text'],
  })),
  ...failures.map(({ id, status }): ConformanceCase => ({
    id,
    clause: 'WILD-1',
    kind: 'provides',
    says: `Mistral AI 1.1.1 rejects and logs when its service answers ${status}`,
    given: { extension, network: mistralFails(status) },
    when: write({ apiKey: '{{key}}', messages: [{ role: 'user', content: '{{text}}' }] }),
    expect: {
      'the service gets one POST': onePost,
      'the operation rejects with an error': (seen) => threw(seen) !== undefined,
      "it logs the error's message": (seen) => same(texts(seen), [threw(seen)?.message ?? '']),
    },
    challenge: { standIn: 'the request is that of the package, and so is the log line, which repeats the error' },
    catches: ['changes-request-method', 'swallows-what-is-thrown', 'replaces-the-thrown-value', 'repeats-log-records'],
  })),
  {
    id: 'wild/mistral-ai/text-that-is-no-json',
    clause: 'WILD-1',
    kind: 'provides',
    shared: true,
    says: 'Mistral AI 1.1.1 rejects messages that are no JSON, in its own words and without a request',
    given,
    when: write({ apiKey: '{{key}}', messages: '[{"role":' }),
    expect: {
      'it rejects with its own error': (seen) => threw(seen)?.message === 'Invalid messages. JSON.parse Error.',
    },
    challenge: { standIn: 'the message is the words of the package' },
    catches: ['swallows-what-is-thrown', 'replaces-the-thrown-value'],
  },
]);
