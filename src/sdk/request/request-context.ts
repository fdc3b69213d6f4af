import type { CompiledScopes } from '../scope/compile-scopes.ts';
import type { SdkLimits } from '../sdk-limits.ts';
import type { SdkParts } from '../sdk-parts.ts';
import type { ResolveName } from './pinned-lookup.ts';

/** What stays the same for all requests of an extension. */
export interface RequestContext {
  readonly scopes: CompiledScopes;
  readonly parts: SdkParts;
  readonly limits: SdkLimits;
  readonly resolve?: ResolveName;
  /** PEM text of the certificate authority to trust in place of the default ones. */
  readonly ca?: string;
}
