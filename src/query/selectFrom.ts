import type { Reader } from "./reader.ts";

/** `SELECT a, b FROM`, as databases are asked. */
export interface SelectFrom {
  /** Clauses that say the same, behind a report; empty for all columns. */
  readonly clauses: string;
  /** Of the words up to `from`, itself included. */
  readonly words: number;
}

/** Longer lists nobody types. */
const mostWords = 500;

/** What stands there as in a database, up to the word before the table; undefined where a query does not begin so. */
export function selectFrom(reader: Reader): SelectFrom | undefined {
  if (reader.word() !== "select") return undefined;
  let at = 1;
  if (reader.word(at) === "distinct" || reader.word(at) === "all") at++;
  let take: string | undefined;
  if (reader.word(at) === "top") {
    const isInside = reader.isSymbol("(", at + 1);
    const amount = reader.peek(at + (isInside ? 2 : 1));
    if (amount.literal !== "integer") return undefined;
    take = amount.text;
    at += isInside ? 4 : 2;
  }
  const columns: string[] = [];
  // What is counted or called otherwise is no column of a record.
  let areFields = true;
  for (; reader.word(at) !== "from"; at++) {
    const { kind, text } = reader.peek(at);
    if (kind === "end" || at > mostWords) return undefined;
    if (kind === "word" && reader.isSymbol("/", at + 1)) {
      const steps = [text];
      for (; reader.isSymbol("/", at + 1) && reader.word(at + 2) !== ""; at += 2) steps.push(reader.peek(at + 2).text);
      columns.push(steps.join("/"));
    } else if (kind === "word") columns.push(text);
    else if (text !== ",") areFields = false;
    if (!reader.isSymbol(",", at + 1) && !reader.isSymbol(",", at) && reader.word(at + 1) !== "from") areFields = false;
  }
  const clauses = [
    ...(areFields && columns.length > 0 ? [`columns ${columns.join(", ")}`] : []),
    ...(take === undefined ? [] : [`take ${take}`]),
  ];
  return { clauses: clauses.join(" "), words: at + 1 };
}
