const number = new Intl.NumberFormat();
/** With the separators of the locale. */
export const formatCount = (value: number): string => number.format(value);
/** `1 row`, `1,204 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${formatCount(value)} ${value === 1 ? one : many}`;
