import { describeValue } from './describe-value.ts';

/** Returns the path of a key below a field: `field.key` for what reads as a name, `field["key"]`, quoted and bounded, for everything else. */
export const fieldBelow = (field: string, key: string): string =>
  /^[\w$-]{1,80}$/.test(key) ? `${field}.${key}` : `${field}[${describeValue(key)}]`;
