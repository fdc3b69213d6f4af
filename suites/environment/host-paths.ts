import type { Check, ConformanceCase, Given } from '../../src/contract/case.ts';
import { defineCases } from '../../src/contract/define-cases.ts';
import type { Json } from '../../src/contract/json.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';

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

/** Whether the guest told its own stack and at least so many texts more, and none names a path of the host. */
const namesNoPath =
  (least: number): Check =>
  (seen) => {
    const own = field(act(seen), 'own');
    const more = texts(field(act(seen), 'texts'));
    return isText(own) && more.length >= least && [own, ...more].every((text) => !hostPaths.some((path) => path.test(text)));
  };

interface Row {
  readonly id: string;
  readonly says: string;
  readonly from: string;
  /** Texts that the guest tells at least. */
  readonly least: number;
  readonly catches: readonly string[];
  readonly covers: readonly string[];
}

const given: Given = {
  extension: 'tells-paths',
  network: {
    answers: {
      'https://inside.test/fails': { status: 500, headers: { 'content-type': 'application/json' }, body: '{}' },
      'https://inside.test/circle': { redirect: { status: 302, to: 'https://inside.test/circle' } },
    },
  },
};

const silent = ({ id, says, from, least, catches, covers }: Row): ConformanceCase => ({
  id,
  clause: 'ENV-8',
  kind: 'contains',
  says,
  given,
  shared: true,
  when: operation('tells-paths', { from, inside: 'https://inside.test', outside: 'https://outside.test/' }),
  expect: { 'no text names a path of the host': namesNoPath(least) },
  catches: ['discloses-paths-in-stacks', ...catches],
  covers,
});

export default defineCases(
  (
    [
      {
        id: 'environment/host-paths/own-stack',
        says: 'the stack of an error of the extension, in a call of the host, names no path of the host',
        from: 'own',
        least: 0,
        catches: [],
        covers: ['A16'],
      },
      {
        id: 'environment/host-paths/errors-of-the-engine',
        says: 'errors that the engine throws, of eval and import() too, name no path of the host',
        from: 'engine',
        least: 18,
        catches: ['discloses-a-path-when-an-import-fails'],
        covers: ['A16'],
      },
      {
        id: 'environment/host-paths/errors-for-wrong-types',
        says: 'errors of directus:api for wrong arguments name no path of the host and no file of the runtime',
        from: 'wrong-types',
        least: 7,
        catches: ['discloses-frames-of-the-host'],
        covers: ['A15'],
      },
      {
        id: 'environment/host-paths/denials',
        says: 'denials of requests name no path of the host',
        from: 'denials',
        least: 12,
        catches: ['discloses-a-path-in-messages'],
        covers: ['A15'],
      },
      {
        id: 'environment/host-paths/failed-requests',
        says: 'what is told of a request that fails names no path of the host',
        from: 'failures',
        least: 2,
        catches: ['discloses-a-path-in-a-cause'],
        covers: ['A15'],
      },
      {
        id: 'environment/host-paths/call-sites',
        says: 'where the engine has call sites, they name no path of the host',
        from: 'call-sites',
        least: 0,
        catches: ['discloses-paths-in-call-sites'],
        covers: ['A13', 'A16'],
      },
      {
        id: 'environment/host-paths/import-meta',
        says: 'import.meta names no path of the host',
        from: 'meta',
        least: 1,
        catches: ['discloses-a-path-in-import-meta'],
        covers: ['A16', 'C11'],
      },
      {
        id: 'environment/host-paths/texts-of-functions',
        says: 'the source texts of the functions of directus:api name no path of the host',
        from: 'functions',
        least: 6,
        catches: ['discloses-a-path-in-function-texts'],
        covers: ['A15'],
      },
    ] as const satisfies readonly Row[]
  ).map(silent),
);
