import { derivedPlaces } from "./derived.ts";
import type { FieldOperator, GraphVersion } from "./graphReport.ts";
import type { Field, FieldKind } from "./report.ts";

const widths: Record<FieldKind, number> = {
  text: 180,
  integer: 90,
  double: 90,
  boolean: 90,
  instant: 170,
  enum: 140,
  flags: 180,
  object: 220,
};

const operators: Record<FieldOperator, true> = {
  eq: true,
  ne: true,
  gt: true,
  ge: true,
  lt: true,
  le: true,
  startswith: true,
  contains: true,
  any: true,
};

const isOperator = (word: string): word is FieldOperator => Object.hasOwn(operators, word);
const isKind = (word: string): word is FieldKind => Object.hasOwn(widths, word);
const isVersion = (word: string): word is GraphVersion => word === "v1.0" || word === "beta";
const isNumber = (word: string): boolean => /^\d+$/.test(word);

/**
 * Reads a table of fields, one a line: `path | Label | kind and marks | Description.`, with `| what to use instead` behind a deprecated one.
 *
 * The kind comes first: `text`, `text(known value,another)`, `enum(member,member)`, `text[]` for a list. Marks follow in any order:
 * - `required`: never null; `sort`: may be ordered by; `v1.0` or `beta`: only in that version
 * - `eq`, `startswith` …: documented in `$filter`; with a plus (`+ne`): used by published queries only; with a question mark (`?ne`): by old ones, perhaps
 * - `id`: an identifier, wide and in the editor's font; `mono`: in the editor's font; a number: the column's width
 * - `nocase`: upper and lower case make no difference, as in enumerations and identifiers without a mark; `case`: they do, as in identifiers of other systems;
 *   `lower`: the service keeps the text in lower case
 * - `each`: another one in every event, which instants are without it
 *
 * `asked`: the version that Graph is asked for them, see `GraphReport.version`. `derived`: a table of fields that are made here, each with the places where
 * its value stands in place of what to use instead; see `derivedPlaces`.
 *
 * Read at the first call only: all tables together take some milliseconds, which activation does not have to spare.
 * Throws a `SyntaxError` that names the line.
 */
export function fields(asked: GraphVersion, table: string, derived = ""): () => readonly Field[] {
  let read: readonly Field[] | undefined;
  return () =>
    (read ??= [...linesOf(table).map((line) => field(line, asked)), ...linesOf(derived).map((line) => derivedField(line, asked))]);
}

const linesOf = (table: string): string[] => table.trim().split("\n").filter(Boolean);

function derivedField(line: string, asked: GraphVersion): Field {
  const { deprecated: places, ...made } = field(line, asked);
  if (places === undefined) throw new SyntaxError(`It is not said where the value stands: ${line}`);
  return { ...made, derived: derivedPlaces(places) };
}

function field(line: string, asked: GraphVersion): Field {
  const [path = "", label = "", spec = "", description = "", deprecated] = line.split("|").map((cell) => cell.trim());
  const [, kind = "", values, list, rest = ""] = /^(\w+)(?:\((.*)\))?(\[\])?(.*)$/.exec(spec) ?? [];
  const marks = new Set(rest.split(" ").filter((mark) => mark !== ""));
  const documented: FieldOperator[] = [];
  const observed: FieldOperator[] = [];
  const tried: FieldOperator[] = [];
  const versions: GraphVersion[] = [];
  let width: number | undefined;
  for (const mark of marks) {
    const known = /^[+?]/.exec(mark)?.[0] ?? "";
    const operator = mark.slice(known.length);
    if (isOperator(operator)) (known === "+" ? observed : known === "?" ? tried : documented).push(operator);
    else if (isVersion(mark)) versions.push(mark);
    else if (isNumber(mark)) width = Number(mark);
    else if (!["required", "sort", "id", "mono", "nocase", "case", "lower", "each"].includes(mark))
      throw new SyntaxError(`"${mark}" is no mark of a field: ${line}`);
  }
  if (!isKind(kind)) throw new SyntaxError(`"${kind}" is no kind of a field: ${line}`);
  const isCaseless = kind === "enum" || kind === "flags" || ["id", "nocase", "lower"].some((mark) => marks.has(mark));
  return {
    path,
    label,
    kind,
    ...(list && { list: true }),
    ...(values && { [kind === "text" ? "knownValues" : "values"]: values.split(",") }),
    nullable: !marks.has("required"),
    ...(isCaseless && !marks.has("case") && { caseless: true as const }),
    ...(marks.has("lower") && { lower: true as const }),
    ...((kind === "instant" || marks.has("each")) && { incidental: true as const }),
    graph: {
      operators: documented,
      ...(observed.length > 0 && { observed }),
      ...(tried.length > 0 && { tried }),
      ...(marks.has("sort") && { sortable: true }),
      versions: versions.length > 0 ? versions : ["v1.0", "beta"],
    },
    ...(versions.length > 0 && !versions.includes(asked) && { absentFrom: asked }),
    description,
    ...(deprecated && { deprecated }),
    width: width ?? (marks.has("id") ? 280 : widths[kind]),
    ...((kind === "integer" || kind === "double" || marks.has("id") || marks.has("mono")) && { mono: true }),
  };
}
