/** A lockfile of version 3, as far as this gate reads it. */
export interface DependencyLock {
  readonly packages: Readonly<Record<string, LockedDependencies>>;
}

interface LockedDependencies {
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where Node looks for a package that the one at `from` imports, nearest first. */
const lookups = (from: string, name: string): string[] => {
  const here = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (from === '') return [here];
  const above = from.includes('/node_modules/') ? from.slice(0, from.lastIndexOf('/node_modules/')) : '';
  return [here, ...lookups(above, name)];
};

/**
 * Returns one sentence for each thing that would make `npm ci` fail elsewhere: an address of one registry, or a dependency without an entry.
 * Binaries for other platforms count too: where a registry lacks some, `npm install` leaves them out, and `npm ci` refuses the lockfile.
 */
export const lockfileProblems = ({ packages }: DependencyLock): string[] =>
  Object.entries(packages).flatMap(([path, entry]) => [
    ...(entry.resolved?.startsWith('http') === true ? [`${path} has the address of a registry`] : []),
    ...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !lookups(path, name).some((place) => place in packages))
      .map((name) => `${path === '' ? 'the project' : path} needs ${name}, which has no entry`),
  ]);
