import { errorOf, openSdk, valueOf } from '../ask.testing.ts';

// Requests every URL of the arguments and prints what came of it; for tests of what the environment of a process can change.
const urls = process.argv.slice(2);
const { request } = openSdk(
  { request: { methods: ['GET'], urls: urls.map((url) => new URL('/*', url).href) } },
  { limits: { requestMs: 5_000 } },
);
const answers: object[] = [];
for (const url of urls) {
  const answer = await request(url);
  answers.push('resolve' in answer ? { status: valueOf(answer).status } : { kind: errorOf(answer).kind });
}
process.stdout.write(JSON.stringify(answers));
