/**
 * Writes `src/protocol/protocol.schema.json`, the JSON Schema of every line between suite and cell, from the schemas of the code.
 * `--check` writes nothing and exits 1 when the file says something else.
 * `--transcript` writes the conversation in `docs/protocol.md` instead, from a run of the Python example; it needs python3 and differs a little each time.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { leaseCells } from '../src/harness/lease.ts';
import { packageRoot } from '../src/package-root.ts';
import { protocolSchema } from '../src/protocol/protocol-schema.ts';

const patience = 20_000;

const source = `import { log } from 'directus:api';
export default { id: 'greet', handler: ({ name }) => { log(\`greets \${name}\`); return { hello: name.toUpperCase() }; } };
`;

const manifest = (path: string): string =>
  JSON.stringify({
    name: 'greeting',
    type: 'module',
    'directus:extension': {
      type: 'operation',
      path: { app: 'app.js', api: path },
      source: { app: 'app.js', api: path },
      sandbox: { enabled: true, requestedScopes: { log: {} } },
    },
  });

const extension = (path: string): { name: string; folder: string; manifestText: string; files: Record<string, string> } => ({
  name: 'greeting',
  folder: '/somewhere/package',
  manifestText: manifest(path),
  files: { 'index.js': source },
});

/** Copies what passes between the suite and a program to a file, a line each. */
const recorder = `
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
const [file, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
const copy = (from, to, mark) => createInterface({ input: from }).on('line', (line) => { appendFileSync(file, mark + ' ' + line + '\\n'); to.write(line + '\\n'); });
copy(process.stdin, child.stdin, '→').on('close', () => child.stdin.end());
copy(child.stdout, process.stdout, '←');
`;

const recordTranscript = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'sandproof-transcript-'));
  try {
    const [file, program] = [join(folder, 'lines'), join(folder, 'recorder.mjs')];
    writeFileSync(program, recorder);
    const words = [process.execPath, program, file, 'python3', join(packageRoot, 'adapters/examples/python/adapter.py')];
    const command = words.map((word) => JSON.stringify(word)).join(' ');
    await using lease = leaseCells({ kind: 'exec', name: 'example', command, evidence: 'none' });
    const entry = { extension: 'greeting', operation: 'greet' };
    await lease.ask('describe', {}, patience);
    await lease.ask('prepare', { network: { answers: { 'https://inside.test/': { status: 200, body: 'hello' } } } }, patience);
    await lease.ask('load', { extension: extension('index.js'), limits: { cpuMs: 200 } }, patience);
    await lease.ask('call', { entry, input: { name: 'Ada' } }, patience);
    await lease.ask('call', { entry, input: {} }, patience);
    await lease.ask('ping', {}, patience);
    await lease.ask('dispose', { sandbox: 'greeting' }, patience);
    await lease.ask('call', { entry, input: { name: 'Ada' } }, patience);
    await lease.ask('load', { extension: extension('nowhere.js') }, patience);
    return readFileSync(file, 'utf8').trimEnd();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const page = join(packageRoot, 'docs/protocol.md');
const [begin, end] = ['<!-- transcript: written by `node scripts/generate-protocol.ts --transcript` -->', '<!-- /transcript -->'];
const file = 'src/protocol/protocol.schema.json';
const path = join(packageRoot, file);

if (process.argv.includes('--transcript')) {
  const old = readFileSync(page, 'utf8');
  const [before, after] = [old.split(begin)[0], old.split(end)[1]];
  if (before === undefined || after === undefined || !old.includes(begin))
    throw new Error(`the page has lost its markers ${begin} and ${end}`);
  writeFileSync(page, `${before}${begin}\n\n\`\`\`text\n${await recordTranscript()}\n\`\`\`\n\n${end}${after}`);
  console.log('wrote the conversation of docs/protocol.md');
} else {
  const text = await format(JSON.stringify(protocolSchema()), { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    console.log(`wrote ${file}`);
  } else if (text !== readFileSync(path, 'utf8')) {
    console.error(`${file} is not what the code says; run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}
