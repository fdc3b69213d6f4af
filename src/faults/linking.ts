import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';

const changed = (name: string, breaks: string, change: (source: string) => string): Fault => semantic(name, breaks, rewriteSource(change));

const attribute = " with { type: 'json' }";
const pageComment = '<!-- no comment';
const sloppy = 'with ({}) log;';

const legal = (source: string): string => source.replace(attribute, '').replace(pageComment, '').replace(sloppy, '');

const fromThePackage = /^import (\{ part \}|\* as self) from '\.\/[^'\n]*';/m;

/** What a module's text may be, and what becomes of one that is none. */
export const linkingFaults: readonly Fault[] = [
  changed('imports-nothing-from-the-package', 'a relative import gives undefined', (source) =>
    source.replace(fromThePackage, 'const part = undefined, self = { default: {} };'),
  ),
  changed('registers-what-is-exported-again', 'what is exported again takes the place of the default export', (source) =>
    source.includes("export * from 'directus:api';") ? source.replace("const act = 'ran'", "const act = 'again'") : source,
  ),
  changed('ignores-import-attributes', 'the attributes of an import are not looked at', (source) => source.replace(attribute, '')),
  changed('takes-comments-of-pages', 'a comment of pages is one in a module', (source) => source.replace(pageComment, '')),
  changed('takes-sloppy-syntax', 'a module may be written in sloppy code', (source) => source.replace(sloppy, '')),
  changed('runs-what-is-no-module-first', 'a text that is no module runs before it is refused', (source) =>
    legal(source) === source ? source : `${legal(source)}\nthrow new SyntaxError('this is no module');\n`,
  ),
  changed('ignores-rejections-while-loading', 'a rejected await in the module body is ignored', (source) =>
    source.replace("await Promise.reject(new RangeError('closed on Sundays'))", 'void 0'),
  ),
  changed('import-meta-tells-a-path', 'import.meta has the path of the file and a function of the host', (source) =>
    source.replace('}))(import.meta)', "}))({ __proto__: {}, url: 'file:///srv/extensions/index.js', resolve() {} })"),
  ),
];
