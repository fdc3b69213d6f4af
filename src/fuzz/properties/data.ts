import fc from 'fast-check';

import type { Json } from '../../contract/json.ts';
import { operation, sequence } from '../../contract/stimulus.ts';
import { jsonValues } from '../arbitraries/json-values.ts';
import type { Program, Property } from '../program.ts';

const kindOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

const isObject = (value: Json): boolean => typeof value === 'object';

const program = (values: readonly Json[]): Program => ({
  given: { extension: 'echo-data' },
  when: sequence(...values.map((value) => operation('echo-data', { value }))),
  expects: values.map((value, call) => ({
    call,
    answers: { value, text: JSON.stringify(value), plain: isObject(value), inherited: 'undefined' },
  })),
  covers: values.map((value) => `value: ${kindOf(value)}`),
});

/** Values cross unchanged in both directions, and nothing is inherited from what crossed. */
export const data: Property = {
  name: 'data',
  clause: 'DATA-1',
  says: 'a value crosses unchanged into the extension and back, whatever its keys are',
  programs: fc.array(jsonValues, { minLength: 1, maxLength: 16 }).map(program),
};
