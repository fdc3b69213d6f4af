/** Fault to case to the checks that it makes false while challenge and twin hold. All sorted. */
export type KillMatrix = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Returns the matrix of these kills. */
export const killMatrix = (
  kills: readonly { readonly fault: string; readonly id: string; readonly checks: readonly string[] }[],
): KillMatrix =>
  sorted(
    Object.fromEntries(
      [...Map.groupBy(kills, ({ fault }) => fault)].map(([fault, all]) => [
        fault,
        sorted(Object.fromEntries(all.map(({ id, checks }) => [id, checks.toSorted()]))),
      ]),
    ),
  );

/** Returns the text of `kill-matrix.json`. */
export const matrixText = (matrix: KillMatrix): string => `${JSON.stringify(matrix, null, 2)}\n`;

const lines = (matrix: KillMatrix): ReadonlySet<string> =>
  new Set(
    Object.entries(matrix).flatMap(([fault, cases]) =>
      Object.entries(cases).flatMap(([id, checks]) => checks.map((says) => `${fault} on ${id}: ${says}`)),
    ),
  );

/** Returns one line for each kill that only one of two matrices has. */
export const matrixDifference = (then: KillMatrix, now: KillMatrix): readonly string[] => {
  const [before, after] = [lines(then), lines(now)];
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `gone: ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `new:  ${line}`),
  ].toSorted();
};
