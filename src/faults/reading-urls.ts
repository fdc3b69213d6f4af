import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { plainLetters } from './scope/plain-letters.ts';
import { admitToo, type AskedRequest, type SloppyRequest } from './rewriting/admit-too.ts';

/** A fault that turns a URL which has to be denied into one that is sent. `sends` returns `undefined` for a URL that it leaves alone. */
const reads = (name: string, breaks: string, sends: (url: string, asked: AskedRequest) => string | undefined): Fault =>
  semantic(
    name,
    breaks,
    admitToo((asked): SloppyRequest | undefined => {
      const sent = sends(asked.url, asked);
      return sent === undefined || sent === asked.url ? undefined : { ...asked, url: sent };
    }),
  );

const parsed = (url: string, base?: string): string | undefined => {
  const read = URL.parse(url, base);
  return read === null || !/^https?:$/.test(read.protocol) ? undefined : read.href;
};

const originOf = ({ urls }: AskedRequest): string => URL.parse((urls[0] ?? '').replaceAll('*', ''))?.origin ?? 'https://nowhere.test';

const withHost = (url: string, change: (host: string) => string): string | undefined => {
  if (!isPrintable(url)) return undefined;
  const changed = url.replace(/^(https?:\/\/)([^/?#:@[\]]+)/i, (_, start: string, host: string) => start + change(host));
  return changed === url ? undefined : parsed(changed);
};

const isPrintable = (url: string): boolean => !/[\u0000-\u0020\u007f-\u009f\\]/.test(url);

const control = /[\u0000-\u0020\u007f-\u009f]/g;

const decoded = (path: string): string =>
  path.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const decodings = (path: string): readonly string[] => {
  const next = decoded(path);
  return next === path ? [path] : [path, ...decodings(next)];
};

const isDots = (segment: string): boolean => segment === '.' || segment === '..';

/** Changes the path of a URL as it is written. */
const withPath = (url: string, change: (path: string) => string | undefined): string | undefined => {
  const [, start = '', path = '', rest = ''] = /^(https?:\/\/[^/?#]*)([^?#]*)(.*)$/is.exec(url) ?? [];
  const changed = change(path);
  return changed === undefined ? undefined : parsed(start + changed + rest);
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A fault that turns a method which has to be denied into one that is sent. */
const readsMethods = (name: string, breaks: string, reading: (method: string) => string | undefined): Fault =>
  semantic(
    name,
    breaks,
    admitToo(({ url, method = 'GET' }) => {
      const read = reading(method);
      return read === undefined || read === method || !methods.includes(read) ? undefined : { url, method: read };
    }),
  );

/** How the text of a URL or a method is read before anything is compared, and what of it is sent. */
export const readingUrlsFaults: readonly Fault[] = [
  reads('userinfo-is-ignored', 'what stands before an @ in the authority is ignored', (url) => {
    const [, start = '', rest] = /^(https?:\/\/)[^/?#\\]*@(.*)$/is.exec(url) ?? [];
    return rest === undefined ? undefined : parsed(start + rest);
  }),
  reads('backslashes-become-slashes', 'a backslash is read as a slash', (url) =>
    url.includes('\\') ? parsed(url.replaceAll('\\', '/')) : undefined,
  ),
  reads('control-characters-are-dropped', 'control characters and spaces are taken out of a URL', (url) => {
    const without = url.replaceAll(control, '');
    return without === url ? undefined : parsed(without);
  }),
  reads('slashes-are-not-counted', 'any number of slashes stands before the host', (url) =>
    isPrintable(url) && /^https?:(?!\/\/[^/])/i.test(url) ? parsed(url.replace(/^(https?:)[/?]*/i, '$1//')) : undefined,
  ),
  reads('other-schemes-become-https', 'a URL of another scheme is requested by https', (url) => {
    const [, rest] = /^(?!https?:)[a-z][a-z\d+.-]*:(?:[^/]*\/\/)?(.*)$/is.exec(url) ?? [];
    return rest === undefined ? undefined : parsed(`https://${rest}`);
  }),
  reads('relative-urls-have-a-base', 'a URL without scheme or host is read relative to the first glob', (url, asked) => {
    const base = originOf(asked);
    if (!isPrintable(url) || url.includes('@')) return undefined;
    if (/^https?:\/\/(?:$|[?#:])/i.test(url)) return parsed(`/${url.replace(/^https?:\/\/(?::\d*)?/i, '')}`, base);
    return /^[\w.+-]*:/.test(url) ? undefined : parsed(url, base);
  }),
  reads('escapes-end-a-host', 'an escaped delimiter ends a host', (url) =>
    withHost(url, (host) => host.replace(/%(?:00|09|20|23|2f|3a|3f|5c|ff|25).*$/i, '')),
  ),
  reads('hosts-are-tidied-up', 'a host that is no name is tidied up until it is one', (url) =>
    withHost(url, (host) =>
      host
        .replaceAll(/[^a-z0-9.%_\u0080-\uffff-]/gi, '')
        .split('.')
        .map((label) => label.replaceAll(/^-+|-+$/g, '').slice(0, 63))
        .filter((label) => label !== '')
        .join('.'),
    ),
  ),
  reads('letters-that-look-alike-are-one', 'letters of a host that look like others are read as those', (url) =>
    withHost(url, plainLetters),
  ),
  reads('octal-numbers-are-decimal', 'an address with leading zeros is read in decimal', (url) =>
    withHost(url, (host) => (/^[\d.]+$/.test(host) ? host.replaceAll(/(?<=^|\.)0+(?=\d)/g, '') : host)),
  ),
  reads('hosts-keep-only-lower-case', 'what is no lower-case letter, digit, hyphen or dot of a host is dropped', (url) =>
    withHost(url, (host) => (/[A-Z%\u0080-\uffff]/.test(host) ? host.replaceAll(/[^a-z0-9.-]/g, '').replace(/^\.+/, '') : host)),
  ),
  reads('mapped-addresses-are-unmapped', 'an IPv4 address inside an IPv6 one is read as that IPv4 address', (url) => {
    const changed = url.replace(/\[::ffff:([\d.]+)\]/i, '$1');
    return changed === url ? undefined : parsed(changed);
  }),
  reads('ipv6-addresses-are-cut', 'an IPv6 address is read up to its zone or to an IPv4 address inside it', (url) => {
    const changed = url.replace(/\[([\da-f:]+?)(?:%25\w+|(?:\d+\.){3}\d+)\]/i, '[$1]');
    return changed === url ? undefined : parsed(changed);
  }),
  reads('ports-with-zeros-are-octal', 'a port that begins with a zero is read in octal', (url) => {
    const changed = url.replace(/:0([0-7]+)(?=[/?#]|$)/, (_, digits: string) => `:${String(Number.parseInt(digits, 8))}`);
    return changed === url ? undefined : parsed(changed);
  }),
  reads('ports-wrap-around', 'a port is taken modulo 2^16, and 0 is the port of the scheme', (url) => {
    const [, start = '', port, rest = ''] = /^(https?:\/\/[^/?#:@]*):(\d+)([^]*)$/i.exec(url) ?? [];
    const number = Number(port);
    if (port === undefined || (number > 0 && number < 65_536)) return undefined;
    return parsed(number % 65_536 === 0 ? start + rest : `${start}:${String(number % 65_536)}${rest}`);
  }),
  reads('long-urls-are-cut', 'a URL is read up to its 2,000th character', (url) =>
    url.length > 4096 ? parsed(url.slice(0, 2000)) : undefined,
  ),
  reads('sent-escapes-are-decoded', 'an escaped _ of a path is sent plain', (url) =>
    withPath(url, (path) => (path.includes('%5F') ? path.replaceAll('%5F', '_') : undefined)),
  ),
  reads('sent-escapes-are-escaped-again', 'an escape of UTF-8 in a path is escaped again when it is sent', (url) =>
    withPath(url, (path) => (path.includes('/%C3%A4') ? path.replaceAll('%C3%A4', '%25C3%25A4') : undefined)),
  ),
  reads('fragments-are-sent', 'a fragment is sent as a part of the path', (url) =>
    url.includes('#top') ? parsed(url.replace('#', '%23')) : undefined,
  ),
  readsMethods('methods-fold-case', 'a method is read in upper case', (method) => method.toUpperCase()),
  readsMethods('methods-are-cut-out', 'a method is the first one that a text holds', (method) =>
    /[A-Z]{3,6}/.exec(method)?.[0].replace(/S$/, ''),
  ),
  readsMethods('unknown-methods-become-get', 'a method that nobody knows is sent as GET', (method) =>
    methods.includes(method.trim().toUpperCase()) || /get/i.test(method) ? undefined : 'GET',
  ),
  reads('dot-segments-are-resolved', 'dot segments are resolved after the check', (url) =>
    withPath(url, (path) => (path.split('/').some((segment) => isDots(segment.replaceAll(/%2e/gi, '.'))) ? path : undefined)),
  ),
  reads('paths-are-decoded-before-sending', 'a path is decoded until nothing is left to decode, and then resolved', (url) =>
    withPath(url, (path) => {
      const [, ...rounds] = decodings(path);
      const last = rounds.at(-1);
      return last !== undefined && (rounds.length > 4 || last.split(/[/\\]/).some(isDots)) ? last : undefined;
    }),
  ),
  reads('segments-are-cut-before-sending', 'a segment is cut at its first ; or control character, and then resolved', (url) =>
    withPath(url, (path) => {
      if (/[^\u0000-\u007f]/.test(path)) return undefined;
      const once = decoded(path).replaceAll(/(?:;|\u00c2?[\u0000-\u001f\u007f-\u009f])[^/]*/g, '');
      return once.split(/[/\\]/).some(isDots) && once !== decoded(path) ? once : undefined;
    }),
  ),
];
