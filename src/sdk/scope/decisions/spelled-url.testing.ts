import fc from 'fast-check';

/** Two spellings of one URL; `other` is left out when the first one was broken on purpose. */
export interface SpelledUrl {
  readonly raw: string;
  readonly other?: string;
}

interface Spellings {
  readonly raw: string;
  readonly other: string;
}

/** Two of the spellings, in any order, also the same one twice. */
const twoOf = (spellings: readonly string[]): fc.Arbitrary<Spellings> =>
  fc.record({ raw: fc.constantFrom(...spellings), other: fc.constantFrom(...spellings) });

const oneOf = (...things: readonly (readonly string[])[]): fc.Arbitrary<Spellings> => fc.oneof(...things.map(twoOf));

// What most globs are about.
const commonHost = ['a.test', 'A.TEST', '%61.test', 'a%2Etest', 'a\u3002test', '\uff41.test', 'a\u00ad.test'];

const hosts = oneOf(
  commonHost,
  commonHost,
  ['b.a.test', 'B.a.Test', 'b%2ea.test'],
  ['xn--bcher-kva.test', 'b\u00fccher.test', 'BU\u0308CHER.test', 'b%c3%bccher.test', 'XN--BCHER-KVA.test'],
  ['127.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '127.0.0.1.', '\u2460\u2461\u2466.0.0.1'],
  ['[::1]', '[0:0::1]', '[::0.0.0.1]'],
  ['[::ffff:127.0.0.1]', '[::FFFF:7f00:1]'],
  ['evil.test'],
);

const defaultPort = (port: string): readonly string[] => ['', ':', `:${port}`, `:0${port}`];
const otherPorts = [[':8443', ':08443'], [':22'], [':0'], [':*']];
const securePorts = oneOf(defaultPort('443'), defaultPort('443'), ...otherPorts, [':80']);
const plainPorts = oneOf(defaultPort('80'), defaultPort('80'), ...otherPorts, [':443']);

const segments = oneOf(
  ['items'],
  ['\u00e9', '%C3%A9'],
  ['"{}"', '%22%7B%7D%22', '"%7B}"'],
  ['\ud800', '\ufffd', '%EF%BF%BD'],
  ['%41'],
  ['A'],
  ['%2F', '%2F'],
  ['%252e%252e'],
  ['..'],
  ['..;x'],
  ['..\u00c2%85', '..%C3%82%85'],
  ['%25252541'],
  ['100%'],
  ['*'],
  ['@evil.test'],
  [''],
);

const joined = (parts: readonly Spellings[], between: string): Spellings => ({
  raw: parts.map(({ raw }) => between + raw).join(''),
  other: parts.map(({ other }) => between + other).join(''),
});

const paths = fc.oneof(
  twoOf(['', '/']),
  fc.array(segments, { minLength: 1, maxLength: 4 }).map((parts) => joined(parts, '/')),
);

const queries = oneOf(['', '?'], ['?x=1'], ["?q='", '?q=%27'], ['?q=\u00e9', '?q=%C3%A9'], ['?/../items'], ['?@a.test'], ['??']);
const fragments = twoOf(['', '#', '#top', '#@evil.test', '#/../items', '#?x']);

const authorities = (schemes: readonly string[], ports: fc.Arbitrary<Spellings>): fc.Arbitrary<Spellings> =>
  fc.tuple(twoOf(schemes.map((scheme) => `${scheme}://`)), hosts, ports).map((parts) => joined(parts, ''));

/** A URL in two spellings that a parser reads in the same way. */
const wellSpelled: fc.Arbitrary<SpelledUrl> = fc
  .tuple(
    fc.oneof(authorities(['https', 'HTTPS', 'hTTps'], securePorts), authorities(['http', 'HTTP'], plainPorts)),
    paths,
    queries,
    fragments,
  )
  .map((parts) => joined(parts, ''));

const confusions = [
  '@',
  'user:pw@',
  'user@',
  '\\',
  '\\@',
  '/',
  '//',
  '?',
  '#',
  '%',
  ':',
  ';',
  '*',
  '.',
  '..',
  '/../',
  '/./',
  '%2e%2e/',
  '..%2f',
  '[',
  ']',

  '\t',
  '\r\n',
  '\n',
  ' ',
  '\u0000',
  '\u007f',
  '\u0085',
  '%00',
  '%0a',
  '%2f',
  '%40',
  '%5c',
  '%25',
  '\uff20',
  '\uff0f',
  '\uff0e',
  '\u2028',
  '\ud800',
  '\u00ad',
  '\u200d',
  '\ufeff',
  'evil.test',
  '@evil.test',
  '.evil.test',
  ':443',
  'https://a.test',
] as const;

/** A URL with a confusion at any place of it, most often at the borders of its authority. */
const broken: fc.Arbitrary<SpelledUrl> = fc
  .tuple(wellSpelled, fc.constantFrom(...confusions), fc.oneof(fc.constantFrom('before', 'after' as const), fc.nat({ max: 40 })))
  .map(([{ raw }, confusion, place]) => {
    const start = raw.indexOf('://') + 3;
    const end = start + raw.slice(start).search(/[/?#]|$/);
    const at = place === 'before' ? start : place === 'after' ? end : place;
    return { raw: raw.slice(0, at) + confusion + raw.slice(at) };
  });

/** URLs with the confusions that URL parsers and servers are known for, and with every harmless spelling. */
export const spelledUrl: fc.Arbitrary<SpelledUrl> = fc.oneof(wellSpelled, broken);
