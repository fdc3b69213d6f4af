import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// A cell whose runtime is a process of its own, the cell that these arguments start: it hands lines on and knows nothing. When its runtime is gone it stays.

const main = fileURLToPath(new URL('../../cell/main.ts', import.meta.url));
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const child = spawn(process.execPath, [...flags, main, ...process.argv.slice(2)], { stdio: ['pipe', 'pipe', 'inherit'] });
process.stdin.on('data', (chunk) => child.stdin.write(chunk)).on('end', () => child.stdin.end());
child.stdout.pipe(process.stdout);
child.stdin.on('error', () => undefined);
