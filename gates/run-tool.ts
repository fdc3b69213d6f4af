import { spawnSync } from 'node:child_process';

/** How a tool ended: its exit code and everything it printed. */
export interface ToolRun {
  readonly status: number;
  readonly output: string;
}

/** Runs a tool of `node_modules/.bin` in a folder. @throws {Error} when it could not be started or did not end within 60 s */
export const runTool = (cwd: string, tool: string, ...args: readonly string[]): ToolRun => {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    timeout: 60_000,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (error !== undefined || status === null) throw new Error(`${tool} did not end by itself`, { cause: error });
  return { status, output: stdout + stderr };
};
