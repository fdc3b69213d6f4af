import { defineCases } from '../../src/contract/define-cases.ts';
import { fuzzCases } from '../../src/fuzz/fuzz-cases.ts';
import { redirects } from '../../src/fuzz/properties/redirects.ts';

export default defineCases(
  fuzzCases({
    property: redirects,
    catches: [
      ['only-the-first-glob-counts'],
      ['globs-match-as-in-directus', 'only-the-first-glob-counts', 'wildcards-cross-few-slashes'],
      ['globs-match-as-in-directus', 'only-the-first-glob-counts', 'sent-escapes-are-escaped-again', 'wildcards-cross-few-slashes'],
      ['globs-match-as-in-directus', 'redirects-go-unchecked', 'wildcards-cross-few-slashes'],
      [
        'globs-match-as-in-directus',
        'hosts-with-many-labels-are-denied',
        'only-the-first-glob-counts',
        'redirects-go-unchecked',
        'wildcards-cross-few-slashes',
      ],
      ['globs-match-as-in-directus', 'only-the-first-glob-counts'],
    ],
  }),
);
