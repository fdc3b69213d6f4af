/** Returns a path of keys and indices as text, such as `directus:extension.entries[2].name`; the root is `(root)`. */
export const fieldPath = (path: readonly PropertyKey[]): string => {
  const text = path.map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key).slice(0, 80)}`)).join('');
  return text === '' ? '(root)' : text.replace(/^\./, '');
};
