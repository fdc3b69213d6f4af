import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { among } from './rewriting/among.ts';
import { isJsonRecord } from './rewriting/json-record.ts';
import { rewriteResult } from './rewriting/rewrite-call.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapHandlers } from './rewriting/wrap-default.ts';
import { wrapImport } from './rewriting/wrap-import.ts';

const counting = (name: string, breaks: string, result: string, thrown = ''): Fault =>
  semantic(
    name,
    breaks,
    wrapHandlers(
      `(handler, kind, name) => name !== 'counts-reads' ? handler : (options) => {
        const look = (value) => { try { ${result} } catch {} return value; };
        try {
          const given = handler(options);
          return given instanceof Promise ? given.then(look) : look(given);
        } catch (thrown) {
          try { ${thrown} } catch {}
          throw thrown;
        }
      }`,
      ['operation'],
    ),
  );

const inspect = `for (const one of [value, value?.counted]) {
  one?.[Symbol.for('nodejs.util.inspect.custom')]?.();
  one?.[Symbol.for('nodejs.rejection')]?.();
  one?.inspect?.();
}
const hooks = value?.constructor?.[Symbol.hasInstance]?.(value);
for (let turn = 0; turn < 2; turn += 1) value + '';`;

/** How values are read on their way out of the sandbox. */
export const readingFaults: readonly Fault[] = [
  counting('reads-results-twice', 'what a handler returns is read twice', 'if (value !== null) JSON.stringify(value);'),
  counting('reads-what-is-thrown-twice', 'what a handler throws is read twice', '', 'thrown.name; thrown.message; JSON.stringify(thrown);'),
  counting('inspects-what-crosses', 'what a handler returns or throws is inspected', inspect, inspect.replaceAll('value', 'thrown')),
  semantic(
    'inspects-what-is-logged',
    'what is logged is inspected first',
    rewriteSource(wrapImport('log', `(real) => (value) => { try { ${inspect} } catch {} return real(value); }`)),
  ),
  semantic(
    'some-calls-are-lost',
    'a call that returns or throws something with hooks never gets there',
    among("id: 'counts-reads'", () => ({
      call: async (message, forward) => {
        const outcome = await forward(message);
        return isJsonRecord(message.input) && 'what' in message.input ? { status: 'absent' } : outcome;
      },
    })),
  ),
  semantic(
    'fills-empty-results',
    'where nothing was returned something arrives',
    among(
      "id: 'shares-memory'",
      rewriteResult((value) => (isJsonRecord(value) && Object.keys(value).length === 0 ? [1, 2, 3] : value)),
    ),
  ),
  semantic(
    'results-change-later',
    'what was returned changes with the memory of the extension',
    rewriteSource((source) => source.replace('sleep(15).then(change);', 'change();')),
  ),
  semantic(
    'nothing-changes-later',
    'a promise that the extension leaves behind never goes on',
    rewriteSource((source) => source.replace('sleep(15).then(change);', '')),
  ),
];
