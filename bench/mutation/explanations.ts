/**
 * What a mutant's survival says of the suite: nothing, because nobody can tell the `same` behaviour apart, or because no clause of the contract speaks of it
 * (`unclaimed`); little, because another line behind it still holds (`guarded`); or that it has a `gap`.
 */
export type SurvivorKind = 'same' | 'unclaimed' | 'guarded' | 'gap';

/** Why mutants of a kind are not noticed. The first that fits counts. */
export interface Explanation {
  readonly files: string;
  /** Fits what stands at the mutant's place; everything when left out. */
  readonly original?: RegExp;
  /** Only where no case runs. */
  readonly uncovered?: true;
  readonly kind: SurvivorKind;
  readonly reason: string;
}

/** Why mutants may survive; the first that fits counts. */
export const explanations: readonly Explanation[] = [
  {
    files: 'src/sdk/scope/scope-ceilings.ts',
    kind: 'unclaimed',
    reason: 'a ceiling may lie anywhere above what REQ-5.capacity asks for, so that no case can judge its number',
  },
  {
    files: 'src/sdk/scope/*.ts',
    original: /scopeCeilings/,
    kind: 'unclaimed',
    reason: 'a ceiling may lie anywhere above what REQ-5.capacity asks for, and a runtime may have none',
  },
  {
    files: 'src/sdk/scope/parse-request-url.ts',
    original: /^>$/,
    kind: 'unclaimed',
    reason: 'a ceiling may lie anywhere above what REQ-5.capacity asks for, and a runtime may have none',
  },
  {
    files: 'src/sdk/scope/*.ts',
    original: /^'(?:url|no|method)-[a-z-]+'$|^\{ ok: false, reason: '[a-z-]+' \}$/,
    kind: 'unclaimed',
    reason: 'why something is denied is a word for logs and events; it is denied all the same, by an error that names the function',
  },
  {
    files: 'src/sdk/scope/parse-request-url.ts',
    original: /hash|includes\('#'\)/,
    kind: 'same',
    reason: 'a fragment leaves with no request, whether it is cut off before or not',
  },
  {
    files: 'src/sdk/scope/fits-a-name.ts',
    kind: 'guarded',
    reason: 'it spares the URL parser long hosts of Unicode, which takes quadratic time to refuse them by itself',
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /hasOwn\(list, index\)/,
    kind: 'same',
    reason: 'a list that was read from JSON has no holes',
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /literalHost/,
    kind: 'unclaimed',
    reason: "an author's glob may open an internal address that it names; REQ-13 does not say that it must, wherever the glob stands",
  },
  {
    files: 'src/sdk/scope/compile-request-scope.ts',
    original: /'string'|typeof method/,
    kind: 'same',
    reason: 'what is no text is no method either, so that the next line refuses it',
  },
  {
    files: 'src/sdk/scope/compile-scopes.ts',
    original: /isPlainRecord\(requested\)/,
    kind: 'guarded',
    reason: 'what stands behind it refuses the same values, with another word',
  },
  {
    files: 'src/sdk/scope/compile-scopes.ts',
    uncovered: true,
    kind: 'guarded',
    reason:
      'without the scope the realm refuses before anything is asked of it, and what is read from JSON does not throw; both are for embedders of sandproof/scope',
  },
  {
    files: 'src/sdk/scope/compile-wildcard.ts',
    original: /^<$/,
    kind: 'same',
    reason: 'a step past the end compares nothing with a character, and changes no answer',
  },
  {
    files: 'src/reference/start-child.ts',
    original: /^<$/,
    kind: 'same',
    reason: 'one character more or less that waits, or is kept of what a dying child wrote, changes nothing that can be seen',
  },
  {
    files: 'src/sdk/scope/split-glob.ts',
    original: /startsWith\('\['\)/,
    kind: 'same',
    reason: 'without a bracket the search for its end gives -1, and a search from -1 is one from 0',
  },
  {
    files: 'src/sdk/scope/compile-glob.ts',
    original: /hasDotSegment/,
    kind: 'same',
    reason: 'a URL with a dot segment is denied before, so that such a glob matches nothing',
  },
  {
    files: 'src/sdk/scope/compile-host.ts',
    original: /^&&$|startsWith\('\['\)|includes\(':'\)/,
    kind: 'same',
    reason: 'a glob is cut at its first colon before its host is read, so that no address of IPv6 comes behind *. and no colon into a name',
  },
  {
    files: 'src/sdk/request/{compile-allow-hosts,parse-proxy,open-tunnel}.ts',
    kind: 'unclaimed',
    reason: 'allowHosts and proxy are options of the operator; a case runs without them',
  },
  {
    files: 'src/sdk/request/{follow,admit-address}.ts',
    original: /proxy|held|guarded|isName/,
    kind: 'unclaimed',
    reason: 'allowHosts, proxy and the budget of all responses are options of the operator; a case runs without them',
  },
  {
    files: 'src/sdk/request/{byte-budget,read-body}.ts',
    kind: 'gap',
    reason:
      'how much of a body is held at a time, and by whom: it shows in the memory of the host when many large ones arrive, which the battery measures',
  },
  {
    files: 'src/sdk/request/{encode-form,json-depth}.ts',
    kind: 'unclaimed',
    reason: 'the contract leaves open what a list becomes in a form, and how deep a response may be nested before it stays text',
  },
  {
    files: 'src/sdk/request/send-once.ts',
    original: /interim/,
    kind: 'guarded',
    reason: 'hints without end are also ended by the time that a request may take',
  },
  {
    files: 'src/sdk/create-sdk.ts',
    original: /options\./,
    kind: 'unclaimed',
    reason: 'an option of the embedder, which the adapter always sets',
  },
  {
    files: 'src/sdk/sleep/check-sleep-ms.ts',
    original: /^2$/,
    kind: 'guarded',
    reason: 'a second guard refuses such a number: that of the host against records of the realm',
  },
  {
    files: 'src/reference/{check-options,runtime-error,failure-response,warn-of-missing}.ts',
    kind: 'unclaimed',
    reason: 'options, codes and responses for embedders; the suite speaks to a runtime through its adapter',
  },
  {
    files: 'src/reference/{endpoint-request,endpoint-response,incoming-request,create-reference-runtime,create-sandbox}.ts',
    uncovered: true,
    kind: 'unclaimed',
    reason: 'the doors of an embedder (requests of node:http with odd bodies, typed results, events), which the adapter does not use',
  },
  {
    files: 'src/reference/{handed-headers,create-reference-runtime}.ts',
    original: /^'proxy-|^true$|^parts === undefined$/,
    kind: 'unclaimed',
    reason: 'the doors of an embedder: credentials on demand, what proxies add, the parts that a fault replaces',
  },
  {
    files: 'src/reference/detect-enclosure.ts',
    kind: 'guarded',
    reason:
      'what ties a child to its host and takes its privileges shows when the host dies or an extension has left its isolate; no case can bring that about, the project tests it',
  },
  {
    files: 'src/reference/**',
    original: /clearTimeout/,
    kind: 'same',
    reason: 'a timer that fires for nothing changes nothing that can be seen',
  },
  {
    files: 'src/reference/create-slice-clock.ts',
    original: /^>=$/,
    kind: 'same',
    reason: 'times are fractions of ms, and none is exactly the limit',
  },
  {
    files: 'src/reference/child.js',
    original: /^\*$|copyWithin/,
    kind: 'gap',
    reason:
      'when its own garbage is collected, and how it reads what the pipe hands over at once: it shows after hundreds of large messages, which the project tests',
  },
  {
    files: 'src/reference/create-realm.ts',
    original: /phase|^''$|'stopped'/,
    kind: 'guarded',
    reason: 'which phase a stop is told in, and which answers stand open when it comes, while another message on its way says the same',
  },
  {
    files: 'src/reference/pump.cjs',
    original: /'drain'|^&&$|4096|phase: loading/,
    kind: 'guarded',
    reason: 'the host judges a stop by the end of the process as well, and bounds what is told of an error',
  },
  { files: 'src/guest/boot.js', original: /^outbox === ''/, kind: 'same', reason: 'a shorter way to the same result' },
  {
    files: 'src/guest/parse-records.ts',
    uncovered: true,
    kind: 'guarded',
    reason: 'a guard of the host against records that the realm of this runtime does not write',
  },
];
