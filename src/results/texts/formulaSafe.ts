// What a spreadsheet takes for a formula, its wide forms included.
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const negative = /^-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A text that no spreadsheet takes for a formula: one that looks like it begins with an apostrophe. */
export const formulaSafe = (text: string): string => (formula.test(text) && !negative.test(text) ? `'${text}` : text);
