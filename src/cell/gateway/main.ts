import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

import type { FromGateway, ToGateway } from '../../enclosure/gateway-lines.ts';
import { openGateway } from './open-gateway.ts';
import { openProxy } from './open-proxy.ts';

// Runs inside a network namespace of its own, or, with --proxy, beside the runtime; stdin and stdout lead to whoever encloses a runtime there.
const send = (message: FromGateway): void => {
  const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
    }
  }
};

const open = process.argv.includes('--proxy') ? openProxy : openGateway;
const gateway = await open((record) => send({ record }));
send({ ready: gateway.ca, ...(gateway.proxy === undefined ? {} : { proxy: gateway.proxy }) });
for await (const line of createInterface({ input: process.stdin })) {
  const { done, mount } = JSON.parse(line) as ToGateway;
  await (mount === undefined ? gateway.settle() : gateway.mount(mount));
  send({ done });
}
process.exit(0);
