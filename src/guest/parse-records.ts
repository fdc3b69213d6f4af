import type { ErrorShape } from '../contract/outcome.ts';
import type { Json } from '../contract/json.ts';
import type { GuestRecord, Registration } from './records.ts';

/** Thrown where a realm's outbox is not what the boot module writes: the realm has to be given up. */
export class GuestRecordError extends Error {
  override readonly name = 'GuestRecordError';
}

type Fields = { readonly [key: string]: Json };

const { hasOwn } = Object;

const wrong = (line: string, expected: string, options?: ErrorOptions): GuestRecordError =>
  new GuestRecordError(
    `A realm wrote a record that the boot module does not write: expected ${expected}, got ${JSON.stringify(line.slice(0, 200))}. Give the realm up.`,
    options,
  );

const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const field = (fields: Fields, key: string): Json | undefined => (hasOwn(fields, key) ? fields[key] : undefined);

const hasOnly = (fields: Fields, allowed: readonly string[]): boolean => Object.keys(fields).every((key) => allowed.includes(key));

const isCount = (value: Json | undefined): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isOptional = (value: Json | undefined, type: 'string' | 'number'): boolean => value === undefined || typeof value === type;

const errorOf = (value: Json | undefined, line: string): ErrorShape => {
  if (!isFields(value) || !hasOnly(value, ['name', 'message', 'status', 'response'])) throw wrong(line, 'an error of name and message');
  const { name, message } = value;
  const status = field(value, 'status');
  const response = field(value, 'response');
  if (typeof name !== 'string' || typeof message !== 'string' || !isOptional(status, 'number') || !isOptional(response, 'string')) {
    throw wrong(line, 'an error of name and message');
  }
  return {
    name,
    message,
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof response === 'string' ? { response } : {}),
  };
};

const registrationOf = (value: Json, line: string): Registration => {
  if (isFields(value) && Object.keys(value).length === 1) {
    const { operation, filter, action, endpoint } = { ...value };
    if (typeof operation === 'string') return { operation };
    if (typeof filter === 'string') return { filter };
    if (typeof action === 'string') return { action };
    if (isFields(endpoint) && hasOnly(endpoint, ['method', 'path'])) {
      const { method, path } = endpoint;
      if (typeof method === 'string' && typeof path === 'string') return { endpoint: { method, path } };
    }
  }
  throw wrong(line, 'registrations of an endpoint, filter, action or operation');
};

const overLimits = ['log', 'result', 'pending', 'registrations'] as const;

/* One entry for each kind of record, under the key that the boot module writes first. */
const readers: { readonly [key: string]: (fields: Fields, line: string) => GuestRecord } = {
  log: (fields, line) => {
    const { log } = fields;
    if (typeof log !== 'string' || !hasOnly(fields, ['log'])) throw wrong(line, '{"log": text}');
    return { log };
  },
  sleep: (fields, line) => {
    const { sleep, ms } = fields;
    if (!isCount(sleep) || typeof ms !== 'number' || !(ms >= 0 && ms < 2 ** 31) || !hasOnly(fields, ['sleep', 'ms'])) {
      throw wrong(line, '{"sleep": number, "ms": 0 to below 2^31}');
    }
    return { sleep, ms };
  },
  request: (fields, line) => {
    const { request } = fields;
    const url = field(fields, 'url');
    const options = field(fields, 'options');
    const shaped = hasOnly(fields, ['request', 'url', 'options']) && isFields(options) && hasOnly(options, ['method', 'headers', 'body']);
    if (!isCount(request) || url === undefined || !shaped)
      throw wrong(line, '{"request": number, "url": …, "options": {method?, headers?, body?}}');
    const method = field(options, 'method');
    const headers = field(options, 'headers');
    const body = field(options, 'body');
    return {
      request,
      url,
      options: {
        ...(method === undefined ? {} : { method }),
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
      },
    };
  },
  registered: (fields, line) => {
    const { registered } = fields;
    if (!Array.isArray(registered) || !hasOnly(fields, ['registered'])) throw wrong(line, '{"registered": [...]}');
    return { registered: registered.map((value: Json) => registrationOf(value, line)) };
  },
  refused: (fields, line) => {
    if (!hasOnly(fields, ['refused'])) throw wrong(line, '{"refused": error}');
    return { refused: errorOf(fields['refused'], line) };
  },
  threw: (fields, line) => {
    const { threw } = fields;
    const thrown = field(fields, 'thrown');
    if (!isCount(threw) || typeof thrown !== 'string' || !hasOnly(fields, ['threw', 'thrown', 'error'])) {
      throw wrong(line, '{"threw": number, "thrown": text, "error"?: error}');
    }
    return hasOwn(fields, 'error') ? { threw, thrown, error: errorOf(fields['error'], line) } : { threw, thrown };
  },
  absent: (fields, line) => {
    const { absent } = fields;
    if (!isCount(absent) || !hasOnly(fields, ['absent'])) throw wrong(line, '{"absent": number}');
    return { absent };
  },
  over: (fields, line) => {
    const { over } = fields;
    const limit = overLimits.find((name) => name === field(fields, 'limit'));
    if (!isCount(over) || limit === undefined || !hasOnly(fields, ['over', 'limit']))
      throw wrong(line, `{"over": number, "limit": one of ${overLimits.join(', ')}}`);
    return { over, limit };
  },
};

/* A result, whose text is not looked at: whoever uses it parses it. */
const parseReturned = (line: string): GuestRecord => {
  const space = line.indexOf(' ');
  const number = space === -1 ? line.slice(1) : line.slice(1, space);
  const returned = Number(number);
  if (!/^\d{1,16}$/.test(number) || !isCount(returned)) throw wrong(line, '`R<number> <JSON text>`');
  return space === -1 ? { returned } : { returned, json: line.slice(space + 1) };
};

const parseLine = (line: string): GuestRecord => {
  if (line.startsWith('R')) return parseReturned(line);
  let value: Json;
  try {
    value = JSON.parse(line) as Json;
  } catch (cause) {
    throw wrong(line, 'one JSON text a line', { cause });
  }
  if (!isFields(value)) throw wrong(line, 'an object');
  const [kind = ''] = Object.keys(value);
  const reader = hasOwn(readers, kind) ? readers[kind] : undefined;
  if (reader === undefined) throw wrong(line, 'a kind of record that exists');
  return reader(value, line);
};

/**
 * The records of one `drain()`, built anew from checked fields; `''` has none.
 * @throws {GuestRecordError} when the text holds anything that the boot module does not write
 */
export const parseRecords = (text: string): readonly GuestRecord[] => {
  if (text === '') return [];
  return text.includes('\n') ? text.split('\n').map(parseLine) : [parseLine(text)];
};
