import type { Item } from './plan.ts';

/** Returns an item's name, unique within a run: the case, then what is built in. */
export const itemName = ({ id, fault, disarmed }: Item): string =>
  [id, ...(fault === undefined ? [] : [`under ${fault}`]), ...(disarmed === undefined ? [] : [`without "${disarmed}"`])].join(' ');
