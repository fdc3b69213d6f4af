import { anthropic, anthropicFails } from '../../fixtures/services/anthropic.ts';
import { openai, openaiFails } from '../../fixtures/services/openai.ts';
import { replicate, replicateFails, replicateFailsLater } from '../../fixtures/services/replicate.ts';
import type { ConformanceCase } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { elapsed, returned, same, sent, texts, threw } from '../../src/contract/reading.ts';
import { bare, operation } from '../../src/contract/stimulus.ts';

const extension = 'npm:@directus-labs/ai-writer-operation';
const write = (options: Json) => bare(operation('directus-labs-ai-writer-operation', options));
const challenge = { standIn: 'the service draws its answer per run, and the operation resolves to it' };

const calls =
  (...expected: readonly string[]) =>
  (seen: Observation) =>
    same(
      sent(seen).map(({ method, url }) => `${method} ${url}`),
      expected,
    );

const headers = (expected: Readonly<Record<string, string>>) => (seen: Observation) =>
  sent(seen).length > 0 &&
  sent(seen).every((request) => Object.entries(expected).every(([name, value]) => request.headers[name] === value));

const isJson = (text = ''): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false; // it is no JSON
  }
};

const openAi = { aiProvider: 'openai', apiKeyOpenAi: '{{key}}', model: 'gpt-4o-mini' };
const claude = { aiProvider: 'anthropic', apiKeyAnthropic: '{{key}}', model: 'claude-3-5-haiku-latest' };
const llama = { aiProvider: 'replicate', apiKeyReplicate: '{{key}}', model: 'llama-3-8b-instruct' };
const toOpenAi = ['POST https://api.openai.com/v1/chat/completions'];
const toAnthropic = ['POST https://api.anthropic.com/v1/messages'];
const toReplicate = ['POST https://api.replicate.com/v1/models/meta/llama-3-8b-instruct/predictions'];
const polled = [...toReplicate, 'GET https://api.replicate.com/v1/predictions/{{prediction}}'];

const failures = [
  { id: 'wild/ai-writer/openai-key-refused', says: 'OpenAI answers 401', network: openaiFails(401), requests: toOpenAi, options: openAi },
  { id: 'wild/ai-writer/service-out-of-order', says: 'OpenAI answers 500', network: openaiFails(500), requests: toOpenAi, options: openAi },
  {
    id: 'wild/ai-writer/anthropic-key-refused',
    says: 'Anthropic answers 401',
    network: anthropicFails(401),
    requests: toAnthropic,
    options: claude,
  },
  {
    id: 'wild/ai-writer/anthropic-out-of-order',
    says: 'Anthropic answers 500',
    network: anthropicFails(500),
    requests: toAnthropic,
    options: claude,
  },
  {
    id: 'wild/ai-writer/replicate-key-refused',
    says: 'Replicate answers 401',
    network: replicateFails(401),
    requests: toReplicate,
    options: llama,
  },
  {
    id: 'wild/ai-writer/replicate-out-of-order',
    says: 'Replicate answers 500 to its first question',
    network: replicateFailsLater(500),
    requests: polled,
    options: llama,
  },
] as const;

