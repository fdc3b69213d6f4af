import type { Place, Surface } from './surface.ts';

/** What only one of two surfaces has. `where` is a place, `intrinsics` or `extras`. */
export interface SurfaceDifference {
  readonly where: string;
  readonly only: 'first' | 'second';
  readonly what: string;
}

const onlyIn = (where: string, first: readonly string[], second: readonly string[]): readonly SurfaceDifference[] => [
  ...first.filter((what) => !second.includes(what)).map((what): SurfaceDifference => ({ where, only: 'first', what })),
  ...second.filter((what) => !first.includes(what)).map((what): SurfaceDifference => ({ where, only: 'second', what })),
];

const linesOf = (place: Place | undefined): readonly string[] =>
  place === undefined
    ? ['nothing: the census has no such place']
    : [
        ...(place.missing === null ? [] : [`nothing: ${place.missing}`]),
        ...place.foreign.map(({ path, why }) => `foreign: ${path} (${why.join(', ')})`),
        ...place.code.map((name) => `a name that code sees: ${name}`),
        ...place.given,
      ];

/** Returns what one surface has and the other has not, in the order of the first one's places. Pure. */
export const compareSurfaces = (first: Surface, second: Surface): readonly SurfaceDifference[] => {
  const names = new Set([...first.places, ...second.places].map(({ place }) => place));
  const at = ({ places }: Surface, name: string): Place | undefined => places.find(({ place }) => place === name);
  return [
    ...onlyIn('intrinsics', first.intrinsics, second.intrinsics),
    ...onlyIn('extras', first.extras, second.extras),
    ...[...names].flatMap((name) => onlyIn(name, linesOf(at(first, name)), linesOf(at(second, name)))),
  ];
};
