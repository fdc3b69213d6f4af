import type { ConformanceCase } from '../contract/case.ts';
import type { Fault } from '../faults/fault.ts';
import type { Finding } from './finding.ts';

/**
 * Fault to the ids of the cases that it makes false besides those that list it: what a full proof has found, all sorted. A case lists the faults that
 * were made for its checks; these others were not, and need not make it false for ever.
 */
export type OtherKills = Readonly<Record<string, readonly string[]>>;

/** Returns the record of these kills. */
export const otherKills = (kills: readonly { readonly fault: string; readonly id: string }[]): OtherKills =>
  Object.fromEntries(
    [...Map.groupBy(kills, ({ fault }) => fault)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([fault, all]) => [fault, [...new Set(all.map(({ id }) => id))].toSorted()]),
  );

/** Returns the record without the kills of these faults on these cases. */
export const withoutKills = (
  kills: OtherKills,
  { ids, faults }: { readonly ids: readonly string[]; readonly faults: readonly string[] },
): OtherKills => {
  const [these, all] = [new Set(ids), new Set(faults)];
  return Object.fromEntries(
    Object.entries(kills).flatMap(([fault, known]) => {
      const left = all.has(fault) ? known.filter((id) => !these.has(id)) : known;
      return left.length === 0 ? [] : [[fault, left]];
    }),
  );
};

/** Returns one record of two. */
export const mergeKills = (one: OtherKills, other: OtherKills): OtherKills =>
  otherKills([one, other].flatMap((kills) => Object.entries(kills).flatMap(([fault, ids]) => ids.map((id) => ({ fault, id })))));

/** Returns the text of `other-kills.json`. */
export const otherKillsText = (kills: OtherKills): string => `${JSON.stringify(kills, null, 2)}\n`;

/** Finds entries of a fault or a case that is not there, or of a case that lists the fault. Pure. */
export const checkOtherKills = (kills: OtherKills, cases: readonly ConformanceCase[], faults: readonly Fault[]): readonly Finding[] => {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const names = new Set(faults.map(({ name }) => name));
  const stale = Object.entries(kills).flatMap(([fault, ids]) => {
    if (!names.has(fault)) return [`there is no fault ${fault}`];
    return ids.flatMap((id) => {
      const one = byId.get(id);
      if (one === undefined) return [`${fault} on ${id}: there is no such case`];
      return one.catches.includes(fault) ? [`${fault} on ${id}: the case lists it`] : [];
    });
  });
  return stale.map((says): Finding => ({
    kind: 'stale entry',
    says,
    todo: 'take it out of other-kills.json, or run `npm run prove -- --full`',
  }));
};
