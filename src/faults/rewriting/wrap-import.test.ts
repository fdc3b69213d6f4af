import { describe, expect, it } from 'vitest';

import { wrapImport } from './wrap-import.ts';

const wrap = wrapImport('log', '(real) => real');

describe('wrapImport', () => {
  it('puts the wrapper between the import and its local name', () => {
    expect(wrap("import { log, sleep } from 'directus:api';\nlog('x');")).toBe(
      "import { sleep ,log as sandproofReal_log} from 'directus:api'; const log = ((real) => real)(sandproofReal_log);\nlog('x');",
    );
  });

  it('keeps the name that a bundler gave to the import', () => {
    expect(wrap('import{log as e,request as t}from"directus:api";e("x")')).toContain(
      "import {request as t,log as sandproofReal_log} from 'directus:api'; const e = ((real) => real)(sandproofReal_log);e(",
    );
  });

  it.each([
    "import { sleep } from 'directus:api';",
    "import * as api from 'directus:api';",
    "import { log } from 'other';",
    "import { logs } from 'directus:api';",
    "const text = 'log';",
  ])('leaves %j alone', (source) => {
    expect(wrap(source)).toBe(source);
  });
});
