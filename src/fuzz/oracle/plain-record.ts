/** An object of a JSON value. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON text is an object. */
export const isPlainRecord = (value: unknown): value is PlainRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object; what is inherited, or stands below a key `__proto__`, is nobody's. */
export const own = (record: PlainRecord, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);

/** Whether an object has no other keys than these. */
export const hasOnly = (record: PlainRecord, keys: readonly string[]): boolean => Object.keys(record).every((key) => keys.includes(key));
