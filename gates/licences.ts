/** The licences that code in the production tree may have (SPDX). */
const allowedLicences: readonly string[] = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0'];

/** An entry of `packages` in a lockfile of version 3, as far as this gate reads it. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  /** Only reached through devDependencies. */
  readonly dev?: boolean;
  /** Only reached through peerDependencies: the user's own choice and copy. */
  readonly peer?: boolean;
  /** Reached through devDependencies and through an optional dependency or a peer of the production tree. */
  readonly devOptional?: boolean;
}

/** A lockfile, as far as this gate reads it. */
export interface Lockfile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Whether an SPDX expression of names, `AND`, `OR` and parentheses can be met with the allowed licences alone. Anything else is not. */
export const isAllowed = (expression: string): boolean => {
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(inner)) return false;
  return inner.split(' OR ').some((choice) => choice.split(' AND ').every((name) => allowedLicences.includes(name.trim())));
};

/** Returns one sentence for each package of the production tree whose licence is missing or not allowed. */
export const licenceProblems = (lockfile: Lockfile): string[] => {
  if (lockfile.lockfileVersion !== 3) throw new Error(`expected a lockfile of version 3, got ${JSON.stringify(lockfile.lockfileVersion)}`);
  const production = productionPackages(lockfile);
  return production.flatMap(([path, { version, license }]) =>
    license !== undefined && isAllowed(license)
      ? []
      : [`${path} ${version ?? ''}: ${license === undefined ? 'no licence' : JSON.stringify(license)} is not allowed`],
  );
};

/** The packages that come with `npm i sandproof`, without what a peer brings. */
export const productionPackages = (lockfile: Lockfile): [string, LockedPackage][] =>
  Object.entries(lockfile.packages).filter(([path, entry]) => path !== '' && !entry.dev && !entry.peer && !entry.devOptional);
