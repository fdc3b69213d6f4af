import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Json } from '../contract/json.ts';
import { loadPhases } from '../contract/outcome.ts';
import type { Step } from '../contract/stimulus.ts';
import { readJsonFile } from '../harness/read-json-file.ts';

// Taken as it is: a copy of zod's own would have no __proto__ (DATA-2).
const json = z.custom<Json>((value) => value !== undefined, 'expected a JSON value');
const index = z.int().min(0);
const role = z.enum(['subject', 'beside', 'fresh']);
const ofCall = { call: index, role: role.exactOptional() };
const limit = z.number().min(1).exactOptional();
const expectedRequest = z.strictObject({ method: z.string(), url: z.string() });
const expectedRecord = z.union([z.string(), z.strictObject({ around: z.array(z.string()) }), z.strictObject({ not: z.string() })]);

const answer = z.strictObject({
  status: z.int().min(100).max(599).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  body: z.string().exactOptional(),
  redirect: z.strictObject({ status: z.literal([301, 302, 303, 307, 308]), to: z.string() }).exactOptional(),
});

const extension = {
  extension: z.string().min(1),
  scopes: z.record(z.string(), json).exactOptional(),
  source: z.string().exactOptional(),
  manifest: z.record(z.string(), json).exactOptional(),
  manifestText: z.string().exactOptional(),
  limits: z.strictObject({ cpuMs: limit, wallMs: limit, loadMs: limit, memoryMiB: limit }).exactOptional(),
};

const given = z.strictObject({
  ...extension,
  beside: z.strictObject(extension).exactOptional(),
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
      z.strictObject({ ...ofCall, sends: z.array(expectedRequest), orRefused: z.literal(true).exactOptional() }),
      z.strictObject({ ...ofCall, refused: z.literal(true) }),
      z.strictObject({ ...ofCall, answers: json }),
      z.strictObject({
        ...ofCall,
        gives: z.array(json),
        logs: z.array(expectedRecord).exactOptional(),
        orRefused: z.literal(true).exactOptional(),
        mostReads: index.exactOptional(),
        atLeastMs: z.number().min(0).exactOptional(),
      }),
      z.strictObject({ ...ofCall, allows: expectedRequest, asMuchAs: z.strictObject(ofCall).exactOptional() }),
      z.strictObject({ ...ofCall, follows: z.array(expectedRequest) }),
      z.strictObject({ ...ofCall, absent: z.literal(true) }),
      z.strictObject({
        load: role,
        refused: z.literal(true),
        phase: z.enum(loadPhases).exactOptional(),
        names: z.array(z.string()).exactOptional(),
      }),
      z.strictObject({ load: role, mayBeRefused: z.literal(true) }),
      z.strictObject({ load: role, accepted: z.literal(true) }),
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
