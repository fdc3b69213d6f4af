import type { Json } from '../contract/json.ts';
import { inMessage, semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { afterMark } from './rewriting/after-mark.ts';
import { isJsonRecord, mapRecord, overRecords } from './rewriting/json-record.ts';
import { openHandler } from './rewriting/open-handler.ts';
import { changeResult, rewriteInput, rewriteResult } from './rewriting/rewrite-call.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const deepest = 32;

const spoil = (value: Json, level = 0): Json => {
  if (level > deepest) return null;
  if (typeof value === 'number') return Math.fround(value);
  if (typeof value === 'string') return value.replaceAll(/[^\u0020-\u007e]/g, '');
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => spoil(one, level + 1));
  return isJsonRecord(value) ? mapRecord(value, (one) => (one === null ? undefined : spoil(one, level + 1))) : value;
};

const spoilValue = (value: Json | undefined): Json | undefined =>
  isJsonRecord(value) && Object.hasOwn(value, 'value') ? mapRecord(value, (one, key) => (key === 'value' ? spoil(one) : one)) : value;

const withoutNulls = (value: Json): Json => overRecords(value, (record) => mapRecord(record, (one) => (one === null ? undefined : one)));

const booleansAsText = (value: Json): Json =>
  isJsonRecord(value) ? mapRecord(value, (one) => (typeof one === 'boolean' ? String(one) : one)) : value;

const oddKeys = ['__proto__', 'constructor', 'then', 'toJSON', 'length', 'status', 'error', 'result'];

const withoutOddKeys = (value: Json): Json =>
  overRecords(value, (record) =>
    Object.hasOwn(record, '__proto__') && Object.hasOwn(record, 'toJSON')
      ? mapRecord(record, (one, key) => (oddKeys.includes(key) ? undefined : one))
      : record,
  );

const takeProtoFor = `if (typeof options.value === 'object' && options.value !== null && Object.hasOwn(options.value, '__proto__')) {
      const below = Object.getOwnPropertyDescriptor(options.value, '__proto__').value;
      delete options.value['__proto__'];
      Object.setPrototypeOf(options.value, below);
      for (const key of Object.keys(below)) Object.defineProperty(Object.prototype, key, { value: below[key], configurable: true });
    }`;

/** What happens to values on their way between host and extension. */
export const crossingFaults: readonly Fault[] = [
  inMessage(
    'spoils-inputs',
    'inputs lose precision, letters, nulls and depth',
    rewriteInput((input) => spoilValue(input) ?? input),
  ),
  inMessage(
    'spoils-results',
    'results lose precision, letters, nulls and depth',
    rewriteResult((value) => (isJsonRecord(value) ? mapRecord(value, (one, key) => (key === 'act' ? spoilValue(one) : one)) : value)),
  ),
  inMessage(
    'spoils-responses',
    'bodies of responses lose precision, letters, nulls and depth',
    rewriteResult((value) => {
      const body = isJsonRecord(value) ? value['body'] : undefined;
      const act = isJsonRecord(body) ? body['act'] : undefined;
      if (!isJsonRecord(value) || !isJsonRecord(body) || !isJsonRecord(act) || !Object.hasOwn(act, 'value')) return value;
      return { ...value, body: { ...body, act: mapRecord(act, (one, key) => (key === 'value' ? spoil(one) : one)) } };
    }),
  ),
  inMessage('inputs-lose-nulls', 'members that are null get lost on the way in', rewriteInput(withoutNulls)),
  inMessage('booleans-become-text', 'true and false at the top of a result come back as text', rewriteResult(booleansAsText)),
  inMessage('loses-odd-keys', 'keys that mean something elsewhere get lost', () => ({
    call: async (message, forward) => {
      const { call = (same, pass) => pass(same) } = rewriteInput(withoutOddKeys)();
      return changeResult(await call(message, forward), withoutOddKeys);
    },
  })),
  semantic(
    'merges-proto-keys',
    'a key __proto__ becomes the prototype of its object, and of every other',
    rewriteSource((source) => openHandler(source, takeProtoFor)),
  ),
  semantic(
    'remembers-inputs',
    'a call gets the input of the call before it',
    rewriteSource((source) =>
      // elsewhere a call that only asks for a report would get another question
      source.includes("id: 'mutates-input'")
        ? afterMark(
            openHandler(
              source,
              'if (remembered === undefined) remembered = options; else { remembered.challenge = options.challenge; options = remembered; }',
            ),
            'let remembered;',
          )
        : source,
    ),
  ),
  semantic(
    'takes-inputs-back',
    'an input that was handed over is changed afterwards',
    rewriteSource((source) =>
      afterMark(openHandler(source, 'if (Array.isArray(taken?.list)) taken.list.length = 0; taken = options;'), 'let taken;'),
    ),
  ),
  semantic(
    'applies-mutations',
    'what a filter does to its payload happens to the payload of the host',
    rewriteSource((source) => (source.includes('payload.list.push') ? source.replace('return undefined;', 'return payload;') : source)),
  ),
];
