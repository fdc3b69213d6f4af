/** Returns a fixture's source with a statement at the start of its operation's handler; another source stays as it is. */
export const openHandler = (source: string, statement: string): string =>
  source.replace(/(handler: (?:async )?\(options\) => \{\r?\n)/, (line) => `${line}    ${statement}\n`);
