const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// C0, DEL, C1 (NEL among them), line and paragraph separator, and the controls of the bidirectional algorithm.
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escapeOne = (character: string): string => named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Returns the text as one line that no terminal and no line-oriented log misreads; text without control characters is unchanged (LOG-1, LOG-4). */
export const escapeText = (text: string): string => text.replace(controls, escapeOne);
