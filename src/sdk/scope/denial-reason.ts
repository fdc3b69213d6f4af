/** Why a request is denied; stable words, meant for logs and tests and never for the extension. */
export type DenialReason =
  | 'no-scope'
  | 'method-not-a-string'
  | 'method-not-granted'
  | 'url-not-a-string'
  | 'url-too-long'
  | 'url-forbidden-character'
  | 'url-scheme'
  | 'url-slashes'
  | 'url-userinfo'
  | 'url-invalid'
  | 'url-host'
  | 'url-port'
  | 'url-dot-segment'
  | 'url-not-granted';

/**
 * Every {@link DenialReason}, in the order in which a check comes to them; except that a host of Unicode that is too long (`url-host`) is found
 * before the URL is parsed, and an href that is too long (`url-too-long`) when everything else about the URL is well.
 */
export const denialReasons = [
  'no-scope',
  'method-not-a-string',
  'method-not-granted',
  'url-not-a-string',
  'url-too-long',
  'url-forbidden-character',
  'url-scheme',
  'url-slashes',
  'url-userinfo',
  'url-invalid',
  'url-host',
  'url-port',
  'url-dot-segment',
  'url-not-granted',
] as const satisfies readonly DenialReason[];
