import type { ChannelledProcess, ChildNetwork } from '../contract/adapter.ts';
import type { NetworkRecord, NetworkTable } from '../contract/network.ts';
import { isOfChild, type MountMessage } from './child-messages.ts';
import type { CellNetwork } from './network.ts';

/** The cell's end of the networks inside the runtime's processes. */
export interface AdoptedChildren extends ChildNetwork {
  /** Hands the table that the cell has just mounted to every process that is there; resolves when all of them have it. */
  mount(table: NetworkTable): Promise<void>;
}

interface Adopted {
  mount(table: NetworkTable): Promise<void>;
}

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

const adopted = (child: ChannelledProcess, network: CellNetwork, tell: (record: NetworkRecord) => void, onExit: () => void): Adopted => {
  const waiting = new Map<number, () => void>();
  let turns = 0;
  let gone = false;
  child.on('message', (message) => {
    if (!isOfChild(message)) return;
    if (message.sandproof === 'left') tell(message.record);
    else if (message.sandproof === 'mounted') waiting.get(message.turn)?.();
  });
  child.once('exit', () => {
    gone = true;
    onExit();
    for (const settle of waiting.values()) settle();
  });
  return {
    mount: async (table) => {
      if (gone || !child.connected) return;
      turns += 1;
      const turn = turns;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(turn, resolve);
      child.send({ sandproof: 'mount', turn, table, places: network.places } satisfies MountMessage);
      await promise;
      waiting.delete(turn);
    },
  };
};

/** Keeps the network of the cell and that of the runtime's processes the same. A process that ends is forgotten. */
export const adoptChildren = (network: CellNetwork, tell: (record: NetworkRecord) => void): AdoptedChildren => {
  const all = new Set<Adopted>();
  let mounted: NetworkTable = {};
  return {
    module: new URL(`./child-network.${ending}`, import.meta.url).href,
    adopt: async (child) => {
      const one: Adopted = adopted(child, network, tell, () => all.delete(one));
      all.add(one);
      await one.mount(mounted);
    },
    mount: async (table) => {
      mounted = table;
      await Promise.all([...all].map((one) => one.mount(table)));
    },
  };
};
