import { z } from 'zod';

import { claims } from '../contract/adapter.ts';
import type { CaseReport } from '../contract/case-report.ts';
import { levels, profiles } from '../contract/clause.ts';
import { failKinds } from '../contract/verdict.ts';
import type { Report } from './report.ts';

const count = z.int().nonnegative();
const ms = z.number().nonnegative();
const text = z.string();

const counts = z.strictObject({ pass: count, fail: count, known: count, untestable: count, 'not-applicable': count });
const perLevel = z.strictObject({ MUST: counts, SHOULD: counts, MAY: counts });

const attempt = z.strictObject({
  role: z.enum(['case', 'twin']),
  challenge: z.enum(['answered', 'wrong', 'none']),
  outcome: text,
  evidence: text.describe('JSON text of what was seen; cut off behind 8 KiB'),
});

const measure = z.strictObject({
  worstPingMs: ms.describe("ms, of the host's slowest answer"),
  grownMiB: z.number().nonnegative().exactOptional().describe("MiB, of the runtime's processes together"),
});

const stop = z.strictObject({ limit: text, limitMs: ms, tookMs: ms });

const caseReport = z.strictObject({
  id: text.describe('suite/topic/slug'),
  clause: text,
  level: z.enum(levels),
  profile: z.enum(profiles),
  kind: z.enum(['provides', 'refuses', 'contains']),
  says: text,
  verdict: z.enum(['pass', 'fail', 'untestable', 'not-applicable']),
  fail: z.enum(failKinds).exactOptional().describe('how it failed; there when the verdict is fail'),
  because: text.exactOptional().describe('first what failed, then what was seen'),
  known: text.exactOptional().describe('reason of the known failure that covers it'),
  byChance: z.literal(true).exactOptional().describe('chance decides how the case comes out, and this is one of the ways that were seen'),
  checks: z.array(z.strictObject({ says: text, held: z.boolean() })).readonly(),
  attempts: z.array(attempt).readonly(),
  figures: z
    .strictObject({
      stops: z.array(stop).readonly().exactOptional(),
      busyShare: z.number().nonnegative().exactOptional().describe('cores, of the busiest watch'),
      measures: z.array(measure).readonly().exactOptional(),
    })
    .exactOptional(),
  ms: ms.describe('wall time of the case'),
}) satisfies z.ZodType<CaseReport>;

const floor = z.union([
  z.strictObject({
    measured: z.literal(true),
    controls: z.record(text, z.strictObject({ mustPassed: count, mustMeasured: count })),
  }),
  z.strictObject({ measured: z.literal(false), because: text }),
]);

const runtime = z.strictObject({
  name: text.min(1),
  version: text,
  engine: text,
  isolation: text,
  claims: z.array(z.enum(claims)).readonly(),
  builtinOperations: z.array(text).readonly().exactOptional(),
  hostRoutes: z.array(text).readonly().exactOptional(),
  stopsRace: z.boolean().exactOptional(),
  sharesRealm: z.boolean().exactOptional(),
  pids: z.array(z.int().positive()).readonly().exactOptional(),
  evidence: z.enum(['intercepted', 'gateway', 'proxy', 'none']),
});

/** The shape of `report.json`; `report.schema.json` beside it is the same as JSON Schema. */
export const reportSchema = z.strictObject({
  schema: z.literal('sandproof-report-1'),
  complete: z.boolean().describe('false when the run was filtered or a selected case was not judged'),
  selected: z.strictObject({ cases: count, of: count }),
  suite: z.strictObject({ version: text, hash: text.regex(/^[0-9a-f]{16}$/) }),
  runtime,
  fault: text.exactOptional().describe('the defect that was built in'),
  seed: z.int().nonnegative(),
  startedAt: z.iso.datetime(),
  durationMs: ms,
  floor: floor.describe('what controls score on exactly these cases'),
  suites: z
    .record(text, z.strictObject({ cases: count, ms: ms.describe('wall time, summed over its cases') }))
    .describe('each suite that was run'),
  totals: z.strictObject({ documented: perLevel, hardened: perLevel, compat: perLevel }),
  stale: z.array(text).readonly().describe('known failures that are not true any more'),
  notes: z.array(text).readonly(),
  errors: z.array(text).readonly().describe("the suite's own"),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)]),
  cases: z.array(caseReport).readonly(),
}) satisfies z.ZodType<Report>;
