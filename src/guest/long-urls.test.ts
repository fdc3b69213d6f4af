import { describe, expect, it } from 'vitest';

import { openRealm } from './open-realm.testing.ts';

describe('request with a URL that is too long', () => {
  it('lets no more of it cross than shows that', () => {
    using realm = openRealm(
      `import { request } from 'directus:api'; export default { id: 'it', handler: () => { void request('x'.repeat(1_000_000)); void request('y'.repeat(65_536)); } };`,
    );
    const urls = realm.dispatch({ call: 1, operation: 'it', input: null }).flatMap((record) => ('request' in record ? [record.url] : []));
    expect(urls).toEqual(['x'.repeat(65_536), 'y'.repeat(65_536)]);
  });
});
