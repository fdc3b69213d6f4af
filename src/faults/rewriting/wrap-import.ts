const importOfTheApi = /import\s*\{([^}]*)\}\s*from\s*(['"])directus:api\2;?/g;

/**
 * Returns a function that puts a wrapper around one function of `directus:api` in every source that imports it by name.
 * `wrapper` is the source text of a function that takes the real one and returns what the extension gets.
 */
export const wrapImport =
  (name: string, wrapper: string) =>
  (source: string): string =>
    source.replaceAll(importOfTheApi, (statement: string, list: string) => {
      const wrapped = list.split(',').flatMap((specifier) => {
        const [imported, local = imported] = specifier.trim().split(/\s+as\s+/);
        return imported === name ? [local] : [];
      });
      if (wrapped.length === 0) return statement;
      const kept = list.split(',').filter((specifier) => specifier.trim().split(/\s+as\s+/)[0] !== name);
      const specifiers = [...kept, `${name} as sandproofReal_${name}`].join(',');
      return `import {${specifiers}} from 'directus:api'; ${wrapped.map((local) => `const ${String(local)} = (${wrapper})(sandproofReal_${name});`).join(' ')}`;
    });
