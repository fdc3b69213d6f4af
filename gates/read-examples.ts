/** Returns the files that a Markdown text shows: fenced blocks whose first line is a comment with a file's name, by that name. */
export const readExamples = (markdown: string): ReadonlyMap<string, string> =>
  new Map([...markdown.matchAll(/^```[a-z]+\n\/\/ ([\w.-]+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => [name, text]));
