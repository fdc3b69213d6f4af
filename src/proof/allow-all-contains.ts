/** Case to reason: the `contains` cases that the control `allow-all` passes although it checks nothing. */
export const allowAllContains: Readonly<Record<string, string>> = {};
