import { describe, expect, it } from 'vitest';

import type { Clause } from '../contract/clause.ts';
import { contractPage } from './contract-page.ts';
import { coverage } from './coverage.ts';
import { someCase, someFault } from './proof.testing.ts';

const clause = (id: string, says: string): Clause => ({ id, profile: 'hardened', level: 'MUST', says, source: 'a page' });

const page = contractPage(
  coverage([{ ...someCase('log/a/b', 'refuses', 'grants-log'), covers: ['A01'] }], {
    clauses: [clause('LOG-1', 'A *line* of `__proto__`.'), clause('LOG-2', 'It is refused.'), clause('REQ-1', 'It is sent.')],
    classes: { A01: 'first', A02: 'second', A03: 'third' },
    excluded: { A02: 'nothing of it can be seen from outside' },
  }),
  [someFault('grants-log'), someFault('of-no-case')],
);

describe('contractPage', () => {
  it('leads from a clause to its cases and from them to their faults', () => {
    expect(page).toContain(
      '### LOG-2 (hardened, MUST)\n\nIt is refused.\n\nSource: a page\n\n- `log/a/b` (refuses): it holds; covers A01; red under `grants-log`\n',
    );
    expect(page).toContain('3 clauses, 1 cases with 2 checks, 1 faults');
    expect(page.match(/^## .*$/gm)).toEqual(['## LOG', '## REQ', '## Attack classes', '## Faults']);
  });

  it('leads from a class to its cases, or to the reason why there is none', () => {
    expect(page).toContain(
      '- A01 first: `log/a/b`\n- A02 second: excluded: nothing of it can be seen from outside\n- A03 third: no case yet\n',
    );
  });

  it('lists the faults that stand behind cases, and no others', () => {
    expect(page).toContain('- `grants-log` (semantic): something');
    expect(page).not.toContain('of-no-case');
  });

  it('shows marks of Markdown as they are', () => {
    expect(page).toContain(String.raw`A \*line\* of \`\_\_proto\_\_\`.`);
  });
});
