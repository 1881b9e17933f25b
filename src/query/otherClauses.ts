import type { Token } from "./tokens.ts";

/** What of a reader is looked at. */
interface Words {
  readonly token: Token;
  peek(ahead: number): Token;
  word(ahead?: number): string;
  isSymbol(text: string, ahead?: number): boolean;
}

/** What another language writes where a clause stands. */
export type OtherClause =
  /** A clause by another name, of so many words. */
  | { readonly kind: "renamed"; readonly words: number; readonly clause: "sort" | "take" | "columns" | "where" | "from" | "last" }
  /** `top 10 by path`. */
  | { readonly kind: "topBy"; readonly words: 3 }
  /** Nothing that a query says: the grid does it. */
  | { readonly kind: "none"; readonly why: string }
  /** `today`. */
  | { readonly kind: "days" };

const own = new Set(["last", "from", "types", "where", "columns", "sort", "take"]);
const renamed: Readonly<Record<string, Extract<OtherClause, { kind: "renamed" }>["clause"]>> = {
  orderby: "sort",
  sortby: "sort",
  limit: "take",
  top: "take",
  head: "take",
  project: "columns",
  select: "columns",
  fields: "columns",
  filter: "where",
  since: "from",
  past: "last",
};
/** What other languages call a clause. */
export const otherClauseNames = (clause: string): readonly string[] => [
  ...(clause === "sort" ? ["order by"] : []),
  ...Object.keys(renamed).filter((name) => renamed[name] === clause),
];
const grouping = "A query does not group rows: the grid does, with Group by Column on the head of a column";
const counting = "A query does not count: the grid shows how many rows there are, and its facets how many of each value";
const done: Readonly<Record<string, string>> = {
  groupby: grouping,
  summarize: grouping,
  summarise: grouping,
  distinct: counting,
  count: counting,
  render: "A query draws nothing: the grid shows the rows along the time",
};
/** Stages of Log Analytics that nothing stands for. */
const unknown = new Set(["extend", "join", "union", "parse", "mv", "make", "evaluate", "invoke", "serialize", "lookup", "search"]);
const days = /^(?:today|yesterday|(?:sun|mon|tues|wednes|thurs|fri|satur)day)$/;
const operator = /^(?:eq|ne|g[te]|l[te]|in|has|contains|startswith|endswith|like)$/;

/** What stands there of another language in place of a clause; a word with an operator, a slash or a colon behind it is a name. */
export function otherClause(reader: Words): OtherClause | undefined {
  const word = reader.word();
  if (word === "") return undefined;
  const next = reader.word(1);
  if ((word === "order" || word === "sort") && next === "by") return { kind: "renamed", words: 2, clause: "sort" };
  if (word === "group" && next === "by") return { kind: "none", why: grouping };
  const behind = reader.peek(1);
  if (
    operator.test(next) ||
    reader.isSymbol("/", 1) ||
    reader.isSymbol(":", 1) ||
    (behind.kind === "foreign" && !/^[|*]$/.test(behind.text))
  )
    return undefined;
  if (days.test(word) || (word === "this" && (next === "week" || next === "month"))) return { kind: "days" };
  if (word === "top" && behind.literal === "integer" && reader.word(2) === "by") return { kind: "topBy", words: 3 };
  const clause = Object.hasOwn(renamed, word) ? renamed[word] : undefined;
  if (clause) {
    const isAll = clause === "columns" && behind.kind === "foreign" && behind.text === "*";
    if (isAll) return { kind: "none", why: "Without columns the grid shows those of the report" };
    return { kind: "renamed", words: 1, clause };
  }
  const why = Object.hasOwn(done, word) ? done[word] : undefined;
  return why === undefined ? undefined : { kind: "none", why };
}

/** Whether a bar stands before a clause. */
export function isStage(reader: Words): boolean {
  const next: Words = {
    token: reader.peek(1),
    peek: (ahead) => reader.peek(ahead + 1),
    word: (ahead = 0) => reader.word(ahead + 1),
    isSymbol: (text, ahead = 0) => reader.isSymbol(text, ahead + 1),
  };
  const word = next.word();
  if (next.token.kind === "end") return true;
  if (operator.test(next.word(1)) || next.isSymbol("/", 1)) return false;
  return own.has(word) || unknown.has(word) || otherClause(next) !== undefined;
}
