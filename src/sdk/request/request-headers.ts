/** Header fields of one request: lower-case names, one value each. A map, so that no name is special. */
export type RequestHeaders = ReadonlyMap<string, string>;
