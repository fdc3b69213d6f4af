/**
 * Returns the source text of an operation `announces-itself` that makes one of these attempts, each an expression that may throw or promise, and
 * reports the `value` that it gave or how it was `refused`. In the expressions, `given` is the call's input, and `flip(a, b)` makes a function that gives `a` first and `b` from then
 * on; `reads` of the report is how often such functions were called.
 */
export const fuzzedSource = (attempts: readonly string[]): string => `import { log, request, sleep } from 'directus:api';

const compute = (secret, salt) => {
  let h = (0x811c9dc5 ^ salt) >>> 0;
  for (let i = 0; i < secret.length; i++) h = Math.imul(h ^ secret.charCodeAt(i), 0x01000193) >>> 0;
  return h.toString(16);
};

let reads = 0;
const flip = (...values) => {
  let n = 0;
  return () => {
    reads += 1;
    return values[Math.min(n++, values.length - 1)];
  };
};

// an engine whose intrinsics are frozen lets nothing change them, and that is no error here
const { prototype } = Object;
const { defineProperty, deleteProperty } = Reflect;
const { toString } = String.prototype;
const told = (error) => ({ name: String(error?.name), message: String(error?.message) });

const attempts = [
${attempts.map((one) => `  async (given) => ${one},`).join('\n')}
];

const attempt = async (given) => {
  reads = 0;
  try {
    const value = await attempts[given.n](given);
    return { value, reads };
  } catch (error) {
    return { refused: told(error), reads };
  } finally {
    deleteProperty(prototype, 'method');
    defineProperty(String.prototype, 'toString', { value: toString, configurable: true, writable: true });
  }
};

export default {
  id: 'announces-itself',
  handler: async (given) => {
    const before = compute(given.challenge, 1);
    const act = await attempt(given);
    return { before, act, after: compute(given.challenge, 2) };
  },
};
`;
