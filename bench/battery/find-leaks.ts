import type { TripSecrets } from './tripwires.ts';

/** What must not be found in anything that an extension says. */
export interface Forbidden {
  readonly secrets: TripSecrets;
  /** The host's process; looked for as `pid=<n>`, which is how the hunt writes every number of a process that it finds. */
  readonly hostPid: number;
  /** Absolute paths of the host. */
  readonly paths: readonly string[];
}

/** Returns what of it is in this text, as `<what> in <where>`. */
export const findLeaks = (text: string, where: string, { secrets, hostPid, paths }: Forbidden): readonly string[] => {
  const plain = text.replaceAll('\\/', '/');
  const found = [
    ...(plain.includes(secrets.inFile) ? ["the file's secret"] : []),
    ...(plain.includes(secrets.inVariable) ? ["the environment variable's secret"] : []),
    ...(plain.includes(secrets.behindPort) ? ["the port's secret"] : []),
    ...(new RegExp(`pid=${hostPid}(?!\\d)`).test(plain) ? ["the host's pid"] : []),
    ...(paths.some((path) => plain.includes(path)) ? ['a path of the host'] : []),
  ];
  return found.map((what) => `${what} in ${where}`);
};
