import type { Json } from '../contract/json.ts';

/** A response as plain data; a body that is no string is sent as JSON. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  /** s after which the same request may be answered. */
  readonly retryAfterSeconds?: number;
}
