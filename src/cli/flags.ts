import { InvalidArgumentError } from 'commander';

/** Parses a whole number of at least `least`. @throws {InvalidArgumentError} which names what was expected and what came */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`expected a whole number of at least ${least}, got ${JSON.stringify(text)}.`);
    return value;
  };

/** Parses `a,b,c` out of the allowed words. @throws {InvalidArgumentError} */
export const words =
  <T extends string>(allowed: readonly T[]) =>
  (text: string): readonly T[] => {
    const parts = text.split(',').map((part) => part.trim());
    const wrong = parts.find((part) => !(allowed as readonly string[]).includes(part));
    if (wrong !== undefined)
      throw new InvalidArgumentError(`expected ${allowed.join(', ')}, comma-separated, got ${JSON.stringify(wrong)}.`);
    return parts as T[];
  };

/** Collects `key=value` pairs. @throws {InvalidArgumentError} */
export const pairs = (text: string, earlier: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`expected key=value, got ${JSON.stringify(text)}.`);
  return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
};

/** Collects repeated values. */
export const several = (text: string, earlier: readonly string[]): readonly string[] => [...earlier, text];
