import { anthropic } from '../../fixtures/services/anthropic.ts';
import { openai } from '../../fixtures/services/openai.ts';
import { replicate } from '../../fixtures/services/replicate.ts';
import { failing } from '../../fixtures/services/failing.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import type { NetworkTable } from '../../src/contract/network.ts';
import type { Observation } from '../../src/contract/observation.ts';
import { elapsed, returned, same, sent, texts, threw } from '../../src/contract/reading.ts';
import { bare, operation, sequence } from '../../src/contract/stimulus.ts';

const extension = 'npm:@directus-labs/ai-writer-operation';
const write = (options: Json) => bare(operation('directus-labs-ai-writer-operation', options));

const together = (...tables: readonly NetworkTable[]): NetworkTable => ({
  answers: Object.fromEntries(tables.flatMap(({ answers = {} }) => Object.entries(answers))),
});

const calls =
  (...expected: readonly string[]) =>
  (seen: Observation) =>
    same(
      sent(seen).map(({ method, url }) => `${method} ${url}`),
      expected,
    );

const headers =
  (expected: Readonly<Record<string, string>>, ...at: readonly number[]) =>
  (seen: Observation) =>
    at.every((n) => Object.entries(expected).every(([name, value]) => sent(seen)[n]?.headers[name] === value));

const isJson = (text = ''): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false; // it is no JSON
  }
};

const toOpenAi = 'POST https://api.openai.com/v1/chat/completions';
const toAnthropic = 'POST https://api.anthropic.com/v1/messages';
const toReplicate = 'POST https://api.replicate.com/v1/models/meta/llama-3-8b-instruct/predictions';

const failures = [
  { text: '{{text}}', aiProvider: 'openai', apiKeyOpenAi: '{{key}}', model: 'gpt-4o-mini' },
  { text: '{{text}}', aiProvider: 'anthropic', apiKeyAnthropic: '{{key}}', model: 'claude-3-5-haiku-latest' },
  { text: '{{text}}', aiProvider: 'replicate', apiKeyReplicate: '{{key}}', model: 'llama-3-8b-instruct' },
] as const;
const failingCalls = [toOpenAi, toOpenAi, toAnthropic, toAnthropic, toReplicate, toReplicate];

export default defineCases([
  {
    id: 'wild/ai-writer/answers',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 asks OpenAI, Anthropic and Replicate, and resolves to what they answer',
    // before it asks Replicate for its prediction it sleeps 1,000 ms
    given: { extension, network: together(openai, anthropic, replicate), limits: { wallMs: 8000 } },
    when: sequence(
      write({
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
      write({
        aiProvider: 'anthropic',
        apiKeyAnthropic: '{{key}}',
        model: 'claude-3-5-haiku-latest',
        text: 'Grüße, {{text}}',
        maxToken: 64,
      }),
      write({
        aiProvider: 'replicate',
        apiKeyReplicate: '{{key}}',
        model: 'llama-3-8b-instruct',
        system: 'Be brief',
        text: '{{text}}',
        maxToken: 64,
      }),
    ),
    expect: {
      'each service gets one POST, and Replicate a question about its prediction': calls(
        toOpenAi,
        toAnthropic,
        toReplicate,
        'GET https://api.replicate.com/v1/predictions/{{prediction}}',
      ),
      'OpenAI and Replicate get the key as a bearer': headers({ authorization: 'Bearer {{key}}' }, 0, 2, 3),
      'Anthropic gets the key and the version': headers({ 'x-api-key': '{{key}}', 'anthropic-version': '2023-10-01' }, 1),
      'the content type is JSON': headers({ 'content-type': 'application/json' }, 0, 1),
      'the bodies arrive byte for byte': (seen) =>
        same(
          sent(seen)
            .slice(0, 3)
            .map(({ body }) => body),
          [
            '{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Answer in one line."},{"role":"assistant","content":"What is it about?"},{"role":"user","content":"Grüße “aus” Köln\\n{{text}}"}],"max_completion_tokens":50,"response_format":{"type":"json_object"}}',
            '{"model":"claude-3-5-haiku-latest","messages":[{"role":"user","content":"Grüße, {{text}}"}],"max_tokens":64}',
            '{"input":{"system_prompt":"Be brief","prompt":"{{text}}","max_tokens":64}}',
          ],
        ),
      "it resolves to the text of OpenAI's and Anthropic's answers": (seen) => [0, 1].every((n) => returned(seen, n) === '{{answer}}'),
      "it resolves to the pieces of Replicate's": (seen) => returned(seen, 2) === 'It says: {{answer}}',
      // 2 ms of tolerance, as in SLEEP-1
      'it waits a second before it asks for the prediction': (seen) => elapsed(seen, 2) >= 998,
    },
    challenge: { standIn: 'the services draw their answers per run, and the operation resolves to them' },
    catches: [
      'changes-request-method',
      'drops-request-headers',
      'drops-request-body',
      'json-stays-text',
      'sleeps-return-early',
      'answers-lose-status',
    ],
  },
  {
    id: 'wild/ai-writer/failures',
    clause: 'WILD-1',
    kind: 'provides',
    says: 'the AI writer 1.4.3 rejects and logs when OpenAI, Anthropic or Replicate answers 401 or 500',
    given: { extension, network: together(...[openai, anthropic, replicate].map((table) => failing(table, 401, 500))) },
    when: sequence(...failures.flatMap((options) => [write(options), write(options)])),
    expect: {
      'the services get what they fail at, and nothing more': calls(...failingCalls),
      'the operation rejects with an error each time': (seen) => failingCalls.every((_, n) => threw(seen, n) !== undefined),
      'it logs each failure in two lines, the second of which is JSON': (seen) =>
        texts(seen).length === 2 * failingCalls.length &&
        texts(seen).every((line, n) => (n % 2 === 0 ? line === 'AI Writer failed' : isJson(line))),
    },
    challenge: { standIn: 'the requests and the first log lines are those of the package' },
    catches: ['changes-request-method', 'swallows-what-is-thrown', 'repeats-log-records'],
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
]);
