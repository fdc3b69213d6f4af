import type { Check, ConformanceCase, Given } from '../../../src/contract/case.ts';
import { reason } from '../../../src/contract/case.ts';
import type { NetworkAnswer } from '../../../src/contract/network.ts';
import type { Observation } from '../../../src/contract/observation.ts';
import type { ErrorShape } from '../../../src/contract/outcome.ts';
import { act, denial, field, isArgumentError, isPermissionError, nothingLeft, refusedAt, sent } from '../../../src/contract/reading.ts';
import { operation, sequence, type Step } from '../../../src/contract/stimulus.ts';

/** A request: a URL, or one with a method. */
export type Asked = string | { readonly url: string; readonly method: string };

/** A request and the URL that has to be sent for it; alone, the URL is sent as it is written. */
export type Sent = string | readonly [asked: Asked, href: string];

/** What a scope decides: one row of a table whose rows share a scope, and a sandbox. */
export interface ScopeRow {
  readonly id: string;
  readonly says: string;
  /** Requests that are refused. */
  readonly refuses: readonly Asked[];
  /** Other spellings of granted URLs: refused, or sent in this canonical form. */
  readonly either?: readonly (readonly [asked: string, href: string])[];
  /** The twin: requests that are granted, with what is sent for them. */
  readonly sends: readonly [Sent, ...Sent[]];
  readonly catches: ConformanceCase['catches'];
  readonly covers?: readonly string[];
}

/** What the rows of a table have in common. */
export interface ScopeTable {
  readonly clause: string;
  readonly urls: readonly string[];
  /** GET alone, when left out. */
  readonly methods?: readonly string[];
  /** URLs that a runtime with a sloppy check would reach; those that the rows name need not be listed. */
  readonly reaches?: readonly string[];
}

const answer: NetworkAnswer = { body: 'you reached it' };

const urlOf = (asked: Asked): string => (typeof asked === 'string' ? asked : asked.url);
const methodOf = (asked: Asked): string => (typeof asked === 'string' ? 'GET' : asked.method);
const askedOf = (row: Sent): Asked => (typeof row === 'string' || !('length' in row) ? row : row[0]);
const hrefOf = (row: Sent): string => (typeof row === 'string' ? row : row[1]);

const ask = (asked: Asked): Step =>
  operation('once', { url: urlOf(asked), options: typeof asked === 'string' ? {} : { method: asked.method } });

const askAll = (all: readonly Asked[]): Step => {
  const [first, ...more] = all.map(ask);
  return first === undefined || more.length > 0 ? sequence(...(first === undefined ? [] : [first]), ...more) : first;
};

/** Whether an error is a refusal of `request`: of a permission, of an argument, or by a limit. */
export const isRefusal = (error: ErrorShape | undefined): boolean =>
  isPermissionError(error, 'request') ||
  isArgumentError(error, 'request') ||
  (error !== undefined && /request/i.test(error.message) && /limit|exceed|too (?:long|many|large)|more than|at most/i.test(error.message));

const refusalAt = (seen: Observation, n: number): ErrorShape | undefined => {
  const told = field(act(seen, n), 'refused');
  const [name, message] = [field(told, 'name'), field(told, 'message')];
  return typeof name === 'string' && typeof message === 'string' ? { name, message } : undefined;
};

const reached = (seen: Observation, n: number): boolean => field(act(seen, n), 'data') === 'you reached it';

/** What was sent for a call that was answered: calls come one after the other, and only an answered one sends. */
const sentFor = (seen: Observation, n: number): string | undefined =>
  sent(seen)[seen.calls.slice(0, n).filter((_, before) => reached(seen, before)).length]?.url;

const onlyGranted =
  (hrefs: readonly string[]): Check =>
  (seen) =>
    seen.network.every((record) => {
      if (record.kind === 'connect' || record.kind === 'close') return false;
      return record.kind === 'dns' ? hrefs.some((href) => new URL(href).hostname === record.name) : hrefs.includes(record.url);
    });

const exactly =
  (rows: readonly Sent[]): Check =>
  (seen) =>
    sent(seen).length === rows.length &&
    rows.every((row, n) => sent(seen)[n]?.url === hrefOf(row) && sent(seen)[n]?.method === methodOf(askedOf(row)));

const httpHref = (url: string): readonly string[] => {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return [];
  parsed.hash = '';
  return [parsed.href];
};

const networkOf = (rows: readonly ScopeRow[], reaches: readonly string[]): NonNullable<Given['network']> => {
  const named = rows.flatMap(({ refuses, sends, either = [] }) => [
    ...refuses.flatMap((asked) => httpHref(urlOf(asked))),
    ...sends.map(hrefOf),
    ...either.map(([, href]) => href),
  ]);
  return { answers: Object.fromEntries([...named, ...reaches].map((url) => [url, answer])) };
};

const checksOf = ({ refuses, either = [] }: ScopeRow): ConformanceCase['expect'] => {
  const all = 'each is refused with an error that names request';
  const refused = {
    [all]: reason((seen) => refuses.every((_, n) => isRefusal(refusalAt(seen, n)))),
  };
  if (either.length === 0) return { 'nothing leaves the host': nothingLeft, ...refused };
  const hrefs = either.map(([, href]) => href);
  return {
    'nothing leaves but for a granted URL in its canonical form': onlyGranted(hrefs),
    ...refused,
    'another spelling of a granted URL is refused or sent in its canonical form': (seen) =>
      either.every(([, href], n) => {
        const at = refuses.length + n;
        return isRefusal(refusalAt(seen, at)) || (reached(seen, at) && sentFor(seen, at) === href);
      }),
  };
};

/** Returns the cases of a table: what each row refuses, with what it sends as the twin in the same sandbox. */
export const scopeCases = (
  { clause, urls, methods = ['GET'], reaches = [] }: ScopeTable,
  rows: readonly ScopeRow[],
): readonly ConformanceCase[] => {
  const given: Given = {
    extension: 'request-once',
    scopes: { request: { methods, urls } },
    network: networkOf(rows, reaches),
  };
  return rows.map((row): ConformanceCase => ({
    id: row.id,
    clause,
    kind: 'refuses',
    says: row.says,
    given,
    when: askAll([...row.refuses, ...(row.either ?? []).map(([asked]) => asked)]),
    expect: checksOf(row),
    admits: {
      when: askAll(row.sends.map(askedOf)),
      expect: {
        'exactly what is granted is sent, in the form that was matched': exactly(row.sends),
        'its answers come back': (seen) => row.sends.every((_, n) => reached(seen, n)),
      },
    },
    catches: row.catches,
    shared: true,
    ...(row.covers === undefined ? {} : { covers: row.covers }),
  }));
};

/** Whether the load was refused because of the manifest, or the first call by an error that names request. */
export const refusedEitherWay: Check = (seen) => refusedAt(seen, 'manifest') || isRefusal(denial(seen));
