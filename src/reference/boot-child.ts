import { bootMessage } from './boot-message.ts';
import type { ReferenceParts } from './reference-parts.ts';
import { RuntimeError } from './runtime-error.ts';
import type { Child } from './start-child.ts';
import { parseChildLine } from './parse-child-line.ts';

/* ms of wall time; 30 to 60 are usual on two cores. */
const bootMs = 30_000;

/**
 * Makes a started child's isolate, context and boot module; resolves when it waits for an extension.
 * @throws {RuntimeError} `CHILD_FAILED` when it ends or stays silent; it is gone then.
 */
export const bootChild = async (child: Child, parts: ReferenceParts): Promise<Child> => {
  const ready = new Promise<'ready'>((resolve) => {
    child.onLine = (line) => {
      const parsed = parseChildLine(line);
      if ('note' in parsed && 'ready' in parsed.note) resolve('ready');
    };
  });
  child.send(`B${JSON.stringify(bootMessage(parts, child.memoryMiB))}`);
  const timer = setTimeout(() => child.kill(), bootMs);
  const first = await Promise.race([ready, child.ended]);
  clearTimeout(timer);
  if (first === 'ready') return child;
  throw new RuntimeError(
    'CHILD_FAILED',
    `A sandbox process did not start: ${first.detail}. Check that isolated-vm is installed for this Node and platform.`,
  );
};
