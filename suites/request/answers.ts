import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field, same } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

const urls = { json: 'https://inside.test/letters/7', list: 'https://inside.test/list', text: 'https://inside.test/text' } as const;
const given = {
  extension: 'request-once',
  scopes: { request: { methods: ['GET'], urls: ['https://inside.test/*'] } },
  network: {
    answers: {
      [`GET ${urls.json}`]: {
        status: 201,
        headers: { 'content-type': 'application/json', 'x-colour': 'blue' },
        body: '{"title":"{{title}}","tags":["a","ü"],"weight":{"grams":20.5,"stamp":null,"sent":true}}',
      },
      [urls.list]: { headers: { 'content-type': 'application/json; charset=utf-8' }, body: ' [1, "{{title}}", {"two": []}]\n' },
      [urls.text]: {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: '\tGrüße, {{title}} — 漢字\r\n<p>1 &lt; 2</p>  \n',
      },
    },
  },
};

export default defineCases([
  {
    id: 'request/answers/json',
    clause: 'REQ-1',
    kind: 'provides',
    says: 'an answer arrives as status, statusText, headers and data, its JSON parsed',
    shared: true,
    given,
    when: operation('once', { url: urls.json, options: {} }),
    expect: {
      'it has exactly those four members': (seen) =>
        same(Object.keys(field(act(seen)) ?? {}).sort(), ['data', 'headers', 'status', 'statusText']),
      'the status is the one of the answer': (seen) => field(act(seen), 'status') === 201,
      'the status text names that status': (seen) => field(act(seen), 'statusText') === 'Created',
      "the answer's own header arrives": (seen) => field(act(seen), 'headers', 'x-colour') === 'blue',
      'the data is the parsed value': (seen) =>
        same(field(act(seen), 'data'), { title: '{{title}}', tags: ['a', 'ü'], weight: { grams: 20.5, stamp: null, sent: true } }),
    },
    catches: ['answers-have-more-members', 'answers-lose-status', 'answers-lose-headers', 'json-stays-text'],
  },
  {
    id: 'request/answers/json-with-charset',
    clause: 'REQ-1',
    kind: 'provides',
    says: 'JSON with a charset, and with a list at its top, is parsed too',
    shared: true,
    given,
    when: operation('once', { url: urls.list, options: {} }),
    expect: { 'the data is the parsed list': (seen) => same(field(act(seen), 'data'), [1, '{{title}}', { two: [] }]) },
    catches: ['json-stays-text'],
  },
  {
    id: 'request/answers/text',
    clause: 'REQ-1',
    kind: 'provides',
    says: 'text that is no JSON arrives as a string, exactly',
    shared: true,
    given,
    when: operation('once', { url: urls.text, options: {} }),
    expect: {
      'the data is the text, character for character': (seen) =>
        field(act(seen), 'data') === '\tGrüße, {{title}} — 漢字\r\n<p>1 &lt; 2</p>  \n',
    },
    catches: ['answer-texts-are-trimmed'],
  },
]);
