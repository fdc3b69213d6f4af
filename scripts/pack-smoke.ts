/**
 * Packs the package, installs it into an empty project, and does there what the README says: the CLI, a vitest file, an extension in a host.
 * The files are the README's own examples. Ends with an error at the first thing that does not work; `--keep` leaves the project for a look.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packedProblems } from '../gates/packed-files.ts';
import { readExamples } from '../gates/read-examples.ts';
import { packageRoot } from '../src/package-root.ts';

const project = mkdtempSync(join(tmpdir(), 'sandproof-pack-'));
const extension = 'node_modules/@directus-labs/ai-writer-operation';

/** The environment without this project's own `node_modules/.bin` and npm settings, as a user has it. */
const environment = Object.fromEntries(
  Object.entries({ ...process.env, OPENAI_API_KEY: 'key-of-the-stand-in', NO_COLOR: '1' })
    .filter(([name]) => !/^npm_(?:lifecycle|package|command)|^FORCE_COLOR$/.test(name))
    .map(([name, value]) => [
      name,
      name === 'PATH'
        ? value
            ?.split(':')
            .filter((folder) => !folder.startsWith(packageRoot))
            .join(':')
        : value,
    ]),
);

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly output: string;
}

const run = (cwd: string, command: string, ...args: readonly string[]): Ended => {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    timeout: 300_000,
  });
  if (error !== undefined) throw error;
  return { status, stdout, output: stdout + stderr };
};

const mustPass = (what: string, ended: Ended): Ended => {
  if (ended.status !== 0) throw new Error(`${what} ended with ${String(ended.status)}:\n${ended.output}`);
  console.log(`ok  ${what}`);
  return ended;
};

const mustSay = (what: string, ended: Ended, wanted: RegExp): void => {
  if (!wanted.test(ended.output)) throw new Error(`${what} must say ${String(wanted)}, but said:\n${ended.output}`);
};

const pack = (): string => {
  const { stdout } = mustPass('npm pack', run(packageRoot, 'npm', 'pack', '--silent', '--json', '--pack-destination', project));
  const [packed] = JSON.parse(stdout) as { filename: string; size: number; files: { path: string }[] }[];
  if (packed === undefined) throw new Error(`npm pack printed no package:\n${stdout}`);
  const problems = packedProblems(packed.files.map(({ path }) => path));
  if (problems.length > 0) throw new Error(`the package is not sound:\n${problems.join('\n')}`);
  console.log(`ok  ${String(packed.files.length)} files, ${String(Math.round(packed.size / 1024))} KiB packed`);
  return join(project, packed.filename);
};

const install = (tarball: string): void => {
  const manifest = { private: true, type: 'module', allowScripts: { esbuild: true, 'isolated-vm': true, node: true } };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  mustPass('npm i -D node@24 sandproof', run(project, 'npm', 'i', '--prefer-offline', '--no-audit', '--no-fund', '-D', 'node@24', tarball));
  mkdirSync(join(project, extension), { recursive: true });
  cpSync(join(packageRoot, extension), join(project, extension), { recursive: true });
};

/** Answers as the web service of the published extension would, and its name resolves as it would; everything else is refused. */
const standIn = `
import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
dns.lookup = async () => [{ address: '203.0.113.7', family: 4 }];
syncBuiltinESMExports();
const completion = ({ request }) =>
  request.headers.get('authorization') === 'Bearer key-of-the-stand-in'
    ? HttpResponse.json({ choices: [{ message: { content: 'Hello from the stand-in.' } }] })
    : new HttpResponse(null, { status: 401 });
setupServer(http.post('https://api.openai.com/v1/chat/completions', completion)).listen({ onUnhandledRequest: 'error' });
`;

const refusesOldNode = (): void => {
  const older = [process.env['npm_node_execpath'], '/usr/bin/node'].find(
    (path) => path !== undefined && Number(/v(\d+)/.exec(run(project, path, '-v').stdout)?.[1]) < 24,
  );
  if (older === undefined) return console.log('--  an older Node refuses in one sentence: not measured, this machine has none');
  const ended = run(project, older, join(project, 'node_modules/sandproof/dist/src/cli/main.js'), 'run');
  if (ended.status !== 2 || ended.output.trim().split('\n').length !== 1)
    throw new Error(`an older Node must refuse in one sentence:\n${ended.output}`);
  console.log('ok  an older Node refuses in one sentence');
};

try {
  install(pack());
  for (const [name, text] of readExamples(readFileSync(join(packageRoot, 'README.md'), 'utf8'))) writeFileSync(join(project, name), text);
  writeFileSync(join(project, 'stand-in.js'), standIn);

  mustSay('npx sandproof --version', mustPass('npx sandproof --version', run(project, 'npx', 'sandproof', '--version')), /^\d+\.\d+\.\d+/);
  mustPass('npx sandproof run --adapter reference', run(project, 'npx', 'sandproof', 'run', '--adapter', 'reference'));
  const tested = mustPass('npx vitest run', run(project, 'npx', 'vitest', 'run', 'conformance.test.ts'));
  mustSay('npx vitest run', tested, /Tests\s.*\b[1-9]\d* passed/);
  const answered = mustPass('node run-extension.js', run(project, 'npx', 'node', '--import', './stand-in.js', 'run-extension.js'));
  mustSay('node run-extension.js', answered, /^Hello from the stand-in\.$/m);
  refusesOldNode();
} finally {
  if (process.argv.includes('--keep')) console.log(`kept ${project}`);
  else rmSync(project, { recursive: true, force: true });
}
