import type { Check } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation, sequence } from '../../src/contract/stimulus.ts';

// A path of a host has a drive, a root that systems have, three segments, a folder of packages, or is a module inside Node. `/index.js` and `sandbox:index` are no such path.
const hostPaths = [
  /(?<![\w])[A-Za-z]:\\\w/,
  /\bfile:\/\/\/?(?:[^\s/:)]+\/)+[^\s/:)]+/,
  /(?<![\w:/.])\/(?:home|Users|root|tmp|var|usr|opt|srv|app|mnt|private|etc|nix|snap|proc|workspace|builds)\/[\w.@-]/,
  /(?<![\w:/.])(?:\/[\w.@-]+){3,}/,
  /\bnode_modules\b/,
  /\bnode:(?:internal|vm|async_hooks|worker_threads|events)\b/,
];

const isText = (value: Json | undefined): value is string => typeof value === 'string';

const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? (value as readonly Json[]).filter(isText) : []);

const reads = ['own', 'engine', 'wrong-types', 'denials', 'failures', 'call-sites', 'meta', 'functions'] as const;

/** Whether the guest told its own stack and at least so many texts of this kind, and none names a path of the host. */
const nameNoPath =
  (read: (typeof reads)[number], least: number): Check =>
  (seen) => {
    const told = act(seen, reads.indexOf(read));
    const all = [...(read === 'own' ? [field(told, 'own')] : []), ...texts(field(told, 'texts'))].filter(isText);
    return isText(field(told, 'own')) && all.length >= least && !all.some((text) => hostPaths.some((path) => path.test(text)));
  };

export default defineCases([
  {
    id: 'environment/host-paths/every-text',
    clause: 'ENV-8',
    kind: 'contains',
    says: 'no text that an extension can read names a path of the host: no stack, no message, no call site, no function and not import.meta',
    given: {
      extension: 'tells-paths',
      network: {
        answers: {
          'https://inside.test/fails': { status: 500, headers: { 'content-type': 'application/json' }, body: '{}' },
          'https://inside.test/circle': { redirect: { status: 302, to: 'https://inside.test/circle' } },
        },
      },
    },
    shared: true,
    when: sequence(
      ...reads.map((from) => operation('tells-paths', { from, inside: 'https://inside.test', outside: 'https://outside.test/' })),
    ),
    expect: {
      'the stack of an own error, in a call of the host, does not': nameNoPath('own', 1),
      'errors of the engine, of eval and import() too, do not': nameNoPath('engine', 18),
      'errors of directus:api for wrong arguments do not': nameNoPath('wrong-types', 7),
      'denials of requests do not': nameNoPath('denials', 12),
      'what is told of a request that fails does not': nameNoPath('failures', 2),
      'call sites, where the engine has them, do not': nameNoPath('call-sites', 0),
      'import.meta does not': nameNoPath('meta', 1),
      'the source texts of the functions of directus:api do not': nameNoPath('functions', 6),
    },
    catches: [
      'discloses-paths-in-stacks',
      'discloses-a-path-when-an-import-fails',
      'discloses-frames-of-the-host',
      'discloses-a-path-in-messages',
      'discloses-a-path-in-a-cause',
      'discloses-paths-in-call-sites',
      'discloses-a-path-in-import-meta',
      'discloses-a-path-in-function-texts',
    ],
    covers: ['A13', 'A15', 'A16', 'C11'],
  },
]);
