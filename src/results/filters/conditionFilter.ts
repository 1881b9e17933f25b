import type { Expression } from "../../query/expression.ts";
import { givenValues } from "../../reports/derived.ts";
import type { ActivityRecord } from "../../reports/report.ts";
import type { StoredColumn } from "../columns/storedColumn.ts";
import type { Columns } from "../columns/columns.ts";
import { instantFilter } from "./instantFilter.ts";
import { pathsIn } from "./pathsIn.ts";
import { sameTextFilter } from "./sameTextFilter.ts";
import type { Rest } from "../columns/rest.ts";
import { both, DictionaryTest, either, type RowFilter } from "./rowFilter.ts";
import { unknownAnswer, type Shapes } from "../columns/shapes.ts";
import { ShapesTest } from "./shapesTest.ts";

/** Where a filter finds the values of a row. */
export interface RowSource {
  readonly columns: Columns;
  /** Fields that are made here are made for all rows that will be looked at, if not for all of the result. */
  readonly isMadeSoFar?: boolean;
  /** What the columns do not hold. Only to be asked for by who reads it: it is then made for all rows. */
  readonly rest: Rest;
  /** The whole record, from its page. */
  record(row: number): unknown;
}

export type Predicate = (record: ActivityRecord) => boolean;

const noRecord: ActivityRecord = {};

/** A record with members for some columns only, and with the values of fields that are made of others. */
class PartialRecord {
  readonly record: ActivityRecord & { [givenValues]?: Record<string, unknown> } = {};
  readonly #columns: readonly StoredColumn[];
  readonly #places: { readonly parent: Record<string, unknown>; readonly name: string; readonly isList?: boolean }[];

  constructor(columns: readonly StoredColumn[]) {
    this.#columns = columns;
    this.#places = columns.map(({ field }) => {
      if (field.derived) return { parent: (this.record[givenValues] ??= {}), name: field.path, isList: field.list === true };
      const members = field.path.split("/");
      const name = members.pop() ?? "";
      const parent = members.reduce(
        (object, member) => (object[member] ??= {}) as Record<string, unknown>,
        this.record as Record<string, unknown>,
      );
      return { parent, name };
    });
  }

  /** Takes on the values of a row; false when one of them must be read from the page. */
  show(row: number): boolean {
    return this.#columns.every((column, index) => {
      const value = column.get(row);
      if (value !== undefined) this.showValue(value, index);
      return value !== undefined;
    });
  }

  showValue(value: unknown, index = 0): void {
    const place = this.#places[index];
    // The cell of a list is the JSON text of its items.
    if (place) place.parent[place.name] = place.isList && typeof value === "string" ? JSON.parse(value) : value;
  }
}

/**
 * A condition over the rows. Its parts between `and` and `or` are evaluated on columns where these have all that a part asks, once for each value of
 * a dictionary when it asks for one column only, and on whole records otherwise.
 */
export function conditionFilter(expression: Expression, source: RowSource, compile: (part: Expression) => Predicate): RowFilter {
  const columns = columnsOf(expression, source);
  if (columns?.length !== 1 && expression.type === "binary" && (expression.operator === "and" || expression.operator === "or")) {
    const [left, right] = [conditionFilter(expression.left, source, compile), conditionFilter(expression.right, source, compile)];
    return expression.operator === "and" ? both([left, right]) : either(left, right);
  }
  const turned = columns?.length === 1 ? undefined : turnedInward(expression);
  if (turned) return conditionFilter(turned, source, compile);
  const matches = compile(expression);
  const matchesRecord = (row: number) => {
    const record = source.record(row);
    return matches(typeof record === "object" && record !== null ? (record as ActivityRecord) : noRecord);
  };
  if (!columns) {
    const paths = [...pathsIn(expression)].map(({ members }) => members);
    const isMade = paths.some(([name = ""]) => source.columns.isDerived(name));
    return isMade ? byRow(matchesRecord) : byShape(paths, source.rest, matches, byRow(matchesRecord));
  }
  const partial = new PartialRecord(columns);
  const matchesRow = (row: number) => (partial.show(row) ? matches(partial.record) : matchesRecord(row));
  const [column] = columns;
  if (!column || columns.length > 1) return byRow(matchesRow);
  const values = byValue(column, (value) => (partial.showValue(value), matches(partial.record)), matchesRow);
  const sameText = column.spread && sameTextFilter(expression, column, values);
  return instantFilter(expression, column, values) ?? sameText ?? values;
}

