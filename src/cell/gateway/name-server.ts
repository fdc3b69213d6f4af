import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** What one query asks for; `family` when it asks for addresses. */
export interface Question {
  readonly name: string;
  readonly family: 4 | 6 | undefined;
}

/** Answers a question: addresses of the family asked for, and whether the name exists at all. */
export type AnswerNames = (question: Question) => { readonly addresses: readonly string[]; readonly exists: boolean };

const types = { 1: 4, 28: 6 } as const;
const headerLength = 12;

interface Parsed {
  readonly question: Question;
  readonly type: number;
  /** Where the question ends. */
  readonly end: number;
}

// RFC 1035, section 4.1.2; a query compresses no name.
const parseQuery = (query: Buffer): Parsed | undefined => {
  if (query.length < headerLength || (query[2] ?? 0) >> 7 === 1 || query.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = headerLength;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(query.toString('latin1', at, at + length));
    at += length;
  }
  if (at + 4 > query.length) return undefined;
  const type = query.readUInt16BE(at);
  const family = type === 1 || type === 28 ? types[type] : undefined;
  return { question: { name: labels.join('.').toLowerCase(), family }, type, end: at + 4 };
};

const addressRecord = (address: string, type: number): Buffer => {
  const bytes = Buffer.from(ipaddr.parse(address).toByteArray());
  const head = Buffer.alloc(headerLength);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(bytes.length, 10); // behind a time to live of 0
  return Buffer.concat([head, bytes]);
};

/** Returns the response to one DNS message, or undefined when it is no query of one question. */
export const answerQuery = (query: Buffer, answer: AnswerNames): Buffer | undefined => {
  const parsed = parseQuery(query);
  if (parsed === undefined) return undefined;
  const { question, type, end } = parsed;
  const { addresses, exists } = answer(question);
  const fitting = question.family === undefined ? [] : addresses.filter((address) => isIP(address) === question.family);
  const head = Buffer.from(query.subarray(0, headerLength));
  head.writeUInt16BE(0x8180 | (exists ? 0 : 3), 2); // a response, recursion desired and available; 3: there is no such name
  head.writeUInt16BE(fitting.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, query.subarray(headerLength, end), ...fitting.map((address) => addressRecord(address, type))]);
};

/** Answers DNS over UDP at port 53 of every address. `onOther` hears of a datagram that is no query. */
export const openNameServer = async (answer: AnswerNames, onOther: () => void, port = 53): Promise<Socket> => {
  const socket = createSocket({ type: 'udp6' });
  socket.on('message', (message, { address, port: from }) => {
    const response = answerQuery(message, answer);
    if (response === undefined) onOther();
    else socket.send(response, from, address, () => undefined); // whoever asked may be gone
  });
  socket.bind(port, '::');
  await once(socket, 'listening');
  return socket;
};
