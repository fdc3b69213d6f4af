import { z } from 'zod';

import { claims, type RuntimeInfo } from '../contract/adapter.ts';
import type { Json } from '../contract/json.ts';
import { limitNames, type Limits } from '../contract/limits.ts';
import type { NetworkEvidence, NetworkRecord, NetworkServer, NetworkTable, ServerAnswer } from '../contract/network.ts';
import { loadPhases, type Outcome, type Refusal } from '../contract/outcome.ts';

// Both are taken as they are, since they come from JSON.parse: zod's own make a copy, and the copy has no __proto__ (DATA-2).
const json = z.custom<Json>((value) => value !== undefined, 'expected a JSON value').meta({ description: 'any JSON value' });
const strings = z
  .custom<Readonly<Record<string, string>>>(
    (value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((one) => typeof one === 'string'),
    'expected an object whose values are strings',
  )
  .meta({ type: 'object', additionalProperties: { type: 'string' } });
const amount = z.number().nonnegative();

const errorShape = z.strictObject({
  name: z.string(),
  message: z.string(),
  status: z.number().exactOptional(),
  response: z.string().exactOptional(),
});

const limits = z.strictObject({
  cpuMs: amount,
  wallMs: amount,
  loadMs: amount,
  memoryMiB: amount,
  logLines: amount,
  logBytes: amount,
  resultBytes: amount,
  pendingCalls: amount,
  registrations: amount,
}) satisfies z.ZodType<Limits>;

const some = amount.exactOptional();
const someLimits = z.strictObject({
  cpuMs: some,
  wallMs: some,
  loadMs: some,
  memoryMiB: some,
  logLines: some,
  logBytes: some,
  resultBytes: some,
  pendingCalls: some,
  registrations: some,
}) satisfies z.ZodType<Partial<Limits>>;

const refusal = z.strictObject({
  phase: z.enum(loadPhases),
  error: errorShape,
  limit: z.enum(limitNames).exactOptional(),
}) satisfies z.ZodType<Refusal>;

const outcome = z.union([
  z.strictObject({ status: z.literal('returned'), json: z.string() }),
  z.strictObject({ status: z.literal('returned'), undefined: z.literal(true) }),
  z.strictObject({ status: z.literal('threw'), thrown: z.string(), error: errorShape.exactOptional() }),
  z.strictObject({ status: z.literal('stopped'), limit: z.enum(limitNames) }),
  z.strictObject({ status: z.literal('absent') }),
]) satisfies z.ZodType<Outcome>;

const answer = z.strictObject({
  status: z.int().exactOptional(),
  headers: strings.exactOptional(),
  body: z.string().exactOptional(),
  redirect: z
    .strictObject({ status: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]), to: z.string() })
    .exactOptional(),
  delayMs: amount.exactOptional(),
});

const listOf = z.array(z.string()).readonly();

const serverAnswer = z.strictObject({
  status: z.int().exactOptional(),
  headers: z
    .array(z.tuple([z.string(), z.string()]).readonly())
    .readonly()
    .exactOptional(),
  body: z.string().exactOptional(),
  times: z.int().nonnegative().exactOptional(),
  coding: z.enum(['gzip', 'br']).exactOptional(),
  pace: z.strictObject({ bytes: z.int().positive(), everyMs: amount }).exactOptional(),
  hints: z.strictObject({ link: z.string(), times: z.int().nonnegative() }).exactOptional(),
  unfinished: z.literal(true).exactOptional(),
  silent: z.literal(true).exactOptional(),
}) satisfies z.ZodType<ServerAnswer>;

const server = z.strictObject({
  at: listOf,
  certificate: z
    .strictObject({ name: z.string(), signer: z.literal('itself').exactOptional(), expired: z.literal(true).exactOptional() })
    .exactOptional(),
  refuses: z.literal(true).exactOptional(),
  answers: z.record(z.string(), z.union([serverAnswer, z.array(serverAnswer).readonly()])),
}) satisfies z.ZodType<NetworkServer>;

