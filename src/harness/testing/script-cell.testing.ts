import { spawn } from 'node:child_process';
import { appendFileSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

// A cell as somebody else would write one: it shares no code with the project, speaks JSON-RPC by hand, and misbehaves as it is told.
// --on <method> --do <act>: what to do instead of, or before, the honest answer. --once <file>: only the first time while that file does not exist.
// --record <file>: appends every line that the suite sends. --evidence: what it claims about its network.

const { values } = parseArgs({
  options: {
    on: { type: 'string', default: '' },
    do: { type: 'string', default: '' },
    once: { type: 'string' },
    record: { type: 'string' },
    evidence: { type: 'string', default: 'none' },
  },
});

const write = (text: string): void => {
  for (let rest = Buffer.from(text); rest.length > 0;) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
    }
  }
};
const send = (message: object): void => write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
const log = (text: string): void => send({ method: 'log', params: { extension: 'cell', text } });

const limits = {
  cpuMs: 1000,
  wallMs: 2000,
  loadMs: 2000,
  memoryMiB: 64,
  logLines: 100,
  logBytes: 1000,
  resultBytes: 1000,
  pendingCalls: 10,
  registrations: 10,
};

const runtime = { name: 'script', version: '1', engine: 'none', isolation: 'none', claims: [] };

const honest = (method: string, params: { input?: unknown; extension?: { name: string } }): unknown => {
  switch (method) {
    case 'describe':
      return { runtime, evidence: values.evidence, seams: [] };
    case 'load':
      return { sandbox: params.extension?.name ?? '', limits };
    case 'call':
      return { status: 'returned', json: JSON.stringify(params.input) };
    default:
      return {};
  }
};

const spinning = 'for (const from = Date.now(); Date.now() - from < 60_000;);';
const sleeping = 'setTimeout(() => {}, 60_000);';
// a parent that leaves its group, starts the grandchild in another one, and is gone
const leaving = (env: string): string =>
  `const c = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeping)}], { detached: true, stdio: 'ignore', env: ${env} });
   c.unref(); process.stdout.write(String(c.pid)); ${env === '{}' ? 'setTimeout(() => {}, 800);' : ''}`;

const child = (source: string): number => spawn(process.execPath, ['-e', source], { stdio: 'ignore' }).pid ?? 0;

const grandchild = async (env: string): Promise<void> => {
  const parent = spawn(process.execPath, ['-e', leaving(env)], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  for await (const chunk of parent.stdout) {
    log(String(chunk));
    break;
  }
};

/** Returns whether the honest answer still follows. */
const acts: Readonly<Record<string, (id: number) => boolean | Promise<boolean>>> = {
  die: () => {
    process.kill(process.pid, 'SIGKILL');
    return false;
  },
  'complain-and-exit': () => {
    writeSync(2, `${'x'.repeat(50_000)}\nthe last words\n`);
    process.exit(3);
  },
  garbage: () => {
    write('Traceback (most recent call last):\n');
    return true;
  },
  'garbage-and-exit': () => {
    write('half a thought\n');
    process.exit(0);
  },
  'answer-and-exit': (id) => {
    send({ id, result: { status: 'absent' } });
    process.exit(0);
  },
  silence: () => false,
  'slow-down': async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return true;
  },
  throw: (id) => {
    send({ id, error: { code: -32000, message: 'the adapter is tired' } });
    return false;
  },
  'wrong-id': (id) => {
    send({ id: id + 1000, result: {} });
    return false;
  },
  'answer-twice': (id) => {
    send({ id, result: honest(values.on, {}) });
    return true;
  },
  'no-utf8': (id) => {
    writeSync(
      1,
      Buffer.concat([Buffer.from(`{"jsonrpc":"2.0","id":${String(id)},"result":"caf`), Buffer.from([0xe9]), Buffer.from('"}\n')]),
    );
    return false;
  },
  'no-result': (id) => {
    send({ id });
    return false;
  },
  'wrong-result': (id) => {
    send({ id, result: { runtime: { ...runtime, claims: ['everything'] }, evidence: 'none', seams: [] } });
    return false;
  },
  'missing-field': (id) => {
    send({ id, result: { status: 'returned' } });
    return false;
  },
  'unknown-notification': () => {
    send({ method: 'progress', params: { percent: 50 } });
    return true;
  },
  'wrong-notification': () => {
    send({ method: 'log', params: { extension: 'cell', message: 'text is missing' } });
    return true;
  },
  flood: () => {
    for (;;) log('y'.repeat(10_000));
  },
  'flood-of-empty-records': () => {
    for (;;) log('');
  },
  'endless-line': () => {
    for (;;) write('z'.repeat(65_536));
  },
  'tell-pid': () => {
    log(String(process.pid));
    return true;
  },
  grandchild: async () => {
    await grandchild('process.env');
    return true;
  },
  'grandchild-without-environment': async () => {
    await grandchild('{}');
    return true;
  },
  'spinning-child': () => {
    log(String(child(spinning)));
    return true;
  },
  'sleeping-child': () => {
    log(String(child(sleeping)));
    return true;
  },
  'short-children': () => {
    const next = (): void => void spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }).once('exit', next);
    next();
    return true;
  },
};

let armed = true;
const fires = (method: string): boolean => {
  if (!armed || values.on !== method) return false;
  if (values.once === undefined) return true;
  armed = false;
  try {
    openSync(values.once, 'wx');
    return true;
  } catch {
    return false; // it has happened already, in this cell or in an earlier one
  }
};

createInterface({ input: process.stdin }).on('line', (line) => {
  if (values.record !== undefined) appendFileSync(values.record, `${line}\n`);
  const { id, method, params } = JSON.parse(line) as { id: number; method: string; params: { input?: unknown } };
  const act = fires(method) ? acts[values.do] : undefined;
  void Promise.resolve(act?.(id) ?? true).then((answers) => {
    if (answers) send({ id, result: honest(method, params) });
  });
});
