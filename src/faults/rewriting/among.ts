import type { Rewriting } from '../fault.ts';

/** Keeps a rewriting to the calls of extensions whose entry file has this text; loads of others pass as they are. */
export const among = (mark: string, start: () => Rewriting) => (): Rewriting => {
  const meant = new Set<string>();
  const { load, call, ...rest } = start();
  return {
    ...rest,
    load: (message, forward) => {
      const { name, files } = message.extension;
      if (!Object.values(files).some((text) => text.includes(mark))) return forward(message);
      meant.add(name);
      return load === undefined ? forward(message) : load(message, forward);
    },
    ...(call === undefined
      ? {}
      : { call: (message, forward) => (meant.has(message.entry.extension) ? call(message, forward) : forward(message)) }),
  };
};
