import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { json } from './json.ts';
import { reportSchema } from './report-schema.ts';
import { failedCase, sampleCase, sampleReport } from './sample-report.testing.ts';

const file = fileURLToPath(new URL('report.schema.json', import.meta.url));
const published = (): z.ZodType => z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0]);

const whole = sampleReport(
  [
    sampleCase({ figures: { stops: [{ limit: 'cpu', limitMs: 100, tookMs: 120.5 }], busyShare: 0.01 } }),
    failedCase('why', { known: 'written down' }),
    sampleCase({ verdict: 'untestable', because: 'not reached', attempts: [] }),
  ],
  { fault: 'drops-logs', stale: ['a'], notes: ['b'], errors: ['c'], exitCode: 4 },
);

describe('report.schema.json', () => {
  it('is the schema of the code; `npx vitest run src/report -u` writes it', async () => {
    const schema = { title: 'The report.json of sandproof', ...z.toJSONSchema(reportSchema) };
    const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), filepath: file });
    await expect(text).toMatchFileSnapshot(file);
  });

  it('takes what the report writes', () => {
    const value: unknown = JSON.parse(json(whole));
    expect(published().safeParse(value)).toMatchObject({ success: true });
    expect(reportSchema.safeParse(value)).toMatchObject({ success: true });
  });

  it.each<[string, (report: Record<string, unknown>) => void]>([
    ['a field is missing', (report) => delete report['complete']],
    ['a field is too many', (report) => (report['extra'] = 1)],
    ['the exit code is one of another program', (report) => (report['exitCode'] = 2)],
    ['a case has an unknown verdict', (report) => (((report['cases'] as { verdict: string }[])[0] ?? { verdict: '' }).verdict = 'green')],
    ['the totals lack a profile', (report) => delete (report['totals'] as Record<string, unknown>)['compat']],
    ['the schema is another version', (report) => (report['schema'] = 'sandproof-report-2')],
  ])('takes no report in which %s', (_, spoil) => {
    const value = JSON.parse(json(whole)) as Record<string, unknown>;
    spoil(value);
    expect(published().safeParse(value).success).toBe(false);
    expect(reportSchema.safeParse(value).success).toBe(false);
  });
});
