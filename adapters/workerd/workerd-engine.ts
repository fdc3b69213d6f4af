import { EngineRefusal, EngineStop, type Engine, type OpenEngine } from '../engine.ts';
import { sliceClock, type SliceClock } from './slice-clock.ts';
import { startWorkerd, type Workerd } from './start-workerd.ts';
import { workerModules } from './worker-modules.ts';

/** What a worker tells of its module body, in the first line of a message. */
type BodyEnd = { readonly phase: 'finished' } | { readonly phase: 'link' | 'evaluate'; readonly name: string; readonly message: string };

/** A slice that has not been answered yet. */
interface RunningSlice extends PromiseWithResolvers<void> {
  readonly clock: SliceClock;
}

/** What all workers of a runtime share: their program, where they find what they start with, and where what they fetch arrives. */
export interface WorkerdGround {
  readonly binary: string;
  readonly folder: string;
  readonly outbound: string;
}

/** MiB of V8's heap that workerd and the boot module need besides the extension. */
const ownHeapMiB = 16;

const stopOf = (printed: string): EngineStop => new EngineStop(/out of memory/i.test(printed) ? 'memory' : 'crash');

/** Opens engines each of which is a process of its own with one worker. workerd ends no loop: the clock is ours, and it ends the process. */
export const workerdEngines =
  (ground: WorkerdGround): OpenEngine =>
  async (setup, limits): Promise<Engine> => {
    const body = Promise.withResolvers<void>();
    let workerd: Workerd | undefined;
    let running: RunningSlice | undefined;
    let records = '';
    let over: EngineStop | undefined;
    let untold: EngineStop | undefined;
    let disposed = false;
    let tellLate = (): void => undefined;

    const take = (line: string): void => {
      const end = JSON.parse(line) as BodyEnd;
      if (end.phase === 'finished') body.resolve();
      else body.reject(new EngineRefusal(end.phase, { name: end.name, message: end.message }));
    };

    /* `A` or `L` for the answer to a slice or for what came later, what became of the body if that is new, and the records. */
    const onMessage = (message: string): void => {
      const line = message.indexOf('\n');
      const fresh = message.slice(line + 1);
      records += records === '' || fresh === '' ? fresh : `\n${fresh}`;
      if (line > 1) take(message.slice(1, line));
      if (!message.startsWith('A')) {
        tellLate();
        return;
      }
      running?.clock.stop();
      running?.resolve();
      running = undefined;
    };

    const stop = (reason: EngineStop): void => {
      workerd?.kill();
      over = reason;
      running?.clock.stop();
      if (running === undefined) {
        untold = reason;
        tellLate();
      } else running.reject(reason);
      running = undefined;
    };

    const slice = async (step: string, text: string): Promise<void> => {
      if (over !== undefined) throw over;
      if (workerd === undefined) throw new Error('The worker is not started yet');
      const clock = sliceClock(workerd.pid, limits.cpuMs, () => stop(new EngineStop('cpu')));
      running = { ...Promise.withResolvers<void>(), clock };
      const { promise } = running;
      workerd.send(step + text);
      await promise;
    };

    return {
      prepare: async (source) => {
        workerd = await startWorkerd({
          ...ground,
          modules: workerModules(source),
          heapMiB: limits.memoryMiB + ownHeapMiB,
          onMessage,
          onEnd: (printed) => stop(stopOf(printed)),
        });
        if (disposed) {
          workerd.kill();
          throw new EngineStop('crash');
        }
      },
      evaluate: async () => {
        await slice('c', JSON.stringify(setup));
        await slice('e', '');
        return { finished: body.promise };
      },
      register: () => slice('r', ''),
      dispatch: (call) => slice('d', call),
      deliver: (answer) => slice('a', answer),
      drain: () => {
        const stopped = untold;
        untold = undefined;
        if (stopped !== undefined) throw stopped;
        const drained = records;
        records = '';
        return drained;
      },
      listen: (bell) => {
        tellLate = () => bell.records();
      },
      dispose: () => {
        disposed = true;
        running?.clock.stop();
        workerd?.kill();
      },
    };
  };
