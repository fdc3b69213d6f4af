import fc from 'fast-check';

import type { NetworkAnswer } from '../../contract/network.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { hostileOptions, hostileText, type HostileValue } from '../arbitraries/hostile-arguments.ts';
import { marker } from '../expectation.ts';
import { fuzzedSource } from '../fuzzed-source.ts';
import type { Program, Property } from '../program.ts';

const granted = 'https://inside.example/granted';
const answer: NetworkAnswer = { body: marker };

interface Attempt {
  readonly url: HostileValue;
  readonly options: HostileValue | undefined;
}

const grantedOrNot = fc.constantFrom(granted, 'https://inside.example/other', 'https://outside.example/granted');
const methods = fc.constantFrom('GET', 'DELETE', 'POST', 'get');

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  fc.record({ url: hostileText(grantedOrNot, grantedOrNot), options: fc.constant(undefined) }),
  fc.record({
    url: fc.constant({ source: JSON.stringify(granted), trick: 'a plain text' }),
    options: hostileOptions(methods, methods),
  }),
  fc.record({ url: hostileText(grantedOrNot, grantedOrNot), options: hostileOptions(methods, methods) }),
);

const program = (attempts: readonly Attempt[]): Program => ({
  given: {
    extension: 'announces-itself',
    scopes: { request: { methods: ['GET'], urls: [granted] } },
    source: fuzzedSource(attempts.map(({ url, options }) => `request(${url.source}${options === undefined ? '' : `, ${options.source}`})`)),
    network: { answers: { [granted]: answer } },
  },
  when: sequence(...attempts.map((_, n) => operation('announces-itself', { n }))),
  // whichever value is read, it is read once, and what is sent is what was checked
  expects: attempts.map((_, call) => ({ call, allows: { method: 'GET', url: granted } })),
  covers: attempts.flatMap(({ url, options }) => [`url: ${url.trick}`, ...(options === undefined ? [] : [`options: ${options.trick}`])]),
});

/** What an argument is read as the first time is what is checked and what is sent. */
export const requestArguments: Property = {
  name: 'arguments',
  clause: 'REQ-9',
  says: 'whatever the arguments of request are and however they change, what is sent was granted',
  programs: fc.array(attempt, { minLength: 1, maxLength: 16, size: 'max' }).map(program),
};
