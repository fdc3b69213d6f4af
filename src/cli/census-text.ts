import { isHarmless } from '../contract/census.ts';
import type { SurfaceDifference } from '../harness/compare-surfaces.ts';
import type { Surface } from '../harness/surface.ts';
import type { Paint } from '../report/console.ts';
import { printable } from '../report/printable.ts';

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** Returns a surface for a reader: the foreign objects by their paths first, then what else is reached. */
export const censusText = ({ runtime, intrinsics, extras, places }: Surface, paint: Paint): string => {
  const lines: string[] = [];
  for (const { place, missing, foreign, code } of places) {
    if (missing !== null) lines.push(`${paint.yellow('not walked')} ${place}: ${printable(missing)}`);
    for (const one of foreign) {
      const harmless = isHarmless(one);
      const sees =
        one.sees === null ? 'no code can be made through it' : `code made through it sees ${one.sees.join(' ') || 'nothing more'}`;
      lines.push(
        `${harmless ? paint.yellow('harmless') : paint.red('foreign')} ${paint.bold(printable(one.path))}  ${paint.dim(`from ${place}`)}`,
        `    ${printable(`${one.why.join(', ')}; ${sees}`)}`,
      );
    }
    if (code.length > 0) lines.push(`${paint.red('not standard')} ${printable(code.join(' '))}  ${paint.dim(`from ${place}`)}`);
  }
  const given = places.reduce((sum, place) => sum + place.given.length, 0);
  const walked = places.filter(({ missing }) => missing === null).length;
  const found = places.flatMap(({ foreign }) => foreign).filter((one) => !isHarmless(one)).length;
  return [
    ...lines,
    ...(extras.length === 0 ? [] : [`properties of intrinsics that no specification names: ${printable(extras.join(' '))}`]),
    `${printable(`${runtime.name} ${runtime.version} on ${runtime.engine}`)}: ${counted(found, 'foreign object')}, ${counted(intrinsics.length, 'intrinsic')}, ` +
      `${counted(given, 'object')} handed out, ${walked} of ${counted(places.length, 'place')} walked`,
    '',
  ].join('\n');
};

/** Returns the difference of two surfaces for a reader: `+` is only in the first, `-` only in the second. */
export const differenceText = (differences: readonly SurfaceDifference[], first: string, second: string, paint: Paint): string => {
  const lines: string[] = [];
  let where = '';
  for (const one of differences) {
    if (one.where !== where) lines.push(paint.bold(one.where));
    ({ where } = one);
    lines.push(one.only === 'first' ? paint.red(`  + ${printable(one.what)}`) : paint.green(`  - ${printable(one.what)}`));
  }
  const only = (side: SurfaceDifference['only']): number => differences.filter((one) => one.only === side).length;
  return [...lines, `${only('first')} only in ${printable(first)} (+), ${only('second')} only in ${printable(second)} (-)`, ''].join('\n');
};
