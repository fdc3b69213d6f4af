import type { CompiledScopes } from '../scope/compile-scopes.ts';
import type { SdkLimits } from '../sdk-limits.ts';
import type { SdkParts } from '../sdk-parts.ts';
import type { HeldBytes } from './byte-budget.ts';
import type { AllowedHosts } from './compile-allow-hosts.ts';
import type { ResolveName } from './resolve-host.ts';
import type { Turnstile } from './turnstile.ts';

/** What stays the same for all requests of an extension, and what this one holds. */
export interface RequestContext {
  readonly scopes: CompiledScopes;
  readonly parts: SdkParts;
  readonly limits: SdkLimits;
  readonly allowed: AllowedHosts;
  /** Where a request waits for its turn. */
  readonly turns?: Turnstile;
  /** Counts the bytes of this response. */
  readonly held?: HeldBytes;
  /** Resolves host names in place of the system's resolver. */
  readonly resolve?: ResolveName;
  /** The operator's proxy. */
  readonly proxy?: URL;
  /** PEM text of the certificate authority to trust in place of the default ones. */
  readonly ca?: string;
}
