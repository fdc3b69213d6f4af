import { randomUUID } from 'node:crypto';

import type { Json } from '../../src/contract/json.ts';
import type { Outcome } from '../../src/contract/outcome.ts';
import type { Administrator } from './administrator.ts';
import type { Answered, Asked } from './ask.ts';
import { outcomeOperation } from './envoy.ts';

/** Runs operations as steps of flows. */
export interface Flows {
  run(operation: string, input: Json): Promise<Outcome>;
}

/** The free licence allows so many active flows. */
const mostFlows = 5;

interface Flow {
  readonly id: string;
  readonly step: string;
  /** The operation that it runs and the names of its options. */
  runs: string;
  inUse: number;
}

/* The options of a step are text with places for what triggered the flow; a place that is the whole text takes the value as it is. */
const placesFor = (keys: readonly string[]): Json =>
  Object.fromEntries(keys.map((key, index) => [key, `{{$trigger.body.v${String(index)}}}`]));

/* Options are always an object. */
const optionsOf = (input: Json): { readonly [key: string]: Json } =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as { readonly [key: string]: Json }) : {};

/** Makes the flows that {@link openFlows} finds; they run nothing that exists. */
export const makeFlows = async (administrator: Administrator): Promise<void> => {
  for (let n = 1; n <= mostFlows; n++) {
    const id = randomUUID();
    const step = randomUUID();
    const tells = (ended: string): Json => ({
      name: ended,
      key: ended,
      type: outcomeOperation,
      position_x: 40,
      position_y: 1,
      flow: id,
      options: { ended },
    });
    await administrator('POST', '/flows', {
      id,
      name: `sandproof ${String(n)}`,
      status: 'active',
      trigger: 'webhook',
      accountability: null,
      options: { method: 'POST', async: false, return: '$last', cacheEnabled: false },
    });
    await administrator('POST', '/operations', {
      id: step,
      name: 'subject',
      key: 'subject',
      type: 'none',
      position_x: 20,
      position_y: 1,
      flow: id,
      options: {},
      resolve: tells('resolve'),
      reject: tells('reject'),
    });
    await administrator('PATCH', `/flows/${id}`, { operation: step });
  }
};

const findFlows = async (administrator: Administrator): Promise<readonly Flow[]> => {
  const found = (await administrator('GET', '/flows?fields=id,operation')) as unknown as readonly { id: string; operation: string }[];
  return found.map(({ id, operation }) => ({ id, step: operation, runs: '', inUse: 0 }));
};

/** Reads the answer of such a flow; the runtime has no operation of that id when no step was run. */
export const readFlowAnswer = ({ status, body }: Answered): Outcome => {
  const value = body === '' ? null : (JSON.parse(body) as { readonly outcome?: string; readonly data?: null } | null);
  if (typeof value?.outcome === 'string') return JSON.parse(value.outcome) as Outcome;
  if (status < 300 && (value === null || value.data === null)) return { status: 'absent' };
  throw new Error(`A flow was answered with ${String(status)}: ${body.slice(0, 500)}`);
};

/** Keeps flows for operations: one runs all calls of an operation whose options have the same names, and is changed when another is asked for. */
export const openFlows = async (administrator: Administrator, send: (asked: Asked) => Promise<Answered>): Promise<Flows> => {
  const flows = await findFlows(administrator);
  const free: (() => void)[] = [];
  let changing: Promise<unknown> = Promise.resolve();

  const choose = async (operation: string, keys: readonly string[]): Promise<Flow> => {
    const runs = JSON.stringify([operation, keys]);
    for (;;) {
      const fitting = flows.find((one) => one.runs === runs);
      if (fitting !== undefined) return fitting;
      const idle = flows.find(({ inUse }) => inUse === 0);
      if (idle !== undefined) {
        idle.runs = '';
        await administrator('PATCH', `/operations/${idle.step}`, { type: operation, options: placesFor(keys) });
        idle.runs = runs;
        return idle;
      }
      await new Promise<void>((resolve) => free.push(resolve));
    }
  };

  /* One choice at a time, so that no two change the same flow. */
  const take = (operation: string, keys: readonly string[]): Promise<Flow> => {
    const chosen = changing.then(async () => {
      const flow = await choose(operation, keys);
      flow.inUse += 1;
      return flow;
    });
    changing = chosen.catch(() => undefined); // whoever asked for it hears of it
    return chosen;
  };

  return {
    run: async (operation, input) => {
      const options = optionsOf(input);
      const flow = await take(operation, Object.keys(options));
      try {
        const body = Object.fromEntries(Object.values(options).map((value, index) => [`v${String(index)}`, value]));
        const answered = await send({
          method: 'POST',
          target: `/flows/trigger/${flow.id}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return readFlowAnswer(answered);
      } finally {
        flow.inUse -= 1;
        free.shift()?.();
      }
    },
  };
};
