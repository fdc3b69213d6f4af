import { inSeam, semantic } from './build-fault.ts';
import type { Fault, Rewriting } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { wrapHandlers } from './rewriting/wrap-default.ts';

const strays = (name: string, breaks: string, change: string): Fault =>
  semantic(
    name,
    breaks,
    wrapHandlers(
      `(handler, kind, name) => name !== 'strays' ? handler : async (options) => {
        const result = await handler(options);
        ${change}
        return result;
      }`,
      ['operation'],
    ),
  );

const dropsLeftBehind = (): Rewriting => ({ log: (record) => (record.text === 'left behind' ? [] : [record]) });

/** What extensions leave behind, and what they find. */
export const strayingFaults: readonly Fault[] = [
  strays(
    'strays-fail-their-call',
    'what nobody catches fails the call that it was made in',
    "if (options.way !== undefined) result.act = 'failed by a stray';",
  ),
  strays(
    'strays-spoil-the-next-call',
    'after something that nobody caught the next call fails',
    "if (options.way === undefined && options.wait === undefined) result.act = 'failed by a stray';",
  ),
  strays(
    'strays-fail-waiting-calls',
    'what nobody catches fails whatever call waits',
    "if (options.wait !== undefined) result.act = 'failed by a stray';",
  ),
  semantic('drops-what-is-left-behind', 'what a call leaves behind never goes on', dropsLeftBehind),
  semantic(
    'hunts-nothing',
    'a hunt for secrets looks nowhere',
    rewriteSource((source) =>
      source.includes("id: 'hunts-secrets'") ? source.replace('await hunt(options)', '{ found: [], tried: 0 }') : source,
    ),
  ),
  inSeam('request-opens-the-host', 'request reads files of the host and connects wherever it is asked to'),
];
