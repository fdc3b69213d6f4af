import { z } from 'zod';

import { errorLine, notificationLines, requestLines, resultLines } from './lines.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

// What zod can't write down is a `custom` schema, which says in its metadata what it takes.
const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return rest;
};

const named = (kind: string, lines: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(Object.entries(lines).map(([name, schema]) => [`${kind}.${name}`, jsonSchemaOf(schema)]));

const anyOf = (definitions: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  anyOf: Object.keys(definitions).map((name) => ({ $ref: `#/$defs/${name}` })),
});

/** Returns the JSON Schema (2020-12) of every line between suite and cell: `$defs` has one for each kind of line, and `fromSuite` and `fromCell` for either direction. */
export const protocolSchema = (): JsonSchema => {
  const requests = named('request', requestLines);
  const answers = { ...named('result', resultLines), error: jsonSchemaOf(errorLine) };
  const told = named('notification', notificationLines);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One line between sandproof and a cell',
    ...anyOf({ fromSuite: {}, fromCell: {} }),
    $defs: { fromSuite: anyOf(requests), fromCell: anyOf({ ...answers, ...told }), ...requests, ...answers, ...told },
  };
};
