import { describe, expect, it } from 'vitest';

import { findClause } from '../../contract/clauses.ts';
import { propertyNames } from '../property-names.ts';
import { properties } from './properties.ts';

describe('properties', () => {
  it('have the names that are known without a generator', () => {
    expect(properties.map(({ name }) => name)).toEqual(propertyNames);
  });

  it.each(properties.map(({ name, clause, says }) => ({ name, clause, says })))(
    'ties $name to a clause, in one sentence',
    ({ clause, says }) => {
      expect(findClause(clause)).toBeDefined();
      expect(says).toMatch(/^[^.\n]{20,}$/);
    },
  );
});
