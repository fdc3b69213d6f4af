/** Shows how far a run is, on a terminal only: a pipe and CI stay quiet. */
export interface Progress {
  update(done: number, total: number): void;
  /** Removes the line. */
  end(): void;
}

const clear = '\r\u001b[2K';

/** Writes one changing line to stderr when it is a terminal and `CI` is not set; `what` is counted. */
export const progress = (name: string, what = 'cases', out: NodeJS.WriteStream = process.stderr): Progress => {
  if (out.isTTY !== true || (process.env['CI'] ?? '') !== '') return { update: () => undefined, end: () => undefined };
  const from = performance.now();
  return {
    update: (done, total) => out.write(`${clear}${name}: ${done} of ${total} ${what}, ${((performance.now() - from) / 1000).toFixed(0)} s`),
    end: () => out.write(clear),
  };
};
