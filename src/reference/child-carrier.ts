import type { Carrier } from './carrier.ts';
import { parseChildLine } from './parse-child-line.ts';
import type { Child } from './start-child.ts';

/** Returns the carrier of a booted child; ending it ends the process. */
export const childCarrier = (child: Child): Carrier => ({
  blocks: false,
  ended: child.ended,
  listen({ onRecords, onNote, onDone, onBroken }) {
    child.onLine = (line) => {
      try {
        const parsed = parseChildLine(line);
        if ('records' in parsed) onRecords(parsed.records);
        else if ('done' in parsed) onDone(parsed.done);
        else onNote(parsed.note);
      } catch (error) {
        onBroken(error);
      }
    };
  },
  load: (message) => child.send(`L${JSON.stringify(message)}`),
  dispatch(call, kind, name, text) {
    const quoted = JSON.stringify(name);
    child.send(`D${call} ${kind} ${quoted.length} ${quoted}${text}`);
  },
  operate: (call, index, text) => child.send(`O${call} ${index} ${text}`),
  deliver: (text) => child.send(`A${text}`),
  leaving: () => child.leaving(),
  kill: () => child.kill(),
});
