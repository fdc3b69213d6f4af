/** Returns text that a terminal shows as it is: control and bidi characters of what a runtime said are escaped. */
export const printable = (text: string): string =>
  text.replaceAll(
    // C0, C1, DEL, line and paragraph separators, bidi controls
    /[\u0000-\u001f\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
