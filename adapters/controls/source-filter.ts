import type { ExtensionPackage } from '../../src/contract/adapter.ts';
import type { Refusal } from '../../src/contract/outcome.ts';
import { allowAll } from './parts/allow-all.ts';
import { control } from './parts/control.ts';

/** Words that an honest extension has no use for. */
const forbidden: readonly RegExp[] = [
  /\b(?:from|import)\s*\(?\s*['"](?!directus:api['"])[^'"]*['"]/,
  /\b(?:process|require|console|globalThis|global|self|window|eval|Function|constructor|WebAssembly|SharedArrayBuffer|Atomics|Proxy|Reflect)\b/,
  /\b(?:set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|XMLHttpRequest|WebSocket|prepareStackTrace|captureStackTrace|getPrototypeOf)\b/,
  /\b__(?:proto|defineGetter|lookupGetter)__\b|\bSymbol\.|\.prototype\b|\bwith\s*\(|while\s*\(\s*true|for\s*\(\s*;\s*;\s*\)/,
];

const findWord = ({ files }: ExtensionPackage): string | undefined => {
  for (const text of Object.values(files)) for (const pattern of forbidden) if (pattern.test(text)) return pattern.exec(text)?.[0];
  return undefined;
};

const refusal = (word: string): Refusal => ({
  phase: 'link',
  error: {
    name: 'PermissionError',
    message: `log, sleep and request: the module ${JSON.stringify(word)} is not allowed; only directus:api can be imported`,
  },
});

/** Refuses every extension whose source holds a word that it may not hold, and lets everything else do whatever it wants. */
export default control('source-filter', (host) => {
  const open = allowAll(host);
  return {
    ...open,
    load: async (extension, options) => {
      const word = findWord(extension);
      return word === undefined ? open.load(extension, options) : { refused: refusal(word) };
    },
  };
});