const networkTable = z.strictObject({
  answers: z.record(z.string(), z.union([answer, z.array(answer).readonly()])).exactOptional(),
  servers: z.record(z.string(), server).exactOptional(),
  dns: z.record(z.string(), z.union([listOf, z.array(listOf).readonly()])).exactOptional(),
}) satisfies z.ZodType<NetworkTable>;

const networkRecord = z.union([
  z.strictObject({
    kind: z.literal('request'),
    method: z.string(),
    url: z.string(),
    headers: strings,
    body: z.string(),
    inTable: z.boolean(),
    server: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('dns'), name: z.string() }),
  z.strictObject({ kind: z.literal('connect'), target: z.string(), server: z.string().exactOptional() }),
  z.strictObject({ kind: z.literal('close'), server: z.string(), finished: z.boolean() }),
]) satisfies z.ZodType<NetworkRecord>;

const runtimeInfo = z.strictObject({
  name: z.string().min(1),
  version: z.string(),
  engine: z.string(),
  isolation: z.string(),
  claims: z.array(z.enum(claims)).readonly(),
  builtinOperations: z.array(z.string()).readonly().exactOptional(),
  hostRoutes: z.array(z.string()).readonly().exactOptional(),
  stopsRace: z.boolean().exactOptional(),
  sharesRealm: z.boolean().exactOptional(),
  pids: z.array(z.int().positive()).readonly().exactOptional(),
}) satisfies z.ZodType<RuntimeInfo>;

const entry = z.union([
  z.strictObject({
    extension: z.string(),
    endpoint: z.strictObject({ method: z.string(), target: z.string(), headers: strings, body: json }),
  }),
  z.strictObject({ extension: z.string(), filter: z.string() }),
  z.strictObject({ extension: z.string(), action: z.string() }),
  z.strictObject({ extension: z.string(), operation: z.string() }),
]);

const extensionPackage = z.strictObject({
  name: z.string(),
  folder: z.string(),
  manifestText: z.string(),
  files: strings,
});

// `proxy` is what the suite makes of `gateway` where it has to.
const evidence = z.enum(['intercepted', 'gateway', 'none']) satisfies z.ZodType<NetworkEvidence>;

const gateway = z.strictObject({ ca: z.string(), proxy: z.string().exactOptional() });

const nothing = z.strictObject({});

/** Every request from the suite to a cell: the schema of its parameters and of its result. */
export const methods = {
  /** Asked once, before anything else. */
  describe: { params: nothing, result: z.strictObject({ runtime: runtimeInfo, evidence, seams: z.array(z.string()).readonly() }) },
  /** Starts a case: forgets what was recorded, mounts this network. The first one also starts the runtime. `gateway` is there for a cell that asked for one. */
  prepare: {
    params: z.strictObject({ network: networkTable, fault: z.string().exactOptional(), gateway: gateway.exactOptional() }),
    result: nothing,
  },
  load: {
    params: z.strictObject({ extension: extensionPackage, limits: someLimits.exactOptional() }),
    result: z.union([z.strictObject({ sandbox: z.string(), limits }), z.strictObject({ refused: refusal })]),
  },
  call: { params: z.strictObject({ entry, input: json }), result: outcome },
  /** Unloads one sandbox by the id that `load` gave. */
  dispose: { params: z.strictObject({ sandbox: z.string() }), result: nothing },
  ping: { params: nothing, result: nothing },
} as const;

/** Every notification from a cell to the suite. */
export const notifications = {
  log: z.strictObject({ extension: z.string(), text: z.string() }),
  network: z.strictObject({ record: networkRecord }),
} as const;

/** Name of a request. */
export type MethodName = keyof typeof methods;
/** Parameters of a request. */
export type Params<M extends MethodName> = z.infer<(typeof methods)[M]['params']>;
/** Result of a request. */
export type Result<M extends MethodName> = z.infer<(typeof methods)[M]['result']>;
/** Name of a notification. */
export type NotificationName = keyof typeof notifications;
/** Parameters of a notification. */
export type Notification<N extends NotificationName> = z.infer<(typeof notifications)[N]>;
