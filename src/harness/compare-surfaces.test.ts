import { describe, expect, it } from 'vitest';

import { compareSurfaces } from './compare-surfaces.ts';
import type { Place, Surface } from './surface.ts';

const place = (name: string, parts: Partial<Place> = {}): Place => ({
  place: name,
  missing: null,
  foreign: [],
  code: [],
  given: [],
  ...parts,
});

const surface = (parts: Partial<Surface>): Surface => ({
  schema: 1,
  runtime: { name: 'one', version: '1', engine: 'none' },
  intrinsics: [],
  extras: [],
  places: [],
  ...parts,
});

describe('compareSurfaces', () => {
  it('finds nothing between equal surfaces', () => {
    const one = surface({ intrinsics: ['globalThis.Array'], places: [place('log', { given: ['log (function)'] })] });
    expect(compareSurfaces(one, structuredClone(one))).toEqual([]);
  });

  it('tells what only one side has, and where', () => {
    const first = surface({ intrinsics: ['globalThis.Array', 'globalThis.Temporal'], extras: ['globalThis.Math.odd'] });
    const second = surface({ intrinsics: ['globalThis.Array', 'globalThis.Intl'] });
    expect(compareSurfaces(first, second)).toEqual([
      { where: 'intrinsics', only: 'first', what: 'globalThis.Temporal' },
      { where: 'intrinsics', only: 'second', what: 'globalThis.Intl' },
      { where: 'extras', only: 'first', what: 'globalThis.Math.odd' },
    ]);
  });

  it('tells foreign objects, names that code sees and places that were not walked', () => {
    const first = surface({
      places: [place('log', { foreign: [{ path: 'log.host', why: ['a handle'], sees: null }], code: ['process'] }), place('only-here')],
    });
    const second = surface({ places: [place('log', { missing: 'the call threw' })] });
    expect(compareSurfaces(first, second)).toEqual([
      { where: 'log', only: 'first', what: 'foreign: log.host (a handle)' },
      { where: 'log', only: 'first', what: 'a name that code sees: process' },
      { where: 'log', only: 'second', what: 'nothing: the call threw' },
      { where: 'only-here', only: 'second', what: 'nothing: the census has no such place' },
    ]);
  });
});
