/** Case to reason: the `contains` cases that the control `allow-all` passes although it checks nothing. */
export const allowAllContains: Readonly<Record<string, string>> = {
  'api/namespace/read-only': 'the language itself makes every module namespace read-only, and directus:api is a module here too',
  'data/copies/fresh-input': 'each input reaches the runtime as JSON text of its own, so there is nothing that two calls could share',
  'log/values/no-strings': 'LOG-3 admits one coercion inside, and the control turns whatever it logs into text once',
  'sleep/values/no-numbers': 'SLEEP-3 admits one coercion inside, and the control turns whatever it waits for into a number once',
};
