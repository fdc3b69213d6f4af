import { describe, expect, it } from 'vitest';

import { answerQuery, type AnswerNames } from './name-server.ts';

/** A query as a resolver writes it: `type` 1 asks for IPv4, 28 for IPv6, 16 for text. */
const query = (name: string, type: number): Buffer => {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  return Buffer.concat([Buffer.from('abcd01000001000000000000', 'hex'), ...labels, Buffer.from([0, 0, type, 0, 1])]);
};

const answer: AnswerNames = ({ name, family }) =>
  name === 'known.test'
    ? { addresses: family === undefined ? [] : ['198.51.100.7', '2001:db8::7', '198.51.100.8'], exists: true }
    : { addresses: [], exists: false };

const headOf = (response: Buffer | undefined): { id: string; flags: string; answers: number } => ({
  id: response?.toString('hex', 0, 2) ?? '',
  flags: response?.toString('hex', 2, 4) ?? '',
  answers: response?.readUInt16BE(6) ?? -1,
});

describe('answerQuery', () => {
  it('answers with the addresses of the family that was asked for, whatever case the name is in', () => {
    const four = answerQuery(query('KNOWN.test', 1), answer);
    expect(headOf(four)).toEqual({ id: 'abcd', flags: '8180', answers: 2 });
    expect(four?.toString('hex').endsWith('c00c00010001000000000004c6336407c00c00010001000000000004c6336408')).toBe(true);
    const six = answerQuery(query('known.test', 28), answer);
    expect(headOf(six).answers).toBe(1);
    expect(six?.toString('hex').endsWith('c00c001c0001000000000010' + '20010db8000000000000000000000007')).toBe(true);
  });

  it('has nothing of other types for a name that exists, and says of another that it does not', () => {
    expect(headOf(answerQuery(query('known.test', 16), answer))).toEqual({ id: 'abcd', flags: '8180', answers: 0 });
    expect(headOf(answerQuery(query('unknown.test', 1), answer))).toEqual({ id: 'abcd', flags: '8183', answers: 0 });
  });

  it.each([
    ['is too short', Buffer.from('abcd')],
    ['is a response', Buffer.concat([Buffer.from('abcd8180', 'hex'), query('known.test', 1).subarray(4)])],
    ['ends in its name', query('known.test', 1).subarray(0, 18)],
    ['has no question', Buffer.from('abcd01000000000000000000', 'hex')],
    ['has a compressed name', Buffer.from('abcd01000001000000000000c00c00010001', 'hex')],
  ])('gives no answer to what %s', (_, bytes) => {
    expect(answerQuery(bytes, answer)).toBeUndefined();
  });
});
