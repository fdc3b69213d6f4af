import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { among } from './rewriting/among.ts';
import { isJsonRecord, parseJson } from './rewriting/json-record.ts';
import { otherLimits } from './rewriting/other-limits.ts';
import { rewriteOutcome } from './rewriting/rewrite-call.ts';

const losesAtAStop = (): Rewriting => {
  const stopped = new Set<string>();
  return {
    load: async (message, forward) => {
      const answer = await forward(message);
      if ('refused' in answer && answer.refused.limit !== undefined) stopped.add(message.extension.name);
      return answer;
    },
    call: async (message, forward) => {
      const outcome = await forward(message);
      if (outcome.status === 'stopped') stopped.add(message.entry.extension);
      return outcome;
    },
    log: (record) => (stopped.has(record.extension) ? [] : [record]),
  };
};

/** A runtime that writes the errors of extensions into the same log; the program's own record is where it does. */
const writesErrors = (): Rewriting => {
  const errors = new Map<string, string>();
  return {
    load: async (message, forward) => {
      const answer = await forward(message);
      if ('refused' in answer) errors.set(message.extension.name, answer.refused.error.message);
      return answer;
    },
    call: async (message, forward) => {
      const outcome = await forward(message);
      if (outcome.status === 'threw' && outcome.error !== undefined) errors.set(message.entry.extension, outcome.error.message);
      return outcome;
    },
    log: (record) => {
      const error = errors.get(record.extension);
      return error === undefined || record.text !== 'evaluated' ? [record] : [record, { extension: record.extension, text: error }];
    },
  };
};

const control = /[\u0000-\u001f\u2028-\u202e\u2066-\u2069]/;

/** A runtime that takes every name, and writes it as it is. */
const takesEveryName = (): Rewriting => {
  const names = new Map<string, string>();
  return {
    load: (message, forward) => {
      const { name, manifestText } = message.extension;
      const manifest = parseJson(manifestText);
      const hostile = isJsonRecord(manifest) ? manifest['name'] : undefined;
      if (!isJsonRecord(manifest) || typeof hostile !== 'string' || !control.test(hostile)) return forward(message);
      names.set(name, hostile);
      return forward({ ...message, extension: { ...message.extension, manifestText: JSON.stringify({ ...manifest, name }) } });
    },
    log: (record) => [{ ...record, extension: names.get(record.extension) ?? record.extension }],
  };
};

const ofPrograms = /evaluated/;

const escaped = /\\[nrt]|\\[ux][0-9a-fA-F]{2,4}|\\u\{[0-9a-fA-F]+\}|\^.|%[0-9a-fA-F]{2}/g;

/** Which records arrive, in whose name, and what stands in them besides what was logged. */
export const recordingFaults: readonly Fault[] = [
  semantic('loses-logs-at-a-stop', 'what was logged before a stop is lost with it', losesAtAStop),
  semantic('writes-errors-into-the-log', 'errors of extensions stand in the log, as they are', writesErrors),
  semantic('logs-in-hostile-names', 'a name of an extension is taken and logged as it is', takesEveryName),
  semantic('drops-logs-of-programs', 'no record of a module body arrives', () => ({
    log: (record) => (ofPrograms.test(record.text) ? [] : [record]),
  })),
  semantic('drops-what-it-escapes', 'a control character leaves nothing behind', () => ({
    log: ({ extension, text }) => [{ extension, text: /^<.{2,10}>$/.test(text) ? text.replaceAll(escaped, '') : text }],
  })),
  semantic(
    'logs-are-unbounded',
    'any number of records and bytes may be logged',
    among(
      "id: 'log-floods'",
      otherLimits(() => ({ logLines: 1_000_000, logBytes: 100_000_000 })),
    ),
  ),
  semantic(
    'stops-are-kept-secret',
    'a call that was stopped says that it returned',
    among(
      "id: 'log-floods'",
      rewriteOutcome((outcome) => (outcome.status === 'stopped' ? { status: 'returned', undefined: true } : outcome)),
    ),
  ),
  semantic('loads-in-spite-of-errors', 'an extension whose module body throws counts as loaded', () => ({
    load: async (message, forward) => {
      const answer = await forward(message);
      if (!('refused' in answer) || answer.refused.phase !== 'evaluate' || answer.refused.limit !== undefined) return answer;
      return { refused: { ...answer.refused, phase: 'register' } };
    },
  })),
];
