import { all, returns, returnsWhere } from '../expectations.ts';
import { operation } from '../extension-source.ts';
import type { Program } from '../program.ts';

/** A01–A09: roads from an object of the SDK to the realm of the host. */
export const hostObjectPrograms: readonly Program[] = [
  {
    id: 'host-objects/constructor-of-functions',
    covers: ['A01'],
    ...operation(`return [log, sleep, request].map((each) => each.constructor('return typeof process + typeof require')());`),
    holds: returns(['undefinedundefined', 'undefinedundefined', 'undefinedundefined']),
  },
];
