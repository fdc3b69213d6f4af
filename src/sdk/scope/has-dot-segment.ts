const decodings = 4;

// A decoded path is a text of bytes, so that what is not ASCII becomes its bytes of UTF-8 first.
const asBytes = (text: string): string => text.replace(/[^\u0000-\u007f]+/g, (run) => encodeURIComponent(run.toWellFormed()));

const decodeOnce = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

const decodeUntilStable = (text: string): string | undefined => {
  let decoded = asBytes(text);
  for (let round = 0; round < decodings; round += 1) {
    const next = decodeOnce(decoded);
    if (next === decoded) return decoded;
    decoded = next;
  }
  return decodeOnce(decoded) === decoded ? decoded : undefined;
};

/**
 * Tells whether a raw path holds a segment that any server might take for `.` or `..`: percent-decoded up to four times, `/` and `\` separating,
 * each segment cut at its first `;` or control character (C0, DEL and C1, the last as one byte and as two of UTF-8). A path that is still not stable after four decodings counts as one (REQ-5).
 */
export const hasDotSegment = (rawPath: string): boolean => {
  // Nothing to decode and no segment that starts with a dot: the common path.
  if (!rawPath.includes('%') && !rawPath.includes('/.') && !rawPath.includes('\\')) return false;
  const decoded = decodeUntilStable(rawPath);
  if (decoded === undefined) return true;
  return decoded.split(/[/\\]/).some((segment) => {
    const end = segment.search(/[;\u0000-\u001f\u007f-\u009f]|\u00c2[\u0080-\u009f]/);
    const cut = end === -1 ? segment : segment.slice(0, end);
    return cut === '.' || cut === '..';
  });
};
