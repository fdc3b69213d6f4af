import { isIP } from 'node:net';

import type { NameAnswer, NetworkAnswer, NetworkTable } from '../contract/network.ts';

/** A table's names and answers, each in its turn. */
export interface TableReader {
  /** Addresses of a name; every query takes the next turn. `family` gives those of one family, which has turns of its own. */
  addressesOf(name: string, family?: 4 | 6): readonly string[];
  /** The answer to a request to an absolute URL; undefined when it is outside of the table. */
  answerTo(method: string, url: string): NetworkAnswer | undefined;
}

/** What a name that no table lists resolves to (RFC 5737). */
export const documentationAddress = '203.0.113.7';

const isPerQuery = (answer: NameAnswer): answer is readonly (readonly string[])[] => Array.isArray(answer[0]);

/** Reads a table from its start: no turn was taken yet. */
export const readTable = (table: NetworkTable): TableReader => {
  const given = new Map<string, number>();
  const asked = new Map<string, number>();

  const takeTurn = (turns: Map<string, number>, key: string): number => {
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    return turn;
  };

  const listedFor = (name: string, key: string): readonly string[] => {
    const listed = table.dns !== undefined && Object.hasOwn(table.dns, name) ? table.dns[name] : undefined;
    if (listed === undefined) return [documentationAddress];
    if (!isPerQuery(listed)) return listed;
    return listed[Math.min(takeTurn(asked, key), listed.length - 1)] ?? [];
  };

  return {
    addressesOf: (name, family) => {
      const addresses = listedFor(name, family === undefined ? name : `${String(family)} ${name}`);
      return family === undefined ? addresses : addresses.filter((address) => isIP(address) === family);
    },
    answerTo: (method, url) => {
      const { answers: all = {} } = table;
      const key = [`${method} ${url}`, url].find((candidate) => Object.hasOwn(all, candidate));
      const answers = key === undefined ? undefined : all[key];
      if (key === undefined || answers === undefined) return undefined;
      if (!Array.isArray(answers)) return answers as NetworkAnswer;
      return (answers as readonly NetworkAnswer[])[Math.min(takeTurn(given, key), answers.length - 1)];
    },
  };
};
