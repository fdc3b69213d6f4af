import { describe, expect, it } from 'vitest';
import { readExamples } from './read-examples.ts';

describe('readExamples', () => {
  it('returns the blocks that begin with the name of a file, and JSON under one', () => {
    const markdown =
      'x\n\n```ts\n// a.test.ts\nimport 1;\n\nb();\n```\n\n```sh\nnpm ci\n```\n\n```js\n// some/b.js\nc();\n```\n\n`some/c.json`:\n\n```json\n{}\n```\n';
    expect([...readExamples(markdown)]).toEqual([
      ['a.test.ts', 'import 1;\n\nb();\n'],
      ['some/b.js', 'c();\n'],
      ['some/c.json', '{}\n'],
    ]);
  });
});
