/** Fields that frame a message or belong to the connection: the HTTP client alone sets them, so an extension's are left out (REQ-8; RFC 9110, RFC 9112). */
export const framingHeaders: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Fields that make a server see another method, URL or client than the checked one: an extension that gives them is refused (REQ-8). */
export const overridingHeaders: ReadonlySet<string> = new Set([
  'forwarded',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
]);

/** Beginnings of further such names. */
export const overridingPrefixes: readonly string[] = ['x-forwarded-', 'proxy-'];
