import { confusions } from './confusions.ts';
import type { GlobDraft } from './globs.ts';
import { nearMisses } from './near-misses.ts';
import type { UrlChange } from './url-change.ts';

type Named = readonly [name: string, change: UrlChange];

/** Every change of a URL by its name, the one that changes nothing first. */
export const changes: readonly [Named, ...Named[]] = [
  ['', { change: (draft) => draft }],
  ...Object.entries(nearMisses).map(([name, change]): Named => [`near: ${name}`, change]),
  ...Object.entries(confusions),
];

/** A change that is made in one request, by its place among all, the slot of a glob that it suits, and how often its turn has come before. */
export interface Deal {
  readonly change: number;
  readonly slot: number;
  readonly round: number;
}

/** By so many numbers a change chooses among its variants. */
export const mostPicks = 60;

const placesOf = (turn: UrlChange['turn']): readonly number[] =>
  changes.flatMap(([, one], at) => (at > 0 && one.turn === turn ? [at] : []));

const [always, harmless, seldom, often] = [placesOf('always'), placesOf('harmless'), placesOf(undefined), placesOf('often')];

/* A round: what needs luck stands in it twice. */
const round = [...seldom, ...often].flatMap((place, at) => {
  const again = often[(at >> 1) % often.length];
  return at % 2 === 0 && at >> 1 < often.length && again !== undefined ? [again, place] : [place];
});

const suited = (place: number, globs: readonly GlobDraft[]): readonly number[] => {
  const suits = changes[place]?.[1].suits;
  return globs.flatMap((glob, slot) => (suits === undefined || suits(glob) ? [slot] : []));
};

/** How many changes of each kind a scope's requests get. */
export interface Shares {
  readonly harmless: number;
  readonly others: number;
}

/** Deals out changes for a scope with these globs: whose turn it is, and first of all what suits few globs and one of these. */
export const dealChanges = (globs: readonly GlobDraft[], turn: number, shares: Shares): readonly Deal[] => {
  const deals: Deal[] = [];
  const deal = (change: number, count: number): void => {
    const slots = suited(change, globs);
    const slot = slots[(turn + deals.length) % Math.max(1, slots.length)];
    if (slot !== undefined) deals.push({ change, slot, round: count });
  };
  for (const place of always) if (deals.length < shares.others) deal(place, turn);
  for (let at = 0; at < round.length && deals.length < shares.others; at += 1) {
    const number = turn * (shares.others - 2) + at;
    deal(round[number % round.length] ?? 0, Math.floor(number / round.length));
  }
  for (let at = 0; at < shares.harmless; at += 1) {
    const number = turn * shares.harmless + at;
    deal(harmless[number % harmless.length] ?? 0, Math.floor(number / harmless.length));
  }
  return deals;
};
