import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { operation } from '../contract/stimulus.ts';
import { runCampaign, type Campaign } from './campaign.ts';
import type { Property } from './program.ts';
import type { Play } from './run-property.ts';

const property = (name: string): Property => ({
  name,
  clause: 'REQ-5',
  says: 'it holds',
  programs: fc.nat({ max: 99 }).map((n) => ({
    given: { extension: 'request-once' },
    when: operation('once', n),
    expects: [{ call: 0, refused: true }],
    covers: [`n: ${n}`],
  })),
});

const well: Play = () => Promise.resolve([]);
const campaign = (changes: Partial<Campaign>) =>
  runCampaign({ properties: [property('a'), property('b')], seed: 1, runs: 10, shard: { index: 0, of: 1 }, lanes: [well], ...changes });

describe('runCampaign', () => {
  it('gives the same report however many lanes there are', async () => {
    const one = await campaign({});
    expect(one.reports.map(({ runs }) => runs)).toEqual([10, 10]);
    expect(await campaign({ lanes: [well, well, well] })).toEqual(one);
  });

  it('deals each run to one shard', async () => {
    const shards = await Promise.all([0, 1, 2].map((index) => campaign({ shard: { index, of: 3 } })));
    expect(shards.map(({ reports }) => reports[0]?.runs)).toEqual([4, 3, 3]);
  });

  it('reports what was run until a program could not be played, and why it ended', async () => {
    let played = 0;
    const failing: Play = () => ((played += 1) > 5 ? Promise.reject(new Error('no cell')) : Promise.resolve(['wrong']));
    const { reports, broken } = await campaign({ properties: [property('a')], lanes: [well, failing] });
    expect(String(broken)).toMatch(/could not be played: Error: no cell/);
    expect(reports[0]?.runs).toBeGreaterThan(0);
  });
});