export default defineCases([
  {
    id: 'wild/ai-writer/openai',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 asks OpenAI and resolves to the answer',
    given: { extension, network: openai },
    when: write({
      aiProvider: 'OpenAi',
      apiKeyOpenAi: '{{key}}',
      model: 'gpt-4o-mini',
      promptKey: 'custom',
      system: 'Answer in one line.',
      thread: [{ role: 'assistant', content: 'What is it about?' }],
      text: 'Grüße “aus” Köln\n{{text}}',
      maxToken: 50,
      json_mode: true,
    }),
    expect: {
      'the service gets one POST': calls('POST https://api.openai.com/v1/chat/completions'),
      'with the key and as JSON': headers({ authorization: 'Bearer {{key}}', 'content-type': 'application/json' }),
      'the body arrives byte for byte': (seen) =>
        sent(seen)[0]?.body ===
        '{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Answer in one line."},{"role":"assistant","content":"What is it about?"},{"role":"user","content":"Grüße “aus” Köln\\n{{text}}"}],"max_completion_tokens":50,"response_format":{"type":"json_object"}}',
      "it resolves to the answer's text": (seen) => returned(seen) === '{{answer}}',
    },
    challenge,
    catches: ['changes-request-method', 'drops-request-headers', 'drops-request-body', 'json-stays-text'],
  },
  {
    id: 'wild/ai-writer/anthropic',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 asks Anthropic and resolves to the answer',
    given: { extension, network: anthropic },
    when: write({
      aiProvider: 'anthropic',
      apiKeyAnthropic: '{{key}}',
      model: 'claude-3-5-haiku-latest',
      text: 'Grüße, {{text}}',
      maxToken: 64,
    }),
    expect: {
      'the service gets one POST': calls('POST https://api.anthropic.com/v1/messages'),
      'with the key, the version and as JSON': headers({
        'x-api-key': '{{key}}',
        'anthropic-version': '2023-10-01',
        'content-type': 'application/json',
      }),
      'the body arrives byte for byte': (seen) =>
        sent(seen)[0]?.body ===
        '{"model":"claude-3-5-haiku-latest","messages":[{"role":"user","content":"Grüße, {{text}}"}],"max_tokens":64}',
      "it resolves to the answer's text": (seen) => returned(seen) === '{{answer}}',
    },
    challenge,
    catches: ['changes-request-method', 'drops-request-headers', 'drops-request-body', 'json-stays-text'],
  },
  {
    id: 'wild/ai-writer/replicate',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 starts a prediction at Replicate and asks every second until it is done',
    // It sleeps 1,000 ms before each of two questions.
    given: { extension, network: replicate, limits: { wallMs: 8000 } },
    when: write({
      aiProvider: 'replicate',
      apiKeyReplicate: '{{key}}',
      model: 'llama-3-8b-instruct',
      system: 'Be brief',
      text: '{{text}}',
      maxToken: 64,
    }),
    expect: {
      'the service gets the prediction, and two questions about it': calls(
        'POST https://api.replicate.com/v1/models/meta/llama-3-8b-instruct/predictions',
        'GET https://api.replicate.com/v1/predictions/{{prediction}}',
        'GET https://api.replicate.com/v1/predictions/{{prediction}}',
      ),
      'each with the key': headers({ authorization: 'Bearer {{key}}' }),
      'the body of the first arrives byte for byte': (seen) =>
        sent(seen)[0]?.body === '{"input":{"system_prompt":"Be brief","prompt":"{{text}}","max_tokens":64}}',
      // 2 ms of tolerance for each sleep, as in SLEEP-1.
      'it waits a second before each question': (seen) => elapsed(seen) >= 2 * 998,
      'it resolves to the pieces of the answer': (seen) => returned(seen) === 'It says: {{answer}}',
    },
    challenge,
    catches: [
      'changes-request-method',
      'drops-request-headers',
      'drops-request-body',
      'sleeps-return-early',
      'json-stays-text',
      'answers-lose-status',
    ],
  },
  {
    id: 'wild/ai-writer/no-provider',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 rejects and logs when no provider is chosen',
    given: { extension },
    when: write({ text: 'Grüße' }),
    expect: {
      'it rejects with its own error': (seen) => threw(seen)?.message === 'Invalid payload. AI Provider is missing.',
      'it logs what failed': (seen) =>
        same(texts(seen), [
          'AI Writer failed',
          '{"name":"DirectusError","extensions":{"reason":"AI Provider is missing"},"code":"INVALID_PAYLOAD","status":400}',
        ]),
    },
    challenge: { standIn: 'the message and the log lines are the words of the package' },
    catches: ['replaces-the-thrown-value', 'swallows-what-is-thrown', 'repeats-log-records'],
  },
  ...failures.map(({ id, says, network, requests, options }): ConformanceCase => ({
    id,
    clause: 'WILD-1',
    kind: 'provides',
    says: `the AI writer 1.4.3 rejects and logs when ${says}`,
    given: { extension, network },
    when: write({ text: '{{text}}', ...options }),
    expect: {
      'the service gets what it failed at, and nothing more': calls(...requests),
      'the operation rejects with an error': (seen) => threw(seen) !== undefined,
      'it logs what failed, in two lines, the second of which is JSON': (seen) =>
        texts(seen).length === 2 && texts(seen)[0] === 'AI Writer failed' && isJson(texts(seen)[1]),
    },
    challenge: { standIn: 'the requests and the first log line are those of the package' },
    catches: ['changes-request-method', 'swallows-what-is-thrown', 'repeats-log-records'],
  })),
]);
