import { describe, expect, it } from 'vitest';

import { sentAs } from './sent-as.ts';

describe('sentAs', () => {
  it.each([
    ['HTTPS://A.example:443', 'https://a.example/'],
    ['https://a.example/x?#y', 'https://a.example/x'],
    ['https://a.example/x/../y?q#z', 'https://a.example/y?q'],
    ['ftp://a.example/', undefined],
    ['nothing', undefined],
  ])('writes %s as %s', (text, href) => {
    expect(sentAs(text)).toBe(href);
  });
});
