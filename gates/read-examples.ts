/** A block whose first line is a comment with a name, or a JSON block under a line that is nothing but the name and a colon. */
const named = /^(?:`(?<above>[\w./-]+)`:\n\n```json\n|```[a-z]+\n\/\/ (?<first>[\w./-]+)\n)(?<text>[\s\S]*?)^```$/gm;

/** Returns the files that a Markdown text shows, by their names: fenced blocks with a comment as their first line, and JSON, which has none, under its name. */
export const readExamples = (markdown: string): ReadonlyMap<string, string> =>
  new Map([...markdown.matchAll(named)].map(({ groups }) => [groups?.['above'] ?? groups?.['first'] ?? '', groups?.['text'] ?? '']));
