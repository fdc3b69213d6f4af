const lookAlikes: Readonly<Record<string, string>> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', ß: 'ss' };

/** Returns a text without accents, and with the Latin letter for each that looks like one. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[аеорсß]/g, (letter) => lookAlikes[letter] ?? letter);
