const sensitive: readonly (readonly string[])[] = [['authenticate'], ['websocket', 'authenticate'], ['auth', '*']];

/* Both sides may have `*` for one segment and `**` for any number, as emitters with wildcards have. */
const overlap = ([first, ...rest]: readonly string[], [other, ...others]: readonly string[]): boolean => {
  if (first === undefined) return other === undefined;
  if (first === '**')
    return overlap(rest, other === undefined ? [] : [other, ...others]) || (other !== undefined && overlap([first, ...rest], others));
  if (other === undefined) return false;
  return (first === '*' || other === '*' || first === other) && overlap(rest, others);
};

const mostSegments = 8;

/** Whether handlers of this event, or of one that it matches as a pattern, see credentials or decide who somebody is (HOOK-9). */
export const isSensitiveEvent = (event: string): boolean => {
  const segments = event.split('.');
  return segments.length > mostSegments ? event.includes('**') : sensitive.some((known) => overlap(segments, known));
};