/** `not` of terms that `and` or `or` joins, as terms with `not`; what is unknown stays unknown. `undefined`: another expression. */
function turnedInward(expression: Expression): Expression | undefined {
  if (expression.type !== "unary" || expression.operator !== "not") return undefined;
  const { operand } = expression;
  if (operand.type !== "binary" || (operand.operator !== "and" && operand.operator !== "or")) return undefined;
  const not = (term: Expression): Expression => ({ ...expression, operand: term });
  return { ...operand, operator: operand.operator === "and" ? "or" : "and", left: not(operand.left), right: not(operand.right) };
}

/** For conditions on a member without a column: once for each shape of it. `records` tests what cannot be tested so. */
function byShape(paths: readonly (readonly string[])[], rest: Rest, matches: Predicate, records: RowFilter): RowFilter {
  let test: ShapesTest | undefined;
  const shapesOfPaths = (): Shapes | "unclear" | undefined => {
    const found = new Set(paths.map((path) => rest.at(path)));
    const [shapes] = found;
    return found.size === 1 ? shapes : "unclear";
  };
  return {
    test(from, mask) {
      rest.upTo(from + mask.length);
      // As rows come, members come that none before had.
      const shapes = shapesOfPaths();
      if (shapes === "unclear") return records.test(from, mask);
      if (shapes !== test?.shapes)
        test = shapes && new ShapesTest(shapes, (code) => shapes.ask(code, (value) => matches(recordWith(shapes.path, value))));
      const answers = test?.answers() ?? Uint8Array.of(Number(matches(noRecord)));
      const unknown = new Uint8Array(mask.length);
      for (let index = 0; index < mask.length; index++) {
        if (!mask[index]) continue;
        const answer = rest.isOnPage(from + index) ? unknownAnswer : (answers[shapes?.codes[from + index] ?? 0] ?? 0);
        mask[index] = answer & 1;
        if (answer === unknownAnswer) unknown[index] = 1;
      }
      if (!unknown.includes(1)) return;
      records.test(from, unknown);
      for (let index = 0; index < mask.length; index++) if (unknown[index]) mask[index] = 1;
    },
  };
}

const recordWith = (path: readonly string[], value: unknown): ActivityRecord =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as ActivityRecord;

function byRow(matches: (row: number) => boolean): RowFilter {
  return {
    test(from, mask) {
      for (let index = 0; index < mask.length; index++) if (mask[index] && !matches(from + index)) mask[index] = 0;
    },
  };
}

function byValue(column: StoredColumn, matchesValue: (value: unknown) => boolean, matchesRow: (row: number) => boolean): RowFilter {
  const values = new DictionaryTest(column, matchesValue);
  const rows = byRow(matchesRow);
  return {
    canMatch: () => values.canMatch(),
    test(from, mask) {
      const answers = values.answers();
      const codes = column.dictionary?.codes;
      if (!answers || !codes) return rows.test(from, mask);
      for (let index = 0; index < mask.length; index++) {
        if (!mask[index]) continue;
        const answer = answers[codes[from + index] ?? 0] ?? 0;
        mask[index] = answer > 1 ? Number(matchesRow(from + index)) : answer;
      }
    },
  };
}

/** The columns that an expression asks for; `undefined` when it asks for something else too. */
function columnsOf(expression: Expression, { columns, isMadeSoFar = false }: RowSource): StoredColumn[] | undefined {
  const used = new Set<StoredColumn>();
  for (const { members } of pathsIn(expression)) {
    // Whatever is asked of a list that is made here, the column has all of it.
    const [first = ""] = members;
    const made = isMadeSoFar && columns.isDerived(first) ? columns.soFar(first) : columns.derivedAt(first);
    const column = made ?? columns.scalarAt(members.join("/"));
    if (!column) return undefined;
    used.add(column);
  }
  return [...used];
}
