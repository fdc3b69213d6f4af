/** What makes a proof red. */
export type FindingKind =
  | 'hole'
  | 'listed, no kill'
  | 'kill, not listed'
  | 'too broad'
  | 'fails without a fault'
  | 'unknown fault'
  | 'fault of no case'
  | 'stays green'
  | 'stale entry';

/** One thing to mend: what is wrong, and what to do. */
export interface Finding {
  readonly kind: FindingKind;
  readonly says: string;
  readonly todo: string;
}
