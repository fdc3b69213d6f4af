import { Buffer } from 'node:buffer';

/** An input as it goes in and comes back. */
export type Message = { readonly text: string };

const empty = Buffer.byteLength(JSON.stringify({ text: '' }));

/** Returns an input whose JSON text has so many bytes. */
export const messageOf = (bytes: number): Message => ({ text: 'x'.repeat(bytes - empty) });

/** The sizes that are measured, in bytes of JSON text. */
export const messageSizes = [
  { size: '100 B', bytes: 100 },
  { size: '10 kB', bytes: 10_000 },
  { size: '1 MB', bytes: 1_000_000 },
] as const;
