import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';

import type { NetworkRecord } from '../contract/network.ts';
import type { SeenOutcome } from '../contract/outcome.ts';
import { suitePeer, type SuitePeer } from '../protocol/suite-peer.ts';
import { openEnclosure, type Enclosure, type EnclosureKind } from '../enclosure/open-enclosure.ts';
import type { MethodName, Params, Result } from '../protocol/messages.ts';
import type { PlacedTarget } from './adapter-target.ts';
import { markVariable, type ProcessName } from './cell-family.ts';
import type { JournalLine } from './journal.ts';
import { spawnCell } from './spawn-cell.ts';
import { layTripwires, type Tripwires } from './tripwires.ts';

/** Something that a cell told on its own, with the suite's time in ms. */
export type Told =
  | { readonly kind: 'log'; readonly extension: string; readonly text: string; readonly at: number }
  | { readonly kind: 'network'; readonly record: NetworkRecord; readonly at: number };

/** How a request to a cell ended badly; the cell is gone afterwards, except after `error`. */
export type Trouble =
  Extract<SeenOutcome, { readonly status: 'crashed' | 'hung' | 'protocol-error' }> | { readonly status: 'error'; readonly message: string };

/** One running cell. */
export interface HeldCell {
  readonly peer: SuitePeer;
  /** What surrounds it; gone when it has ended. */
  readonly tripwires: Tripwires;
  /** Settles when the cell can't answer any more, with the first thing that went wrong. */
  readonly gone: Promise<Trouble>;
  /** Gives the cell up for this reason. */
  breakOff(trouble: Trouble): void;
  /** Takes what the cell told since the last time. */
  told(): readonly Told[];
  /** Processor time in ms of the cell and everything that it started. */
  busyMs(): number;
  /** MiB of memory of the cell and everything that it started; undefined where that can't be read. */
  heldMiB(): number | undefined;
  /** Ends the cell and everything that it started. */
  end(): Promise<void>;
}

const samplingMs = 250;

/** MiB that a cell may tell between two takings: a hundred times what the most talkative case makes, and little for the worker. */
const mostTold = 16;

/* Characters, and what a record without any costs the worker at most: with 100, a flood of empty ones took 130 MiB before it was cut (Node 24.21). */
const sizeOf = (one: Told): number =>
  400 + (one.kind === 'log' ? one.extension.length + one.text.length : JSON.stringify(one.record).length);

/** A cell's peer behind a gateway: the network is mounted before a case begins, and what left during a request is told before its answer. */
const enclosedPeer = (peer: SuitePeer, enclosure: Enclosure): SuitePeer => {
  const { ca, proxy } = enclosure;
  const gateway = { ca, ...(proxy === undefined ? {} : { proxy }) };
  return {
    request: async <M extends MethodName>(method: M, params: Params<M>): Promise<Result<M>> => {
      if (method === 'prepare') await enclosure.mount((params as Params<'prepare'>).network);
      try {
        return await peer.request(method, method === 'prepare' ? { ...params, gateway } : params);
      } finally {
        await enclosure.settle();
      }
    },
  };
};

/* What is put around a program that is its own cell; a cell of ours sees what leaves itself. */
const enclosureAround = ({ kind, evidence }: PlacedTarget): EnclosureKind | undefined => {
  if (kind !== 'exec') return undefined;
  return evidence === 'gateway' ? 'namespace' : evidence === 'proxy' ? 'proxy' : undefined;
};

/** What a cell is started with. */
export interface CellSurroundings {
  /** Variables that a case gives. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Absolute path of a folder for the tripwires and for the cell's temporary files; the system's temporary one when left out. */
  readonly scratch?: string;
}

/** Starts a cell and listens to it. `journal` hears how to find its processes, before there are any. @throws {Error} when it can't be started */
export const holdCell = async (
  target: PlacedTarget,
  journal: (line: JournalLine) => void,
  { environment = {}, scratch }: CellSurroundings = {},
): Promise<HeldCell> => {
  const mark = randomBytes(8).toString('hex');
  journal({ kind: 'cell', mark });
  await using undo = new AsyncDisposableStack();
  const tripwires = undo.use(await layTripwires(scratch));
  const heard: { hear?(one: Told): void } = {};
  const around = enclosureAround(target);
  const enclosure =
    around === undefined
      ? undefined
      : undo.use(
          await openEnclosure(
            (record) => heard.hear?.({ kind: 'network', record, at: performance.now() }),
            { ...process.env, [markVariable]: mark },
            around,
          ),
        );
  const onStray = (stray: ProcessName): void => journal({ kind: 'stray', ...stray });
  const enter = enclosure === undefined ? {} : { enter: (words: readonly string[]) => enclosure.enter(words) };
  const place = scratch === undefined ? {} : { scratch };
  const cell = await spawnCell(target, mark, { tripwires, environment, ...place, ...enter }, onStray);
  const surroundings = undo.move();
  journal({ kind: 'cell', mark, ...cell.family.cell });
  const { promise: gone, resolve: breakOff } = Promise.withResolvers<Trouble>();
  void cell.ended.then(({ code, signal }) =>
    breakOff({
      status: 'crashed',
      detail: `the cell ended with ${signal ?? `exit code ${code}`}${cell.stderr() === '' ? '' : `; stderr: ${cell.stderr().trim().slice(-1000)}`}`,
    }),
  );
  let told: Told[] = [];
  let length = 0;
  const hear = (one: Told): void => {
    length += sizeOf(one);
    if (length > mostTold * 1024 * 1024)
      breakOff({ status: 'protocol-error', detail: `the cell told more than ${mostTold} MiB at one go` });
    else told.push(one);
  };
  heard.hear = hear;
  const direct = suitePeer(cell.input, cell.output, {
    onLog: ({ extension, text }) => hear({ kind: 'log', extension, text, at: performance.now() }),
    onNetwork: ({ record }) => hear({ kind: 'network', record, at: performance.now() }),
    onBroken: (detail) => breakOff({ status: 'protocol-error', detail }),
  });
  const peer = enclosure === undefined ? direct : enclosedPeer(direct, enclosure);
  void enclosure?.ended.then((why) => breakOff({ status: 'crashed', detail: why }));
  const sampling = setInterval(() => cell.family.look(), samplingMs);
  sampling.unref();
  return {
    peer,
    tripwires,
    gone,
    breakOff,
    told: () => {
      const taken = told;
      told = [];
      length = 0;
      return taken;
    },
    busyMs: () => cell.family.busyMs(),
    heldMiB: () => cell.family.heldMiB(),
    end: async () => {
      clearInterval(sampling);
      await cell.end();
      await surroundings.disposeAsync();
    },
  };
};
