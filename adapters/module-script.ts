import {
  parseSync,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type ImportDeclarationSpecifier,
  type Program,
} from 'oxc-parser';

import { apiSpecifier, isImportable } from '../src/guest/sources.ts';
import { EngineRefusal } from './engine.ts';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const apiNames: readonly string[] = ['log', 'sleep', 'request'];

const linkError = (message: string): EngineRefusal => new EngineRefusal('link', { name: 'SyntaxError', message });

const parse = (source: string): ReturnType<typeof parseSync> => {
  const parsed = parseSync('index.js', source, { sourceType: 'module', showSemanticErrors: true });
  const [first] = parsed.errors;
  if (first !== undefined) throw linkError(first.message);
  return parsed;
};

const edited = (source: string, edits: readonly Edit[]): string => {
  let text = '';
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    text += source.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return text + source.slice(from);
};

/** Returns a module's text without the word `export` before its declarations, for modules that import nothing. */
export const withoutExports = (source: string): string => {
  const { program } = parse(source);
  return edited(
    source,
    program.body.flatMap((statement) =>
      statement.type === 'ExportNamedDeclaration' && statement.declaration !== null
        ? [{ start: statement.start, end: statement.declaration.start, text: '' }]
        : [],
    ),
  );
};

/** Returns a module's text with its lines, but without what its comments say. @throws {EngineRefusal} when it is no module */
export const withoutComments = (source: string): string =>
  edited(
    source,
    parse(source).comments.map(({ start, end }) => ({ start, end, text: source.slice(start, end).replace(/[^\n\r\u2028\u2029]+/g, ' ') })),
  );

const checkSource = ({
  source,
  attributes,
}: {
  readonly source: { readonly value: string };
  readonly attributes: readonly unknown[];
}): void => {
  if (!isImportable(source.value)) throw linkError(`An extension may import only "${apiSpecifier}"`);
  if (attributes.length > 0) throw linkError('An import has no attributes here');
};

const nameOf = (name: { readonly name: string } | { readonly value: string }): string => ('name' in name ? name.name : name.value);

const apiName = (name: string): string => {
  if (apiNames.includes(name)) return name;
  throw linkError(`The requested module '${apiSpecifier}' does not provide an export named '${name}'`);
};

/** What becomes of one statement: its edits, the constants that stand before all else, and the expression of the default export. */
interface Translated {
  readonly edits: readonly Edit[];
  readonly constants?: readonly string[];
  readonly exported?: string | undefined;
}

const importedConstant = (specifier: ImportDeclarationSpecifier, pump: string): string => {
  const value =
    specifier.type === 'ImportNamespaceSpecifier'
      ? `${pump}.api`
      : `${pump}.api.${apiName(specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported))}`;
  return `const ${specifier.local.name} = ${value};`;
};

const translateNamed = ({ start, end, declaration, source, attributes, specifiers }: ExportNamedDeclaration, pump: string): Translated => {
  if (declaration !== null) return { edits: [{ start, end: declaration.start, text: '' }] };
  if (source !== null) checkSource({ source, attributes });
  const exported = specifiers.map(({ local, exported: name }) => ({
    name: nameOf(name),
    value: source === null ? nameOf(local) : `${pump}.api.${apiName(nameOf(local))}`,
  }));
  return { edits: [{ start, end, text: ';' }], exported: exported.find(({ name }) => name === 'default')?.value };
};

/* What has no name stands as a property for a moment, since it is then called after its export. */
const translateDefault = ({ start, declaration }: ExportDefaultDeclaration, pump: string): Translated => {
  const isDeclaration = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration';
  if (isDeclaration && declaration.id !== null)
    return { edits: [{ start, end: declaration.start, text: '' }], exported: declaration.id.name };
  return {
    edits: [
      { start, end: declaration.start, text: `const ${pump}d = { default: ` },
      { start: declaration.end, end: declaration.end, text: ' }.default;' },
    ],
    exported: `${pump}d`,
  };
};

const translate = (statement: Program['body'][number], pump: string): Translated => {
  const { start, end } = statement;
  switch (statement.type) {
    case 'ImportDeclaration': {
      checkSource(statement);
      if (statement.phase !== null) throw linkError('An import has no phase here');
      return { edits: [{ start, end, text: ';' }], constants: statement.specifiers.map((one) => importedConstant(one, pump)) };
    }
    case 'ExportAllDeclaration':
      checkSource(statement);
      return { edits: [{ start, end, text: ';' }] };
    case 'ExportNamedDeclaration':
      return translateNamed(statement, pump);
    case 'ExportDefaultDeclaration':
      return translateDefault(statement, pump);
    default:
      return { edits: [] };
  }
};

/**
 * Returns the text of an async function's body that does what the module does, top-level `await` included, where there are no modules.
 * `pump` names what that code finds `api` on, the namespace of `directus:api`, and `loaded`, which it calls with the default export at its end.
 * Other exports are nobody's. A dynamic import stays one: the realm decides about it.
 * @throws {EngineRefusal} when the module can't be linked
 */
export const moduleScript = (source: string, pump: string): string => {
  const { program, module } = parse(source);
  const translated = program.body.map((statement) => translate(statement, pump));
  const metas = module.importMetas.map(({ start, end }) => ({ start, end, text: `${pump}m` }));
  const hashbang = program.hashbang === null ? [] : [{ start: program.hashbang.start, end: program.hashbang.end, text: '' }];
  const text = edited(source, [...hashbang, ...metas, ...translated.flatMap(({ edits }) => edits)]);
  const constants = translated.flatMap((one) => one.constants ?? []);
  const [exported = 'undefined'] = translated.flatMap((one) => one.exported ?? []);
  return `const ${pump}m = { __proto__: null }; ${constants.join(' ')} ${text}\n;${pump}.loaded(${exported});`;
};
