/** Class of `docs/attack-classes.md` to the reason why no case covers it: nothing of it can be seen from outside of a runtime. A class that a case covers must not stand here. */
export const excludedClasses: Readonly<Record<string, string>> = {};
