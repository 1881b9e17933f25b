/** Made when the first number is written: it takes as long as all else that activation does. */
let number: Intl.NumberFormat | undefined;
/** With the separators of the locale. */
export const formatCount = (value: number): string => (number ??= new Intl.NumberFormat()).format(value);
/** `1 row`, `1,204 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${formatCount(value)} ${value === 1 ? one : many}`;
