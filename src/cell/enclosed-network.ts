import type { Enclosed } from '../contract/adapter.ts';
import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import { openEnclosure, type Enclosure } from '../enclosure/open-enclosure.ts';

/** The network of the processes that a cell puts behind a gateway; the gateway opens with the first of them. */
export interface EnclosedNetwork {
  /** Replaces the table. */
  mount(table: NetworkTable): Promise<void>;
  enclose(words: readonly string[], from?: string): Promise<Enclosed>;
  /** Resolves when everything that left these processes until now has been told. */
  settle(): Promise<void>;
}

/** Returns a cell's enclosed network, with nothing behind a gateway yet. */
export const enclosedNetwork = (tell: (record: NetworkRecord) => void): EnclosedNetwork => {
  let table: NetworkTable = {};
  let opening: Promise<Enclosure> | undefined;
  const open = async (): Promise<Enclosure> => {
    const enclosure = await openEnclosure(tell);
    await enclosure.mount(table);
    return enclosure;
  };
  return {
    mount: async (replacement) => {
      table = replacement;
      await (await opening)?.mount(table);
    },
    enclose: async (words, from) => {
      opening ??= open();
      const enclosure = await opening;
      return { words: enclosure.enter(words, from), ca: enclosure.ca };
    },
    settle: async () => (await opening)?.settle(),
  };
};
