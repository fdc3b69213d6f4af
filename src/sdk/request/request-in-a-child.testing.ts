import { errorOf, openSdk, valueOf } from '../ask.testing.ts';
import type { SdkOptions } from '../create-sdk.ts';

// Requests every URL of the second argument with the options of the first and prints what came of it; for tests of what the environment of a process can change.
const [options = '{}', ...urls] = process.argv.slice(2);
const { request } = openSdk(
  { request: { methods: ['GET'], urls: urls.map((url) => new URL('/*', url).href) } },
  { limits: { requestMs: 5_000 }, ...(JSON.parse(options) as Partial<SdkOptions>) },
);
const answers: object[] = [];
for (const url of urls) {
  const answer = await request(url);
  answers.push('resolve' in answer ? { status: valueOf(answer).status } : { kind: errorOf(answer).kind });
}
process.stdout.write(JSON.stringify(answers));
