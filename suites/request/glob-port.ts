import { defineCases } from '../../src/contract/define-cases.ts';
import { scopeCases } from './rows/scope-cases.ts';

const clause = 'REQ-5.glob-port';

/* The bad ports of the Fetch standard, section "Port blocking". */
const badPorts = [
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049,
];
const higherBadPorts = [3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080];

export default defineCases([
  ...scopeCases(
    {
      clause,
      urls: [
        'https://usual.inside.test/*',
        'http://usual.inside.test/*',
        'https://named.inside.test:8443/*',
        'http://named.inside.test:0444/*',
        'https://written.inside.test:443/*',
        'http://mail.inside.test:25/*',
        'https://last.inside.test:65535/*',
        'https://first.inside.test:1/*',
        'https://any.inside.test:*/letters',
        'http://*.any.inside.test:*',
        'http://[2001:db8::7]:8080/*',
      ],
    },
    [
      {
        id: 'request/glob-port/usual',
        says: 'a glob without a port means the port of its scheme',
        refuses: [
          'https://usual.inside.test:80/7',
          'https://usual.inside.test:8443/7',
          'http://usual.inside.test:443/7',
          'http://usual.inside.test:8080/7',
        ],
        sends: ['https://usual.inside.test/7', 'http://usual.inside.test/7'],
        catches: ['schemes-are-not-compared', 'ports-are-not-compared'],
        covers: ['K10'],
      },
      {
        id: 'request/glob-port/named',
        says: 'a glob with a port means that port, in its scheme',
        refuses: [
          'https://named.inside.test/7',
          'https://named.inside.test:844/3/7',
          'http://named.inside.test:8443/7',
          'http://named.inside.test/7',
          'https://named.inside.test:443/7',
          'http://[2001:db8::7]/7',
        ],
        sends: [
          'https://named.inside.test:8443/7',
          'http://named.inside.test:444/7',
          'https://written.inside.test/7',
          'http://[2001:db8::7]:8080/7',
        ],
        catches: ['schemes-are-not-compared', 'ports-are-not-compared'],
        covers: ['K10'],
      },
      {
        id: 'request/glob-port/first-and-last',
        says: 'the ports 1 and 65,535 can be named, and a port of the bad-port list, too',
        refuses: [
          'https://last.inside.test:65534/7',
          'https://first.inside.test:2/7',
          'http://mail.inside.test:26/7',
          'http://mail.inside.test/7',
        ],
        sends: ['https://last.inside.test:65535/7', 'https://first.inside.test:1/7', 'http://mail.inside.test:25/7'],
        catches: ['ports-are-not-compared'],
        covers: ['K10'],
      },
      {
        id: 'request/glob-port/any',
        says: ':* means every port, and nothing else of the URL',
        refuses: [
          'https://any.inside.test:8443/drafts',
          'http://any.inside.test:8080/letters',
          'https://x.any.inside.test:8443/',
          'http://a.any.inside.test:8080/7',
        ],
        sends: [
          'https://any.inside.test/letters',
          'https://any.inside.test:2/letters',
          'https://any.inside.test:80/letters',
          'https://any.inside.test:65535/letters',
          'http://a.any.inside.test:8080/',
        ],
        catches: [
          'schemes-are-not-compared',
          'missing-paths-are-anything',
          'paths-need-only-begin',
          'globs-are-matched-as-text',
          'parts-of-globs-are-mixed',
        ],
        covers: ['K10'],
      },
      {
        id: 'request/glob-port/any-but-bad-ones',
        says: ":* means no port of the Fetch standard's bad-port list",
        refuses: badPorts.map((port) => `https://any.inside.test:${String(port)}/letters`),
        sends: ['https://any.inside.test:8443/letters', 'https://any.inside.test:24/letters', 'http://a.any.inside.test/'],
        catches: ['bad-ports-need-no-name'],
        covers: ['K10'],
      },
      {
        id: 'request/glob-port/any-but-higher-bad-ones',
        says: ':* below a *.name means no bad port either',
        refuses: higherBadPorts.map((port) => `http://a.any.inside.test:${String(port)}/`),
        sends: ['http://a.any.inside.test:6670/', 'http://a.any.inside.test:10081/'],
        catches: ['bad-ports-need-no-name'],
        covers: ['K10'],
      },
    ],
  ),
  ...scopeCases({ clause, urls: ['http://*', 'https://*:8443', 'http://*:22/only', 'https://*:*/wide'] }, [
    {
      id: 'request/glob-port/any-host',
      says: 'a host that is * alone without a port means every port, and with one that port',
      refuses: ['https://inside.test/', 'https://inside.test:8444/', 'https://inside.test/7', 'https://inside.test:443/x'],
      sends: [
        'http://inside.test/7',
        'http://inside.test:8055/items?x',
        'http://inside.test:65535/',
        'https://inside.test:8443/7',
        'https://inside.test:444/wide',
      ],
      catches: ['schemes-are-not-compared', 'ports-are-not-compared'],
      covers: ['K10'],
    },
    {
      id: 'request/glob-port/any-host-but-bad-ports',
      says: 'a host that is * alone means no bad port, unless the glob names it',
      refuses: [
        'http://inside.test:25/',
        'http://inside.test:6667/7',
        'http://inside.test:22/7',
        'https://inside.test:22/wide',
        'http://203.0.113.7:2049/',
      ],
      sends: ['http://inside.test:22/only', 'http://inside.test:24/'],
      catches: ['bad-ports-need-no-name', 'globs-match-as-in-directus'],
      covers: ['K10'],
    },
  ]),
]);
