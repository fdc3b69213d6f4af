const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const labels = new RegExp(`^${label}(?:\\.${label})*$`);

/** Tells whether a host as the URL parser serialised it is an address, or labels of 1–63 characters `[a-z0-9_-]` without a trailing dot (REQ-5). */
export const isPlainHost = (hostname: string): boolean => hostname.startsWith('[') || labels.test(hostname);
