import { semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const texts = (name: string, breaks: string, change: (text: string) => readonly string[]): Fault =>
  semantic(name, breaks, () => ({ log: ({ extension, text }) => change(text).map((one) => ({ extension, text: one })) }));

type LogRecord = Parameters<NonNullable<Rewriting['log']>>[0];

// The fixtures that are about nothing but logging: a fault in every log would move half of the suite, and show nothing.
const isAboutLogging = /id: 'log-(?:lines|values)'|'in the module body'/;

/** Changes the records of extensions that are about logging. `log` is made anew for each scene, so it may remember. */
const amongLoggers = (start: () => (record: LogRecord) => readonly LogRecord[]) => (): Rewriting => {
  const loggers = new Set<string>();
  const change = start();
  return {
    load: (message, forward) => {
      const { name, files } = message.extension;
      if (Object.values(files).some((text) => isAboutLogging.test(text))) loggers.add(name);
      return forward(message);
    },
    log: (record) => (loggers.has(record.extension) ? change(record) : [record]),
  };
};

const secondAfterThird = () => {
  let seen = 0;
  let held: LogRecord | undefined;
  return (record: LogRecord): readonly LogRecord[] => {
    seen += 1;
    if (seen === 2) {
      held = record;
      return [];
    }
    return seen === 3 && held !== undefined ? [record, held] : [record];
  };
};

const escape = /\\[nrt]|\\u[0-9a-f]{4}|[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200f\u202e\u2066]/;

const cut = (text: string): readonly string[] => {
  const at = text.search(escape);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)];
};

const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll(String.raw`\r`, '\r');

const mangled = (text: string): string =>
  text
    .trim()
    .replaceAll('%', '')
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replaceAll(/[^\u0000-\u007f]/g, '?') || 'empty';

/** What becomes of log records. */
export const loggingFaults: readonly Fault[] = [
  semantic(
    'drops-logs',
    'no record arrives',
    amongLoggers(() => () => []),
  ),
  texts('repeats-log-records', 'every record arrives twice', (text) => [text, text]),
  semantic('reorders-logs', 'the second record arrives after the third', amongLoggers(secondAfterThird)),
  texts('truncates-logs', 'a text is cut at 1 KiB', (text) => [text.slice(0, 1024)]),
  semantic(
    'rewrites-log-text',
    'a text is formatted on its way',
    amongLoggers(() => ({ extension, text }) => [{ extension, text: mangled(text) }]),
  ),
  semantic(
    'logs-in-another-name',
    'records name another extension',
    amongLoggers(() => ({ extension, text }) => [{ extension: `${extension}-other`, text }]),
  ),
  texts('splits-logs', 'a control character starts another record', cut),
  texts('logs-raw-control-characters', 'control characters arrive as they are', (text) => [unescaped(text)]),
  semantic(
    'logs-then-refuses',
    'what is no string is refused, and makes a record all the same',
    rewriteSource(
      wrapImport(
        'log',
        `(real) => (...given) => { if (typeof given[0] === 'string') return real(given[0]); real(typeof given[0]); throw new TypeError('"log" takes a string'); }`,
      ),
    ),
  ),
];
