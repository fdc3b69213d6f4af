import type { ConformanceCase, Twin } from '../contract/case.ts';
import type { Observation } from '../contract/observation.ts';
import { drawnProgram } from './drawn-program.ts';
import { unmet } from './unmet.ts';
import type { Program, Property } from './program.ts';

/** The runs of a property that are part of the suite. */
export interface FuzzRows {
  readonly property: Property;
  /** For each program the faults that it has to find; so many programs are part of the suite. */
  readonly catches: readonly ConformanceCase['catches'][];
  /** What stands for the twin where every program is refused as a whole. */
  readonly admits?: Twin;
}

/** The seed of the programs that are part of the suite; other ones are for `sandproof fuzz`. */
const suiteSeed = 1;

/* More runs than any property needs: one that never grants anything would be drawn for ever. */
const mostRuns = 100;

/* Where everything is denied, nothing shows that anything could have been granted. */
const isTwinned = ({ covers, expects }: Program): boolean =>
  expects.length > 0 && (!covers.includes('denied') || covers.includes('granted'));

const twinOf = ({ twin }: Program, says: string): Twin | undefined =>
  twin && { given: twin.given, expect: { [says]: (seen) => unmet(twin.expects, seen).length === 0 } };

interface Drawn {
  readonly run: number;
  readonly program: Program;
}

const drawn = ({ property, catches, admits }: FuzzRows): readonly Drawn[] => {
  const fit: Drawn[] = [];
  for (let run = 0; fit.length < catches.length; run += 1) {
    if (run === mostRuns) throw new Error(`${property.name} grants nothing in most of ${mostRuns} programs; give \`admits\``);
    const program = drawnProgram(property, suiteSeed, run);
    if (admits !== undefined || isTwinned(program)) fit.push({ run, program });
  }
  return fit;
};

/** Returns the first programs of a property as cases. They are drawn when the suite loads, and depend on the seed and on fast-check's version alone. */
export const fuzzCases = (rows: FuzzRows): readonly ConformanceCase[] => {
  const { name, clause, says } = rows.property;
  const programs = drawn(rows);
  return rows.catches.flatMap((catches, at): readonly ConformanceCase[] => {
    const one = programs[at];
    if (one === undefined) return [];
    const { given, when, expects, needs } = one.program;
    const body = {
      id: `fuzz/${name}/${at + 1}`,
      clause,
      says: `${says} (run ${one.run} of seed ${suiteSeed})`,
      given,
      when,
      expect: { [says]: (seen: Observation) => unmet(expects, seen).length === 0 },
      catches,
      ...(needs === undefined ? {} : { needs }),
    };
    const twin = rows.admits ?? twinOf(one.program, says);
    return [twin === undefined ? { ...body, kind: 'provides' } : { ...body, kind: 'refuses', admits: twin }];
  });
};
