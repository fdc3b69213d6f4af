import fc from 'fast-check';

/**
 * Rolls a die: a whole number of at least 0 and below `sides`. `first` is what is drawn where that is no matter of chance; since its numbers are names and
 * no sizes, it shrinks to 0 or not at all.
 */
export type Die = (sides: number, first?: number) => number;

interface Roll {
  readonly roll: number;
  readonly isGiven: boolean;
}

interface Rolled {
  readonly rolls: readonly Roll[];
  /** Which roll was made smaller last. */
  readonly last: number;
}

const smaller = ({ roll, isGiven }: Roll): readonly number[] =>
  roll === 0 ? [] : isGiven || roll === 1 ? [0] : [...new Set([0, roll >> 1, roll - 1])];

/* The rolls that led to a value are its context: a smaller value comes of the same rolls with one of them smaller. */
class Diced<T> extends fc.Arbitrary<T> {
  readonly #make: (die: Die) => T;

  constructor(make: (die: Die) => T) {
    super();
    this.#make = make;
  }

  #rolled(rollOf: (at: number, sides: number, first: number | undefined) => number, last: number): fc.Value<T> {
    const rolls: Roll[] = [];
    const value = this.#make((sides, first) => {
      const roll = rollOf(rolls.length, sides, first);
      rolls.push({ roll, isGiven: first !== undefined });
      return roll;
    });
    return new fc.Value(value, { rolls, last } satisfies Rolled);
  }

  override generate(random: fc.Random): fc.Value<T> {
    return this.#rolled((_, sides, first) => first ?? random.nextInt(0, sides - 1), 0);
  }

  override canShrinkWithoutContext(_value: unknown): _value is T {
    return false;
  }

  override shrink(_value: T, context: unknown): fc.Stream<fc.Value<T>> {
    return fc.stream(this.#smaller(context as Rolled));
  }

  /* From the roll on that was made smaller last: what did not help before it will hardly help now, and is tried again at the end. */
  *#smaller({ rolls, last }: Rolled): IterableIterator<fc.Value<T>> {
    for (let step = 0; step < rolls.length; step += 1) {
      const changed = (last + step) % rolls.length;
      for (const less of smaller(rolls[changed] ?? { roll: 0, isGiven: false }))
        yield this.#rolled((at, sides) => Math.min(at === changed ? less : (rolls[at]?.roll ?? 0), sides - 1), changed);
    }
  }
}

/**
 * Makes values out of rolls of dice. Several times as fast as fast-check's combinators, for what is drawn by the hundred thousand; shrinks by making one roll
 * smaller at a time, so that `make` has to roll as often whatever it rolled, and the least roll has to mean the simplest thing.
 */
export const diced = <T>(make: (die: Die) => T): fc.Arbitrary<T> => new Diced(make);
