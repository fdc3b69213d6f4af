import { failing } from '../../fixtures/services/failing.ts';
import { mistral } from '../../fixtures/services/mistral.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { returned, same, sent, texts, threw } from '../../src/contract/reading.ts';
import { bare, operation, sequence } from '../../src/contract/stimulus.ts';

const extension = 'npm:directus-extension-mistral-ai';
const write = (options: Json) => bare(operation('ptkio-mistral-ai', options));

const allPosts = (seen: Observation, times: number): boolean =>
  same(
    sent(seen).map(({ method, url }) => `${method} ${url}`),
    Array.from({ length: times }, () => 'POST https://api.mistral.ai/v1/chat/completions'),
  );

const header = (seen: Observation, n: number, name: string): string | undefined => sent(seen)[n]?.headers[name];

const honest = { apiKey: '{{key}}', messages: [{ role: 'user', content: '{{text}}' }] };

const answers = [
  {
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
    // its own model and length, when none is given
    options: { apiKey: '{{key}}', messages: '[{"role":"user","content":"{{text}}","more":1},{"role":"user"}]' },
    body: '{"model":"open-mistral-7b","max_tokens":4096,"messages":[{"role":"user","content":"{{text}}"}]}',
  },
] as const;

export default defineCases([
  {
    id: 'wild/mistral-ai/answers',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'Mistral AI 1.1.1 sends messages given as a list or as JSON text, and resolves to the answers; text that is no JSON it rejects',
    given: { extension, network: mistral },
    when: sequence(...answers.map(({ options }) => write(options)), write({ apiKey: '{{key}}', messages: '[{"role":' })),
    expect: {
      'the service gets one POST for each that is JSON': (seen) => allPosts(seen, answers.length),
      'with the key and as JSON': (seen) =>
        answers.every(
          (_, n) =>
            header(seen, n, 'authorization') === 'Bearer {{key}}' &&
            header(seen, n, 'content-type') === 'application/json' &&
            header(seen, n, 'accept') === 'application/json',
        ),
      'the bodies arrive byte for byte': (seen) => answers.every(({ body }, n) => sent(seen)[n]?.body === body),
      "it resolves to the answers' text": (seen) => answers.every((_, n) => returned(seen, n) === '{{answer}}'),
      'it rejects the other with its own error': (seen) => threw(seen, answers.length)?.message === 'Invalid messages. JSON.parse Error.',
    },
    challenge: { standIn: 'the service draws its answer per run, and the operation resolves to it' },
    catches: [
      'changes-request-method',
      'drops-request-headers',
      'drops-request-body',
      'json-stays-text',
      'swallows-what-is-thrown',
      'replaces-the-thrown-value',
    ],
  },
  {
    id: 'wild/mistral-ai/failures',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'Mistral AI 1.1.1 rejects and logs when its service answers 401 or 500',
    given: { extension, network: failing(mistral, 401, 500) },
    when: sequence(write(honest), write(honest)),
    expect: {
      'the service gets one POST each time': (seen) => allPosts(seen, 2),
      'the operation rejects with an error': (seen) => [0, 1].every((n) => threw(seen, n) !== undefined),
      "it logs each error's message": (seen) => same(texts(seen), [threw(seen, 0)?.message ?? '', threw(seen, 1)?.message ?? '']),
    },
    challenge: { standIn: 'the requests are those of the package, and so are the log lines, which repeat the errors' },
    catches: ['changes-request-method', 'swallows-what-is-thrown', 'replaces-the-thrown-value', 'repeats-log-records'],
  },
]);
