import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';

/** A file that grows, while it is followed. Disposing follows it no further. */
export interface FollowedFile extends AsyncDisposable {
  /** Resolves when everything that stands in the file now was handed on. */
  readAll(): Promise<void>;
}

/** ms between two looks at the file. */
const lookEvery = 5;

/** Bytes that are read at one go. */
const pieceBytes = 65_536;

/** Hands on each line of a file, soon after it was written. Lines end at a line feed and nowhere else: JSON has other line ends inside its texts. */
export const followFile = async (path: string, take: (line: string) => void): Promise<FollowedFile> => {
  const file = await open(path, 'r');
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(pieceBytes);
  let pieces: string[] = []; // of a line that may be long

  const hand = (text: string): void => {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      take(pieces.join('') + line);
      pieces = [];
    }
    pieces.push(rest);
  };

  const read = async (): Promise<void> => {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, pieceBytes);
      if (bytesRead === 0) return;
      hand(decoder.write(buffer.subarray(0, bytesRead)));
    }
  };

  let reading: Promise<void> = Promise.resolve();
  const readAll = (): Promise<void> => (reading = reading.then(read));
  let over = false;
  const look = (): void => {
    if (!over) void readAll().then(() => setTimeout(look, lookEvery).unref());
  };
  look();
  return {
    readAll,
    [Symbol.asyncDispose]: async () => {
      over = true;
      await readAll();
      await file.close();
    },
  };
};
