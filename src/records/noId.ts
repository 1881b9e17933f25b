// No text, zeros, and words.
const nothing = /^(?:\s*|\{?0{8}-?(?:0{4}-?){3}0{12}\}?|null|n\/a|\{?pii removed\}?)$/i;

/** A text that the service writes in place of an id or a name which it does not know, or does not tell. */
export const isNoId = (text: string): boolean => nothing.test(text);
