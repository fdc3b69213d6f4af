import { semantic } from './build-fault.ts';
import type { Fault } from './fault.ts';
import { rewriteSource } from './rewriting/rewrite-source.ts';
import { grantScope } from './rewriting/scopes.ts';

const foreignImport = /^(import|export) ((?:[^'\n;]* from )?)'(?!directus:api')([^'\n]*)';/gm;
const missingName = /^import (\{ (?!log\b|sleep\b|request\b)\w+ \}|\w+) from 'directus:api';/gm;
const webImport = /^import [^'\n;]*from '(https:[^'\n]*)';/m;
const refusal = "throw new SyntaxError('the import is refused');";

const fetchesForeignImports: Fault = semantic(
  'fetches-foreign-imports',
  'a module on the web is fetched before its import is refused',
  () => {
    const grant = grantScope('request', { methods: ['GET'], urls: ['https://*'] })();
    const source = rewriteSource((text) =>
      text.replace(webImport, (_, url: string) => `import { request } from 'directus:api'; await request('${url}', {}); ${refusal}`),
    )();
    return {
      load: (message, forward) => {
        const { load } = source;
        const isWebImport = Object.values(message.extension.files).some((text) => webImport.test(text));
        if (!isWebImport || load === undefined || grant.load === undefined) return forward(message);
        return grant.load(message, (granted) => load(granted, forward));
      },
    };
  },
);

/** What may be imported, and when a refused import is refused. */
export const importingFaults: readonly Fault[] = [
  semantic(
    'allows-foreign-imports',
    'an import of another module than directus:api is taken',
    rewriteSource((source) => source.replaceAll(foreignImport, (_, word: string, names: string) => `${word} ${names}'directus:api';`)),
  ),
  semantic(
    'runs-before-refusing-the-load',
    'the module body runs before its imports are refused',
    rewriteSource((source) => {
      const without = source.replaceAll(foreignImport, '').replaceAll(missingName, '');
      return without === source ? source : `${without}\n${refusal}\n`;
    }),
  ),
  fetchesForeignImports,
  semantic(
    'makes-up-missing-exports',
    'a name that directus:api does not export is undefined instead of an error',
    rewriteSource((source) => source.replaceAll(missingName, (_, name: string) => `const ${name.replaceAll(/[{} ]/g, '')} = undefined;`)),
  ),
];
