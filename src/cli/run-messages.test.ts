import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from 'vitest';

import type { ConformanceCase } from '../contract/case.ts';
import { clauses } from '../contract/clauses.ts';
import { compute } from '../harness/challenge.ts';
import { collectCases } from '../harness/collect-cases.ts';
import { openFolder } from '../harness/testing/open-folder.testing.ts';
import { runCli, scriptWords } from './run-cli.testing.ts';

// Every message that a foreign runtime gets while the whole suite runs against it, as one text.
let messages = '';
let cases: readonly ConformanceCase[] = [];

/** What fills a text of megabytes up says nothing, and to search it would take minutes. */
const longestText = 100_000;

const fixtures = fileURLToPath(new URL('../../fixtures/extensions', import.meta.url));
const fixtureCode = new Set(globSync('*/*.js', { cwd: fixtures }).map((file) => readFileSync(join(fixtures, file), 'utf8')));

const suites = fileURLToPath(new URL('../../suites', import.meta.url));
// what the cases of published extensions want stands in those extensions themselves
const suiteCode = globSync('!(wild)/**/*.ts', { cwd: suites }).map((file) => readFileSync(join(suites, file), 'utf8'));

/** The bytes of a fixture are public and the same in every run; what is written for a case stays in the message. */
const withoutFixtures = (line: string): string =>
  JSON.stringify(
    JSON.parse(line, (_, value: unknown) =>
      typeof value !== 'string' ? value : fixtureCode.has(value) ? 'a fixture' : value.slice(0, longestText),
    ),
  );

beforeAll(async () => {
  cases = await collectCases();
  using folder = openFolder();
  const { code, stderr } = await runCli(['run', ...scriptWords('--record', folder.join('messages'), '--evidence', 'intercepted')]);
  if (code !== 1) throw new Error(`the run ended with ${code}: ${stderr}`);
  messages = readFileSync(folder.join('messages'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(withoutFixtures)
    .join('\n');
}, 240_000);

/** What every fixture shows to a runtime anyway. */
const shown: readonly string[] = [...fixtureCode];

const found = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((text) => messages.includes(text));

// thousands of texts are looked for in tens of megabytes
describe('what a cell is told', { timeout: 240_000 }, () => {
  it('is all that a run needs', () => {
    for (const method of ['describe', 'prepare', 'load', 'call', 'dispose', 'ping']) expect(messages).toContain(`"method":"${method}"`);
    expect(messages.split('"method":"load"').length).toBeGreaterThan(cases.length);
  });

  it('holds no id of a case, whole or in part', () => {
    expect(found(cases.map(({ id }) => id))).toEqual([]);
    expect(found(cases.map(({ id }) => id.slice(0, id.lastIndexOf('/') + 1)))).toEqual([]);
    // words that a case writes into a file name or a path itself say nothing of the case
    const given = JSON.stringify(cases.map((one) => [one.given, one.when, one.admits?.given, one.admits?.when]));
    const slugs = cases
      .map(({ id }) => id.slice(id.lastIndexOf('/') + 1))
      .filter((slug) => slug.split('-').length > 2 && !given.includes(slug) && !shown.some((text) => text.includes(slug)));
    expect(slugs.length).toBeGreaterThan(20);
    expect(found(slugs)).toEqual([]);
  });

  it('holds no clause, no level and no profile', () => {
    const ids = clauses.map(({ id }) => new RegExp(String.raw`\b${id.replace('.', String.raw`\.`)}\b`));
    expect(ids.filter((id) => id.test(messages))).toEqual([]);
    expect(messages).not.toMatch(/\b(MUST|SHOULD|MAY)\b/);
    expect(messages).not.toMatch(/"(clause|expect|verdict|catches|covers|says)":/);
    expect(messages.match(/.{40}"(provides|refuses|contains|documented|hardened|compat)"(?!:).{20}/g) ?? []).toEqual([]);
    expect(found(clauses.map(({ says }) => says))).toEqual([]);
  });

  it('holds no sentence of a case, a check or a twin', () => {
    const sentences = cases.flatMap(({ says, expect: checks, admits }) => [
      says,
      ...Object.keys(checks),
      ...Object.keys(admits?.expect ?? {}),
    ]);
    expect(sentences.length).toBeGreaterThan(cases.length * 2);
    expect(found(sentences)).toEqual([]);
  });

  it('holds no value that a check wants, unless the case gives it to the runtime itself', () => {
    const told = JSON.stringify(
      cases.map((one) => [one.given, one.when, one.admits?.given, one.admits?.when]),
      (_, value: unknown) => (typeof value === 'string' ? value.slice(0, longestText) : value),
    );
    const literals = suiteCode.flatMap((text) => [...text.matchAll(/'([^'\\\n]{16,})'/g)].map(([, literal = '']) => literal));
    const wanted = [...new Set(literals)].filter((literal) => !told.includes(literal) && !shown.some((text) => text.includes(literal)));
    expect(wanted.length).toBeGreaterThan(20);
    expect(found(wanted)).toEqual([]);
  });

  it('holds no answer to a challenge', () => {
    const secrets = new Set([...messages.matchAll(/"challenge":"(s[0-9a-f]{16})"/g)].map(([, secret = '']) => secret));
    expect(secrets.size).toBeGreaterThan(cases.length);
    expect(found([...secrets].flatMap((secret) => [1, 2].map((salt) => `"${compute(secret, salt)}"`)))).toEqual([]);
  });

  it('holds no fault', () => {
    expect(found(cases.flatMap(({ catches }) => catches))).toEqual([]);
  });

  it('holds none of the hosts that cases name, but drawn ones', () => {
    const hosts = new Set(messages.match(/[a-z0-9-]+\.test(?![a-z0-9(-])/gi));
    expect(hosts.size).toBeGreaterThan(20);
    // the letter of an escape in JSON text may stand in front of a name
    expect([...hosts].filter((host) => !/^[bfnrt]?n[0-9a-f]{12}\.test$/.test(host))).toEqual([]);
    expect(messages).not.toMatch(/\{\{[a-z]/i);
  });

  it('names no two packages alike', () => {
    const names = messages.match(/"extension":\{"name":"[^"]*"/g) ?? [];
    expect(names.length).toBeGreaterThan(100);
    // an extension that a case unloads and loads anew keeps its name
    expect(new Set(names).size).toBeGreaterThan(names.length * 0.8);
  });
});
