import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { field } from '../contract/reading.ts';
import { findFault } from '../faults/find-fault.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { packageRoot } from '../package-root.ts';
import { decidePlainly, noCeilings } from './oracle/decide-plainly.ts';
import { budgets, findPlanted } from './planted/find-planted.testing.ts';
import { plantedFaults } from './planted/planted-faults.testing.ts';
import { playPlanted } from './planted/play-planted.testing.ts';
import { sizeOf } from './planted/size-of.testing.ts';
import { properties } from './properties/properties.ts';
import { requests } from './properties/requests.ts';
import { runProperty, type Finding } from './run-property.ts';

const slow = { timeout: 120_000 };
const seeds = [1, 2, 3, 4, 5];

/* The cells of the page's table, the fault's name in the second. */
const rows = readFileSync(join(packageRoot, 'docs/planted-faults.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the fuzzer', slow, () => {
  it('is asked for no more than the suite plays', async () => {
    const ids = (await collectCases()).map(({ id }) => id);
    for (const [name, count] of Object.entries(budgets))
      expect(
        ids.filter((id) => id.startsWith(`fuzz/${name}/`)),
        name,
      ).toHaveLength(count);
  });

  it.each(plantedFaults)('finds that %s, by the property %s and within its budget, whatever the seed', async (fault, property) => {
    const row = rows.find((one) => one[1] === `\`${fault}\`` && one[3] === `\`${property}\``);
    for (const seed of seeds) {
      const found = await findPlanted(fault, property, seed);
      expect(found, `seed ${seed}`).toBeDefined();
      if (found === undefined) return;
      const { globs, calls } = sizeOf(found.program);
      expect(globs, `globs of seed ${seed}`).toBeLessThanOrEqual(2);
      expect(calls, `calls of seed ${seed}`).toBe(1);
      expect(row?.[3 + seed], `what docs/planted-faults.md says of seed ${seed}`).toBe(String(found.run + 1));
    }
  });

  it('finds nothing where nothing is planted', async () => {
    const play = playPlanted(undefined);
    for (const property of properties.filter(({ name }) => plantedFaults.some(([, by]) => by === name)))
      for (let run = 0; run < 20; run += 1) expect((await runProperty(property, 1, run, play)).finding).toBeUndefined();
  });
});

/* One finding, read: what was asked for, and what left. */
const readFinding = ({ program: { given, when, expects }, unmet }: Finding) => {
  const urls = field(given.scopes, 'request', 'urls') as readonly string[];
  const url = when.do === 'call' ? field(when.input, 'url') : undefined;
  const [, left] = /^[A-Z]+ (\S+) left the host/.exec(unmet[0] ?? '') ?? [];
  const decide = decidePlainly({ methods: ['GET'], urls }, noCeilings);
  const [expected] = expects;
  return {
    globs: urls,
    url: typeof url === 'string' ? url : '',
    left,
    escapes: left !== undefined && decide?.(left).granted === false,
    mustBeSent: expected !== undefined && 'sends' in expected && expected.orRefused !== true,
  };
};

type Read = ReturnType<typeof readFinding>;

const names = (globs: readonly string[]): readonly string[] => globs.flatMap((glob) => /^https?:\/\/\*(\.[^/:?]+)/.exec(glob)?.[1] ?? []);

/* What is known of this matcher, told by the smallest program alone. */
const classes: Readonly<Record<string, (read: Read) => boolean>> = {
  'a dot segment leaves the path of the glob': ({ escapes, url }) =>
    escapes && !url.includes('@') && /\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(url),
  'userinfo reaches another host': ({ escapes, url, left }) => escapes && /^https?:\/\/[^/]*@/.test(url) && !url.startsWith(left ?? url),
  'the star of a host crosses a slash': ({ escapes, url, globs }) =>
    escapes &&
    !url.includes('@') &&
    names(globs).some((name) => URL.parse(url)?.host.endsWith(name) === false && URL.parse(url)?.pathname.includes(name) === true),
  'a documented call is refused': ({ mustBeSent, left, url, globs }) =>
    mustBeSent && left === undefined && /^https?:\/\/[^/?#]+$/.test(url) && globs.some((glob) => /^https?:\/\/[^/?]+\/\*$/.test(glob)),
};

/* In which program each class is found first, with seed 1. */
const programs = {
  'a dot segment leaves the path of the glob': 10,
  'userinfo reaches another host': 11,
  'the star of a host crosses a slash': 24,
  'a documented call is refused': 28,
};

describe('the fuzzer, of a matcher as it is in Directus', slow, () => {
  it('finds by itself what is known to be wrong with it, all of it in 28 programs', async () => {
    const play = playPlanted(findFault('globs-match-as-in-directus'));
    const first: Record<string, number> = {};
    for (let run = 0; run < Math.max(...Object.values(programs)); run += 1) {
      const { finding } = await runProperty(requests, 1, run, play);
      const read = finding === undefined ? undefined : readFinding(finding);
      for (const [name, isOfIt] of Object.entries(classes)) if (read !== undefined && isOfIt(read)) first[name] ??= run + 1;
    }
    expect(first).toEqual(programs);
  });
});
