import type { RuntimeEvent } from '../reference/runtime-event.ts';
import { printable } from '../report/printable.ts';

/** One thing that `sandproof serve` tells: a line of text, or with `--json` a line of JSON. */
export type ServeNote =
  | { readonly type: 'loaded'; readonly extension: string; /** ms of wall time. */ readonly ms: number }
  | { readonly type: 'refused'; readonly message: string }
  | { readonly type: 'route'; readonly method: string; readonly url: string }
  | { readonly type: 'filter' | 'action'; readonly event: string; readonly url: string }
  | { readonly type: 'operation'; readonly id: string; readonly url: string }
  | { readonly type: 'listening'; readonly url: string }
  | { readonly type: 'log'; readonly text: string }
  /** `status` is null when the client went away before the answer was sent. */
  | { readonly type: 'request'; readonly method: string; readonly path: string; readonly status: number | null; readonly ms: number }
  | { readonly type: 'closing'; readonly inFlight: number; readonly graceMs: number }
  | { readonly type: 'cut'; readonly method: string; readonly path: string }
  | RuntimeEvent;

const rest = (note: RuntimeEvent): string =>
  Object.entries(note)
    .filter(([key]) => key !== 'type' && key !== 'extension')
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

const textOf = (note: ServeNote): string => {
  switch (note.type) {
    case 'loaded':
      return `${note.extension} in ${note.ms.toFixed(0)} ms`;
    case 'refused':
      return note.message;
    case 'route':
      return `${note.method.padEnd(6)} ${note.url}`;
    case 'filter':
    case 'action':
      return `${note.event}: POST ${note.url}`;
    case 'operation':
      return `${note.id}: POST ${note.url}`;
    case 'listening':
      return note.url;
    case 'log':
      return note.text;
    case 'request':
      return `${note.method} ${note.path} ${note.status === null ? 'gone' : note.status} ${note.ms.toFixed(0)} ms`;
    case 'closing':
      return `${note.inFlight} calls in flight have ${note.graceMs} ms`;
    case 'cut':
      return `${note.method} ${note.path}`;
    default:
      return rest(note);
  }
};

/** Returns a note as one line of text whatever an extension or a client put into it. */
export const serveLine = (note: ServeNote): string => `${note.type.padEnd(10)} ${printable(textOf(note))}\n`;
