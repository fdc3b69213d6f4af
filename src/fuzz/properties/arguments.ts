import type { NetworkAnswer } from '../../contract/network.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { diced, type Die } from '../arbitraries/diced.ts';
import { hostileOptions, hostileText, type HostileValue } from '../arbitraries/hostile-arguments.ts';
import { variant } from '../arbitraries/url-parts.ts';
import { marker } from '../expectation.ts';
import { fuzzedSource } from '../fuzzed-source.ts';
import type { Program, Property } from '../program.ts';

const granted = 'https://inside.example/granted';
const answer: NetworkAnswer = { body: marker };

interface Attempt {
  readonly url: HostileValue;
  readonly options: HostileValue | undefined;
}

const urls = [granted, 'https://inside.example/other', 'https://outside.example/granted'] as const;
const methods = ['GET', 'DELETE', 'get', 'POST'] as const;

/* Mostly what is granted comes first, and something else later. */
const flipped = <T>(list: readonly [T, ...T[]], die: Die): readonly [first: T, then: T] => {
  const [isOdd, first, then] = [die(4) === 3, die(list.length), die(list.length)];
  return [variant(list, isOdd ? first : 0), variant(list, isOdd ? then : 1)];
};

/* Of four attempts one has a hostile text, two have hostile options, and one has both. */
const kinds = ['text', 'options', 'options', 'both'] as const;

const attempt = (number: number, die: Die): Attempt => {
  const kind = variant(kinds, die(kinds.length, number % kinds.length));
  const text = hostileText(number, ...flipped(urls, die), die);
  const options = hostileOptions(number - Math.floor(number / kinds.length), ...flipped(methods, die), die);
  return {
    url: kind === 'options' ? { source: JSON.stringify(granted), trick: 'a plain text' } : text,
    options: kind === 'text' ? undefined : options,
  };
};

const program = (attempts: readonly Attempt[]): Program => ({
  given: {
    extension: 'announces-itself',
    scopes: { request: { methods: ['GET'], urls: [granted] } },
    source: fuzzedSource([
      ...attempts.map(({ url, options }) => `request(${url.source}${options === undefined ? '' : `, ${options.source}`})`),
      `request(${JSON.stringify(granted)})`,
    ]),
    network: { answers: { [granted]: answer } },
  },
  when: sequence(...[...attempts.keys(), attempts.length].map((n) => operation('announces-itself', { n }))),
  // whichever value is read, it is read once, and what is sent is what was checked
  expects: [
    ...attempts.map((_, call) => ({ call, allows: { method: 'GET', url: granted } })),
    // and what is granted is still sent in the end
    { call: attempts.length, sends: [{ method: 'GET', url: granted }] },
  ],
  covers: attempts.flatMap(({ url, options }) => [`url: ${url.trick}`, ...(options === undefined ? [] : [`options: ${options.trick}`])]),
});

/* A program is loaded once for so many attempts. */
const most = 16;

const programs = (turn?: number) =>
  diced((die) => {
    const from = die(2 ** 20, turn) * most;
    return program(Array.from({ length: most }, (_, at) => attempt(from + at, die)));
  });

/** What an argument is read as the first time is what is checked and what is sent. */
export const requestArguments: Property = {
  name: 'arguments',
  clause: 'REQ-9',
  says: 'whatever the arguments of request are and however they change, what is sent was granted',
  programs: programs(),
  programsOf: programs,
};
