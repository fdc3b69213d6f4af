import { builtIns } from '../../../src/contract/built-ins.ts';

type Global = Readonly<Record<string, unknown>>;

const parts = (value: unknown): readonly object[] => {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return [];
  const { prototype } = value as { readonly prototype?: unknown };
  return typeof prototype === 'object' && prototype !== null ? [value, prototype] : [value];
};

/** Every intrinsic that an extension can change: those with a name, and the prototypes behind iterators and functions of every kind. */
const intrinsics = (): readonly object[] => {
  const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)];
  const functions = [async () => undefined, function* () {}, async function* () {}];
  const hidden = [...iterators, ...functions].flatMap((one) => {
    const prototype = Object.getPrototypeOf(one) as object;
    return [prototype, Object.getPrototypeOf(prototype) as object];
  });
  return [...builtIns.flatMap(({ name }) => parts((globalThis as unknown as Global)[name])), ...hidden];
};

type Property = readonly [holder: object, key: PropertyKey];

const propertiesOf = (one: object): readonly Property[] => Reflect.ownKeys(one).map((key) => [one, key]);

/* Node makes some of its globals when they are first read: that is a change of nobody's making. */
const isLazy = ([holder, key]: Property): boolean =>
  holder === globalThis && Object.getOwnPropertyDescriptor(holder, key)?.get !== undefined;

/** How many properties there are, and what each of these holds. */
const inventory = (objects: readonly object[], properties: readonly Property[]): readonly unknown[] => [
  ...objects.flatMap((one) => [Reflect.ownKeys(one).length, Object.getPrototypeOf(one) as unknown]),
  ...properties.flatMap(([holder, key]) => {
    const found = Reflect.getOwnPropertyDescriptor(holder, key);
    return [found?.value as unknown, found?.get, found?.set];
  }),
];

/** MiB that a process may grow by before a fresh one is cheaper. */
const mostGrowth = 256;

const heldMiB = (): number => process.memoryUsage.rss() / 1_048_576;

const timers = (): number => process.getActiveResourcesInfo().filter((name) => /^(?:Timeout|Immediate)$/.test(name)).length;

/**
 * Remembers this realm as it is, and returns a function that tells whether something was left behind in it since: a changed intrinsic, another global,
 * a timer that runs, another environment, much memory.
 */
export const watchRealm = (): (() => boolean) => {
  const { is } = Object;
  const objects = [...intrinsics(), globalThis];
  const properties = objects.flatMap(propertiesOf).filter((one) => !isLazy(one));
  const before = inventory(objects, properties);
  const environment = JSON.stringify(process.env);
  const [held, running] = [heldMiB(), timers()];
  return () => {
    try {
      const now = inventory(objects, properties);
      let isSame = now.length === before.length;
      for (let index = 0; index < before.length; index++) isSame &&= is(now[index], before[index]);
      return !isSame || timers() > running || JSON.stringify(process.env) !== environment || heldMiB() - held > mostGrowth;
    } catch {
      return true; // it is so changed that even looking fails
    }
  };
};
