/** Returns the text, cut to `longest` UTF-16 code units without splitting a character, and says how many are missing. */
export const boundText = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest;
  return `${text.slice(0, end)}… (${String(text.length - end)} more)`;
};
