import { describe, expect, it } from 'vitest';
import { readExamples } from './read-examples.ts';

describe('readExamples', () => {
  it('returns the blocks that begin with the name of a file', () => {
    const markdown = 'x\n\n```ts\n// a.test.ts\nimport 1;\n\nb();\n```\n\n```sh\nnpm ci\n```\n\n```js\n// b.js\nc();\n```\n';
    expect([...readExamples(markdown)]).toEqual([
      ['a.test.ts', 'import 1;\n\nb();\n'],
      ['b.js', 'c();\n'],
    ]);
  });
});
