/** What a request scope may be made of; beyond it the scope is refused, and a longer URL is denied (REQ-5). Lengths are UTF-16 code units. */
export const scopeCeilings = { globs: 64, globLength: 2_048, wildcards: 8, urlLength: 8_192 } as const;
