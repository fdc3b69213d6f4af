/** Who says so: the Directus documentation, what hostile code must not reach, or what embedders expect. */
export type Profile = 'documented' | 'hardened' | 'compat';

/** RFC 2119. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

/** One sentence of the contract. A sentence of another profile or level under the same number has a suffix: `ENV-2.core`. */
export interface Clause {
  readonly id: string;
  readonly profile: Profile;
  readonly level: Level;
  /** Our own sentence. */
  readonly says: string;
  /** Page and section, advisory, RFC, or catalogue entry. */
  readonly source: string;
}

/** Every {@link Profile}. */
export const profiles = ['documented', 'hardened', 'compat'] as const satisfies readonly Profile[];

/** Every {@link Level}. */
export const levels = ['MUST', 'SHOULD', 'MAY'] as const satisfies readonly Level[];
