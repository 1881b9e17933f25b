import type { Reader } from "./reader.ts";

/** What stands behind a name in square brackets, as other languages have it: `targetResources[0].displayName`, `location['city']`. */
export interface IndexedPath {
  readonly members: readonly string[];
  /** The members that are a list of which one item is meant, by its place; undefined where all brackets have names. */
  readonly list?: readonly string[];
}

/** Passes over brackets and the members behind them; undefined where there are none. */
export function indexedPath(reader: Reader, before: readonly string[]): IndexedPath | undefined {
  const members = [...before];
  let list: readonly string[] | undefined;
  const isBracket = (): boolean =>
    reader.isSymbol("[") && reader.token.start === reader.end && reader.peek(1).kind === "literal" && reader.isSymbol("]", 2);
  if (!isBracket()) return undefined;
  while (isBracket()) {
    const { literal, text } = reader.peek(1);
    if (literal === "string") members.push(text);
    else list ??= [...members];
    for (let tokens = 3; tokens > 0; tokens--) reader.next();
    while ((reader.isSymbol(".") || reader.isSymbol("/")) && reader.token.start === reader.end && reader.peek(1).kind === "word") {
      members.push(...reader.peek(1).text.split("."));
      reader.next();
      reader.next();
    }
  }
  return { members, ...(list && { list }) };
}
