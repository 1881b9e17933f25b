import { Reader } from "../reader.ts";
import { clauseLike, isClause, isOther } from "./clauseLike.ts";

/** Items with commas between them, each once. `read` answers undefined when it has noted what is wrong. */
export function readList(
  reader: Reader,
  { noun, what }: { readonly noun: string; readonly what: "type" | "column" | "sortKey" },
  read: (reader: Reader) => string | undefined,
): string[] {
  const items = new Set<string>();
  for (;;) {
    const { token } = reader;
    const isItem = token.kind === "word" && !(isClause(reader.word()) && !reader.isSymbol("/", 1));
    if (!isItem) {
      if (reader.isAsked) reader.expects({ what, listed: [...items, ...itemsAfter(reader, { noun, what }, read)] });
      reader.expected(noun);
      if (token.kind === "end" || isClause(reader.word())) break;
      if (!reader.isSymbol(",")) reader.next();
    } else {
      const item = read(reader);
      if (item !== undefined && items.has(item)) reader.problem(token, `${item} stands twice`);
      if (item !== undefined) items.add(item);
    }
    if (reader.isAsked) reader.expects({ what: "symbol", text: "," });
    if (reader.takeSymbol(",")) continue;
    if (reader.done || clauseLike(reader.word()) || isOther(reader)) break;
    reader.problem({ start: reader.end, end: reader.token.start }, `Expected ',' before '${reader.token.text}'`, ", ");
    if (reader.token.kind !== "word") reader.next();
  }
  return [...items];
}

/** What a list goes on with behind the place that is asked about. */
function itemsAfter({ inquiry }: Reader, item: Parameters<typeof readList>[1], read: Parameters<typeof readList>[2]): string[] {
  const rest = new Reader(inquiry?.after ?? []);
  return rest.takeSymbol(",") ? readList(rest, item, read) : [];
}
