import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Json } from '../contract/json.ts';
import type { Step } from '../contract/stimulus.ts';
import { readJsonFile } from '../harness/read-json-file.ts';

// Taken as it is: a copy of zod's own would have no __proto__ (DATA-2).
const json = z.custom<Json>((value) => value !== undefined, 'expected a JSON value');
const index = z.int().min(0);
const limit = z.number().min(1).exactOptional();
const role = z.literal(['subject', 'beside', 'fresh']);
const callOf = { role: role.exactOptional(), call: index };
const expectedRequest = z.strictObject({ method: z.string(), url: z.string() });

const answer = z.strictObject({
  status: z.int().min(100).max(599).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  body: z.string().exactOptional(),
  redirect: z.strictObject({ status: z.literal([301, 302, 303, 307, 308]), to: z.string() }).exactOptional(),
});

const extension = z.strictObject({
  extension: z.string().min(1),
  scopes: z.record(z.string(), json).exactOptional(),
  source: z.string().exactOptional(),
  manifest: z.record(z.string(), json).exactOptional(),
  limits: z.strictObject({ cpuMs: limit, wallMs: limit, loadMs: limit, memoryMiB: limit }).exactOptional(),
});

const given = z.strictObject({
  ...extension.shape,
  beside: extension.exactOptional(),
  network: z
    .strictObject({
      answers: z.record(z.string(), z.union([answer, z.array(answer)])).exactOptional(),
      dns: z.record(z.string(), z.array(z.string())).exactOptional(),
    })
    .exactOptional(),
});

const call = z.strictObject({
  do: z.literal('call'),
  role,
  door: z.union([
    z.strictObject({ operation: z.string() }),
    z.strictObject({ filter: z.string() }),
    z.strictObject({ action: z.string() }),
    z.strictObject({
      endpoint: z.strictObject({ method: z.string(), target: z.string(), headers: z.record(z.string(), z.string()), body: json }),
    }),
  ]),
  input: json,
  bare: z.boolean(),
});

const step: z.ZodType<Step> = z.lazy(() =>
  z.discriminatedUnion('do', [
    call,
    z.strictObject({ do: z.literal('load'), role }),
    z.strictObject({ do: z.literal('unload'), role }),
    z.strictObject({ do: z.literal('sequence'), steps: z.array(step) }),
    z.strictObject({ do: z.literal('concurrently'), steps: z.array(step) }),
  ]),
);

/** The shape of a repro file. */
export const reproSchema = z.strictObject({
  schema: z.literal('sandproof-repro-1'),
  property: z.string().min(1),
  clause: z.string().min(1),
  /** The sentence that was not true. */
  says: z.string().min(1),
  given,
  when: step,
  expects: z.array(
    z.union([
      z.strictObject({ ...callOf, sends: z.array(expectedRequest), orRefused: z.literal(true).exactOptional() }),
      z.strictObject({ ...callOf, refused: z.literal(true) }),
      z.strictObject({ ...callOf, answers: json }),
      z.strictObject({ ...callOf, allows: expectedRequest, asMuchAs: z.strictObject(callOf).exactOptional() }),
      z.strictObject({ ...callOf, follows: z.array(expectedRequest) }),
    ]),
  ),
  /** What was seen of the runtime that it was found on. */
  seen: z.array(z.string()),
  found: z.strictObject({ sandproof: z.string(), runtime: z.string(), seed: index, run: index, fault: z.string().exactOptional() }),
});

/** A finding as one file: concrete values, no generator. It is played on any runtime by `sandproof replay`. */
export type Repro = z.infer<typeof reproSchema>;

/** Returns the text of a repro file; equal findings have equal texts. */
export const reproText = (repro: Repro): string => `${JSON.stringify(repro, null, 2)}\n`;

/** Returns a name for a repro file, by what is in it. */
export const reproName = (repro: Repro): string => {
  const { given: what, when } = repro;
  const digest = createHash('sha256')
    .update(JSON.stringify([what, when]))
    .digest('hex')
    .slice(0, 12);
  return `${repro.property}-${digest}.json`;
};

/** Reads a repro file. @throws {SandproofError} `BAD_REPRO` with the file, the wrong field, what was expected there and what came */
export const readRepro = (path: string): Repro =>
  readJsonFile(path, reproSchema, {
    code: 'BAD_REPRO',
    unreadable: 'Give a file that `sandproof fuzz` has written',
    wrong: 'give a file that `sandproof fuzz` has written, unchanged',
  });
