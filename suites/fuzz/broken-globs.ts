import { defineCases } from '../../src/contract/define-cases.ts';
import { act, field } from '../../src/contract/reading.ts';
import { operation } from '../../src/contract/stimulus.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { brokenGlobs } from '../../src/fuzz/properties/broken-globs.ts';

const granted = 'https://inside.example/x';

export default defineCases(
  fuzzCases({
    property: brokenGlobs,
    catches: [
      ['urls-go-unchecked'],
      ['globs-match-as-in-directus', 'invalid-globs-are-left-out', 'only-the-first-glob-counts'],
      ['globs-match-as-in-directus'],
      ['urls-go-unchecked'],
      ['globs-match-as-in-directus', 'invalid-globs-are-left-out', 'only-the-first-glob-counts'],
      ['globs-match-as-in-directus'],
      ['urls-go-unchecked'],
      ['globs-match-as-in-directus', 'invalid-globs-are-left-out', 'only-the-first-glob-counts'],
    ],
    admits: {
      given: {
        scopes: { request: { methods: ['GET'], urls: ['https://inside.example/*'] } },
        network: { answers: { [granted]: { body: 'welcome' } } },
      },
      when: operation('once', { url: granted, options: {} }),
      expect: { 'a glob without the slip is granted': (seen) => field(act(seen), 'data') === 'welcome' },
    },
  }),
);
