import type { Expression } from "../query/expression.ts";
import type { ActivityRecord } from "../reports/report.ts";
import type { Column } from "./column.ts";
import type { Columns } from "./columns.ts";
import { pathsIn } from "./pathsIn.ts";
import { both, DictionaryTest, either, type RowFilter } from "./rowFilter.ts";

/** Where a filter finds the values of a row. */
export interface RowSource {
  readonly columns: Columns;
  /** The whole record, from its page. */
  record(row: number): unknown;
}

export type Predicate = (record: ActivityRecord) => boolean;

const noRecord: ActivityRecord = {};

/** A record with members for some columns only. */
class PartialRecord {
  readonly record: ActivityRecord = {};
  readonly #columns: readonly Column[];
  readonly #places: { readonly parent: Record<string, unknown>; readonly name: string }[];

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#places = columns.map(({ field }) => {
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
    if (place) place.parent[place.name] = value;
  }
}

/**
 * A condition over the rows. Its parts between `and` and `or` are evaluated on columns where these have all that a part asks, once for each value of
 * a dictionary when it asks for one column only, and on whole records otherwise.
 */
export function conditionFilter(expression: Expression, source: RowSource, compile: (part: Expression) => Predicate): RowFilter {
  const columns = columnsOf(expression, source.columns);
  if (columns?.length !== 1 && expression.type === "binary" && (expression.operator === "and" || expression.operator === "or")) {
    const [left, right] = [conditionFilter(expression.left, source, compile), conditionFilter(expression.right, source, compile)];
    return expression.operator === "and" ? both([left, right]) : either(left, right);
  }
  const matches = compile(expression);
  const matchesRecord = (row: number) => {
    const record = source.record(row);
    return matches(typeof record === "object" && record !== null ? (record as ActivityRecord) : noRecord);
  };
  if (!columns) return byRow(matchesRecord);
  const partial = new PartialRecord(columns);
  const matchesRow = (row: number) => (partial.show(row) ? matches(partial.record) : matchesRecord(row));
  const [column] = columns;
  return column && columns.length === 1
    ? byValue(column, (value) => (partial.showValue(value), matches(partial.record)), matchesRow)
    : byRow(matchesRow);
}

function byRow(matches: (row: number) => boolean): RowFilter {
  return {
    test(from, mask) {
      for (let index = 0; index < mask.length; index++) if (mask[index] && !matches(from + index)) mask[index] = 0;
    },
  };
}

function byValue(column: Column, matchesValue: (value: unknown) => boolean, matchesRow: (row: number) => boolean): RowFilter {
  const values = new DictionaryTest(column, matchesValue);
  const rows = byRow(matchesRow);
  return {
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
function columnsOf(expression: Expression, columns: Columns): Column[] | undefined {
  const used = new Set<Column>();
  for (const { members } of pathsIn(expression)) {
    const column = columns.scalarAt(members.join("/"));
    if (!column) return undefined;
    used.add(column);
  }
  return [...used];
}
