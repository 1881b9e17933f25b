import type { Column } from "../protocol/grid.ts";
import type { Query, SortKey } from "../query/index.ts";
import { fieldOf, type Report } from "../reports/index.ts";
import type { ViewClause, ViewOrder } from "../results/api.ts";
import type { SessionStart } from "./sessionWorld.ts";

const noSuchField = "The report has no such field.";

/** How the rows of a grid are shown: in which order and groups, which of them, and which columns. */
export class Arrangement {
  #sort: readonly SortKey[];
  #filter: string;
  #group: string | undefined;
  #thenGroup: string | undefined;
  #isFolded: boolean;
  #columns: readonly Column[];

  constructor({
    sort = [],
    filter = "",
    group,
    thenGroup,
    folded = false,
    columns = [],
  }: Omit<SessionStart, "title" | "queryText" | "saved">) {
    this.#sort = sort;
    this.#filter = filter;
    this.#group = group;
    this.#thenGroup = group === undefined || thenGroup === group ? undefined : thenGroup;
    this.#isFolded = folded && group === undefined;
    this.#columns = columns;
  }

  get sort(): readonly SortKey[] {
    return this.#sort;
  }

  /** A condition, or words to look for. */
  get filter(): string {
    return this.#filter;
  }

  /** Path of the field whose values make the groups. */
  get group(): string | undefined {
    return this.#group;
  }

  /** Path of the field whose values part each group once more. */
  get thenGroup(): string | undefined {
    return this.#thenGroup;
  }

  /** Rows that repeat each other are folded into one line: there are no groups then. */
  get isFolded(): boolean {
    return this.#isFolded;
  }

  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** Another query of the same report: what it says goes, else what is there stays. */
  follow(query: Query, report: Report, kept: readonly Column[] | undefined): void {
    const isOther = query.columns?.some((path, at) => this.#columns[at]?.path !== path);
    if (this.#columns.length === 0 || isOther) this.#columns = columnsOf(query, report, kept);
    if (query.sort) this.#sort = query.sort;
  }

  sortBy(sort: readonly SortKey[], report: Report): void {
    const known = sort.filter(({ path }) => fieldOf(report, path));
    if (known.length === 0 && sort.length > 0) throw new RangeError(noSuchField);
    this.#sort = known;
  }

  filterBy(text: string): void {
    this.#filter = text;
  }

  /** `then`: parts each group once more, unless it is the same field. */
  groupBy(path: string | undefined, then: string | undefined, report: Report): void {
    for (const one of [path, then]) if (one !== undefined && !fieldOf(report, one)) throw new RangeError(noSuchField);
    this.#group = path;
    this.#thenGroup = path === undefined || then === path ? undefined : then;
    this.#isFolded = false;
  }

  fold(folded: boolean): void {
    this.#isFolded = folded;
    if (folded) this.#group = this.#thenGroup = undefined;
  }

  /** Answers with whether they are others, or in another order; undefined, nothing changed: the report has none of them. */
  showColumns(columns: readonly Column[], report: Report): boolean | undefined {
    const known = columns.filter(({ path }) => fieldOf(report, path));
    if (known.length === 0) return undefined;
    const isOther = known.length !== this.#columns.length || known.some(({ path }, at) => this.#columns[at]?.path !== path);
    this.#columns = known;
    return isOther;
  }

  /**
   * What a view of records is asked for. The order is the one in which a reader expects the rows: the person's, else by time, as the records came while they came so.
   * `all`: whatever the filter and the groups say.
   */
  order(clauses: readonly ViewClause[], records: { readonly isByTime: boolean; readonly report: Report }, all = false): ViewOrder {
    const byTime: readonly SortKey[] = records.isByTime ? [{ path: records.report.timeField, direction: "desc" }] : [];
    return {
      sort: this.#sort.length > 0 ? this.#sort : byTime,
      filter: all ? "" : this.#filter,
      clauses,
      ...(this.#group !== undefined && !all && { group: this.#group }),
      ...(this.#thenGroup !== undefined && !all && { thenGroup: this.#thenGroup }),
      ...(this.#isFolded && !all && { fold: true }),
    };
  }
}

/** Those that the query names, with the widths that the person gave them; else those that the person had last. */
export function columnsOf(query: Query | undefined, report: Report, kept: readonly Column[] = []): readonly Column[] {
  const known = kept.filter(({ path }) => fieldOf(report, path));
  if (query?.columns === undefined && known.length > 0) return known;
  return (query?.columns ?? report.columns).map((asked) => {
    const path = fieldOf(report, asked)?.path ?? asked;
    return known.find((column) => column.path === path) ?? { path };
  });
}
