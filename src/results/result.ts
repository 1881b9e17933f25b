import { setImmediate, setTimeout } from "node:timers/promises";
import type { SortKey } from "../query/query.ts";
import { fieldOf, type Report } from "../reports/index.ts";
import type { Appended, ExportOrder, FoundMore, View, ViewOrder } from "./api.ts";
import type {
  Cell,
  Facet,
  FacetQuestion,
  FindQuestion,
  Found,
  GridRow,
  Histogram,
  Replacement,
  Row,
  RowRange,
  SelectionSummary,
} from "./rows.ts";
import { CellReader } from "./columns/cellReader.ts";
import { longestCell } from "./columns/cells.ts";
import { Columns } from "./columns/columns.ts";
import { compareFor } from "./columns/compareCells.ts";
import type { ExportSource } from "./texts/export.ts";
import { facetOf } from "./views/facet.ts";
import { FieldCodes } from "./columns/fieldCodes.ts";
import { formatJson } from "../records/formatJson.ts";
import type { AnswerSource } from "./views/groups/groupAnswers.ts";
import { groupLevels, repeatLevels, type GroupField } from "./views/groups/groupLevels.ts";
import { Groups } from "./views/groups/groups.ts";
import { histogram } from "./views/histogram.ts";
import { itemsOf } from "./pages/itemsOf.ts";
import type { Measured } from "./measures.ts";
import { measureView, type MeasureQuestion } from "./measures/measureView.ts";
import { PathNumbers } from "./measures/pathValues.ts";
import { keysOf, keysOfCells } from "./columns/keysOf.ts";
import { GrowingBasis } from "./filters/basis.ts";
import { localFilter, type FilterSource } from "./filters/localFilter.ts";
import { OrderedRows, type RowLevel } from "./views/orderedRows.ts";
import { Pages } from "./pages/pages.ts";
import { parseRecord } from "./pages/parseRecord.ts";
import { Rest } from "./columns/rest.ts";
import { RowOutcomes } from "./columns/rowOutcomes.ts";
import { RowTimes } from "./columns/rowTimes.ts";
import { inSteps, type Work } from "./steps.ts";
import { selectionSummaryOf } from "./views/selectionSummary.ts";
import { findPositions, nearestFound, recordsFilter } from "./views/found.ts";
import { groupTable, repeatsTable, type GroupTable } from "./texts/groupTable.ts";
import { tableOf, textOf, type TextFormat } from "./texts/textOf.ts";
import { countValues } from "./views/valueCounts.ts";
import { viewFilter } from "./filters/viewClauses.ts";
import { ViewRows } from "./views/viewRows.ts";
import { Views } from "./views/views.ts";

// Rows looked at before other calls get their turn: two pages to read at most, when a filter needs whole records.
const rowsAtOnce = 2048;
// What is read ahead may keep calls waiting so long, beside the time to open a page; while a view is made it waits itself.
const idleMsAtOnce = 4;
const busyMs = 20;
// Much less than a frame: measures are taken again and again while somebody scrolls.
const measuringMsAtOnce = 4;

/** Positions and records of a view, and how many groups it has. */
function countsOf({ length, matching, groups }: ViewRows): Pick<View, "rows" | "matching" | "grouped"> {
  return { rows: length, matching, ...(groups && { grouped: groups }) };
}

export interface ResultOptions {
  /** For `now()` in filters. */
  readonly now: () => Date;
  /** Different values of a column from which on it may give up its dictionary. */
  readonly dictionaryLimit?: number;
  /** Milliseconds for which the making of a view may keep other calls waiting. */
  readonly msAtOnce?: number;
}

/** All records of a run: columns over their fields, the pages as they came, and views. */
export class Result {
  readonly #report: Report;
  readonly #now: () => Date;
  readonly #msAtOnce: number;
  /** Views that are being put in order. */
  readonly #settling = new Map<number, Promise<void>>();
  readonly #columns: Columns;
  readonly #pages = new Pages();
  readonly #rest: Rest;
  readonly #cells: CellReader;
  readonly #fields: FieldCodes;
  readonly #outcomes: RowOutcomes;
  readonly #times: RowTimes;
  readonly #numbers: PathNumbers;
  readonly #views = new Views();
  #replacements = 0;
  /** How often groups were opened or closed: their rows have other positions then. */
  #openings = 0;
  /** What was looked for last: the next one is asked for at once. */
  #found: { readonly key: string; readonly rows: ViewRows; readonly positions: Uint32Array } | undefined;
  #isReadingRest = false;
  #released = false;

  constructor(report: Report, { now, dictionaryLimit = 16_384, msAtOnce = 8 }: ResultOptions) {
    this.#report = report;
    this.#now = now;
    this.#msAtOnce = msAtOnce;
    this.#columns = new Columns(report, dictionaryLimit);
    // Record by record: to read a whole page would take too long for one step.
    this.#rest = new Rest(this.#columns, (row) => parseRecord(this.#pages.text(row)), Math.min(256, dictionaryLimit));
    this.#cells = new CellReader(this.#columns, this.#pages);
    this.#fields = new FieldCodes(report, this.#columns, this.#cells, this.#rest);
    this.#outcomes = new RowOutcomes(report, this.#columns, this.#cells);
    this.#times = new RowTimes(report.timeField, this.#columns, this.#cells);
    this.#numbers = new PathNumbers({ report, columns: this.#columns, fields: this.#fields });
  }

  append(
    body: ArrayBuffer,
    [start, end]: readonly [start: number, end: number],
    { skip, replace = [] }: { readonly skip: readonly number[]; readonly replace?: readonly Replacement[] },
  ): Appended {
    const bytes = Buffer.from(body, start, end - start);
    const items = itemsOf(bytes);
    const left = new Set(skip);
    const positions = skip.length > 0 ? Uint32Array.from(items.keys()).filter((position) => !left.has(position)) : undefined;
    const records = positions ? Array.from(positions, (position) => items[position]) : items;
    const isNumber = (value: number, end: number) => Number.isInteger(value) && value >= 0 && value < end;
    for (const { position, record } of replace)
      if (!isNumber(position, items.length) || !isNumber(record, this.#pages.records + records.length))
        throw new RangeError(`Record ${record} cannot be replaced by item ${position}`);
    const later = replace.map(({ position }) => items[position]);
    const before = this.#pages.records;
    const replaced = replace.map(({ record }) => record);
    const takePageBack = this.#pages.mark(replaced);
    try {
      this.#pages.add(bytes, records.length, positions, replace);
      const unreadable = this.#columns.append(records).length + this.#columns.replace(replaced, later).length;
      const views = this.#show(replaced);
      void this.#readRest();
      return { records: this.#pages.records, ...(unreadable > 0 && { unreadable }), views };
    } catch (error) {
      takePageBack();
      this.#takeBack(before, replaced);
      throw error;
    }
  }

  /** Tells everybody who keeps something of the rows what came, and which of them have become others. */
  #show(replaced: readonly number[]): Appended["views"] {
    if (replaced.length > 0) {
      this.#replacements++;
      this.#fields.forget(replaced);
      this.#rest.forget(replaced);
      for (const rows of this.#views.made()) rows.replace(replaced);
    }
    return Array.from(this.#views.standing(), ([view, rows]) => {
      const changed = rows.replace(replaced);
      const extended = rows.extend(this.#pages.records);
      return { view, ...countsOf(rows), moved: rows.takeMoved() || extended || changed };
    });
  }

  /** Everything is again as it was with so many records, whichever step failed; the pages are so already. */
  #takeBack(records: number, replaced: readonly number[]): void {
    const older = replaced.filter((record) => record < records);
    this.#columns.truncate(records);
    this.#columns.replace(
      older,
      older.map((record) => this.#pages.record(record)),
    );
    this.#replacements++;
    this.#fields.forget(older);
    this.#fields.truncate(records);
    this.#rest.forget(older);
    this.#rest.truncate(records);
    const views = [...this.#views.made(), ...Array.from(this.#views.standing(), ([, rows]) => rows)];
    for (const rows of views) rows.restart(records);
  }

  async view(order: ViewOrder & { readonly replaces?: number; readonly patienceMs?: number }): Promise<View> {
    const { filter, clauses = [], sort, group, thenGroup, replaces, patienceMs } = order;
    const paths = [...sort.map(({ path }) => path), group ?? "", thenGroup ?? ""];
    const asked = this.#madeIn([filter, ...clauses.map(({ condition }) => condition)], paths);
    // A condition that cannot be read ends no other view.
    const planned = asked.length === 0 ? this.#planned(order) : undefined;
    let problem: string | undefined;
    const view = await this.#views.make(replaces, async (begin, check) => {
      if (!planned) await this.#inSteps(this.#derive(asked), check);
      const plan = planned ?? this.#planned(order);
      ({ problem } = plan);
      begin(plan.rows);
      await this.#inSteps(this.#fill(plan.rows, plan.readsRest, patienceMs), check);
    });
    const rows = this.#rowsOf(view); // with what came in the moment before this
    this.#trim();
    const basis = rows.basis?.of(this.#pages.records);
    return { view, ...countsOf(rows), ...(basis && { basis }), ...(problem !== undefined && { problem }) };
  }

  async findMore({ view, patienceMs }: { readonly view: number; readonly patienceMs: number }): Promise<FoundMore> {
    const isMore = await this.#inSteps(this.#findMore(this.#rowsOf(view), patienceMs), () => {
      this.#views.at(view); // not for one that is no longer wanted
    });
    const rows = this.#rowsOf(view); // with those that an append which failed meanwhile has left out
    this.#trim();
    const basis = rows.basis?.of(this.#pages.records);
    const moved = rows.takeMoved() || isMore;
    return { ...countsOf(rows), moved, ...(basis && { basis }) };
  }

  /** The rows of a view, before any is in, and what is wrong with its filter. */
  #planned({ sort, filter, clauses = [], patienceMs, ...grouping }: ViewOrder & { readonly patienceMs?: number }) {
    const growing = patienceMs === undefined ? undefined : new GrowingBasis(this.#rest);
    const source = this.#filterSource(growing);
    const read = localFilter(filter, source);
    const whole = viewFilter(read.filter, clauses, source);
    const ordered = new OrderedRows(
      sort.map((key) => this.#level(key)),
      whole,
    );
    const paths = [grouping.group, grouping.thenGroup].filter((path) => path !== undefined);
    const rows = new ViewRows(ordered, whole, paths, this.#groups(ordered, grouping), growing?.isAsked ? growing : undefined);
    return { rows, readsRest: source.readsRest, problem: read.problem };
  }

  /** Of a view, with all records looked at: those too that an append which failed has left out. */
  #rowsOf(view: number): ViewRows {
    const rows = this.#views.at(view);
    if (rows.seen < this.#pages.records) rows.extend(this.#pages.records);
    return rows;
  }

  endView(view: number): void {
    this.#views.end(view);
    this.#trim();
  }

  async settle({ view, from, count }: { readonly view: number; readonly from?: number; readonly count?: number }): Promise<void> {
    await this.#settle(view);
    if (from === undefined || count === undefined) return;
    await this.#inSteps(this.#views.at(view).prepareInSteps(from, from + count), () => {
      this.#views.at(view);
    });
  }

  #settle(view: number): Promise<void> {
    const settling =
      this.#settling.get(view) ??
      this.#inSteps(this.#views.at(view).settleInSteps(), () => {
        this.#views.at(view); // not for one that is no longer wanted
      }).finally(() => this.#settling.delete(view));
    this.#settling.set(view, settling);
    return settling;
  }

  rows(window: { readonly view: number; readonly from: number; readonly count: number; readonly columns: readonly string[] }): GridRow[] {
    const places = this.#rowsOf(window.view).window(window.from, window.from + window.count);
    const records = Uint32Array.from(places.flatMap((place) => ("record" in place ? place.record : (place.latest ?? []))));
    const cells = this.#cells.cells(records, window.columns, longestCell);
    // The next window will not have to read pages for what is made here.
    if (this.#columns.isDeriving) void this.#readRest();
    let next = 0;
    const rowOf = (record: number): Row => ({ record, outcome: this.#outcomes.at(record), cells: cells[next++] ?? [] });
    return places.map((place): GridRow => {
      if ("record" in place) return { ...rowOf(place.record), ...(place.isRepeat && { isRepeat: true as const }) };
      const { latest, ...head } = place;
      return latest === undefined ? head : { ...head, latest: rowOf(latest) };
    });
  }

  async find({ view, words = "", records, start, step }: FindQuestion & { readonly view: number }): Promise<Found> {
    const rows = this.#rowsOf(view);
    const key = JSON.stringify([view, words, records, this.#pages.records, rows.matching, this.#replacements, this.#openings]);
    if (this.#found?.key !== key || this.#found.rows !== rows) {
      const source = this.#filterSource();
      const { filter, problem } = records ? { filter: recordsFilter(records) } : localFilter(words, source);
      if (!filter) return { count: 0, ...(problem !== undefined && { problem }) };
      const ready = (end: number) => this.#restUpTo(end, source.readsRest);
      const positions = await this.#inSteps(findPositions(rows, filter, this.#pages.records, ready));
      this.#found = { key, rows, positions };
    }
    return nearestFound(this.#found.positions, start, step);
  }

  *#restUpTo(end: number, isRead: boolean): Work<void> {
    if (isRead) yield* this.#rest.extend(end);
  }

  openGroups({ view, group, open }: { readonly view: number; readonly group?: number; readonly open: boolean }): { readonly rows: number } {
    const rows = this.#rowsOf(view);
    rows.open(group, open);
    this.#openings++;
    return { rows: rows.length };
  }

  async facets({ view, facets }: { readonly view: number; readonly facets: readonly FacetQuestion[] }): Promise<Facet[]> {
    const answers = await this.#inSteps(this.#facets(this.#rowsOf(view), facets));
    this.#trim();
    return answers;
  }

  async histogram({
    view,
    edges,
    by,
  }: {
    readonly view: number;
    readonly edges: readonly number[];
    readonly by?: string;
  }): Promise<Histogram> {
    const { timeField } = this.#report;
    const source = { timeField, times: this.#times, outcomes: this.#outcomes, version: () => this.#replacements };
    if (by === undefined) return this.#inSteps(histogram(this.#rowsOf(view), edges, source));
    const path = this.#columns.canonical(by);
    const rows = this.#rowsOf(view);
    await this.#inSteps(this.#derive([path]));
    const { codes } = this.#fields.cells(path);
    const parted = { ...source, by: { path, codes, compare: compareFor(fieldOf(this.#report, path)?.kind) } };
    const answer = await this.#inSteps(histogram(rows, edges, parted));
    this.#trim();
    return answer;
  }

  async measure({ view, ...question }: MeasureQuestion & { readonly view: number }): Promise<Measured[]> {
    const work = measureView(this.#rowsOf(view), question, {
      report: this.#report,
      columns: this.#columns,
      fields: this.#fields,
      cells: this.#cells,
      times: this.#times,
      outcomes: this.#outcomes,
      numbers: this.#numbers,
      rest: this.#rest,
      records: () => this.#pages.records,
      version: () => this.#replacements,
      made: (conditions, paths) => this.#madeIn(conditions, paths),
      derive: (paths) => this.#derive(paths),
      filterSource: () => this.#filterSource(undefined, true),
    });
    const answers = await this.#inSteps(work, undefined, Math.min(this.#msAtOnce, measuringMsAtOnce));
    this.#trim();
    // Who asks again need not wait for what is missing now.
    if (answers.some(({ basis }) => basis)) void this.#readRest();
    return answers;
  }

  async selectionSummary(selection: {
    readonly view: number;
    readonly ranges: readonly RowRange[];
    readonly path: string;
  }): Promise<SelectionSummary> {
    const records = this.#rowsOf(selection.view).records(selection.ranges, "whole");
    await this.#inSteps(this.#derive([selection.path]));
    const source = { columns: this.#columns, fields: this.#fields, times: this.#times };
    const summary = await this.#inSteps(selectionSummaryOf(records, this.#columns.canonical(selection.path), source));
    this.#trim();
    return summary;
  }

  record(record: number): string {
    return formatJson(this.#pages.text(record), "  ");
  }

  text({ view, ranges, ...format }: TextFormat & { readonly view: number; readonly ranges: readonly RowRange[] }): string {
    const rows = this.#rowsOf(view);
    const isTable = format.format === "tsv" || format.format === "markdown";
    const columns = format.columns.map((path) => ({ path, label: fieldOf(this.#report, path)?.label ?? path }));
    const table = isTable && format.groups ? this.#tableOf(rows, columns, ranges) : undefined;
    if (table) return tableOf(table, format);
    const source = { report: this.#report, pages: this.#pages, cells: this.#cells };
    // A line of repeats is a record to whoever sees it: it stands for the latest in a cell, and whole records are all of them.
    const lines = rows.isFolded && isTable ? rows.lines(ranges) : undefined;
    const records = lines ? Uint32Array.from(lines, ({ latest = 0 }) => latest) : rows.records(ranges, rows.isFolded ? "whole" : "none");
    return textOf(records, format, source);
  }

  /** Of groups, all or those selected; `undefined` when it is records that are selected. */
  #tableOf(
    rows: ViewRows,
    columns: readonly { readonly path: string; readonly label: string }[],
    ranges?: readonly RowRange[],
  ): GroupTable | undefined {
    const lines = rows.lines(ranges);
    if (!lines) return undefined;
    return rows.isFolded ? repeatsTable(lines, columns, this.#cells) : groupTable(lines, rows.paths, this.#report);
  }

  /** The records that an export means, in their order as it is now, and where it gets them. */
  exported(order: Pick<ExportOrder, "view" | "ranges" | "columns" | "groups">): {
    readonly records: Uint32Array;
    readonly source: ExportSource;
  } {
    const source: ExportSource = {
      pages: this.#pages,
      areInMemory: (paths) => paths.every((path) => this.#columns.at(path)?.odd === 0),
      cells: (some, paths) => this.#cells.cells(some, paths),
    };
    const rows = this.#rowsOf(order.view);
    const table = order.groups ? this.#tableOf(rows, order.columns) : undefined;
    if (table) return { records: new Uint32Array(0), source: { ...source, table } };
    return { records: rows.records(order.ranges, rows.isFolded ? "whole" : "none").slice(), source };
  }

  /** Ends what is under way. */
  release(): void {
    this.#released = true;
    this.#views.clear();
  }

  /** The work ends with the result. `check` throws when it is no longer wanted for another reason. */
  async #inSteps<Answer>(work: Work<Answer>, check?: () => void, msAtOnce = this.#msAtOnce): Promise<Answer> {
    const checkAll = () => {
      if (this.#released) throw new Error("The result was released");
      check?.();
    };
    const answer = await inSteps(work, { msAtOnce, check: checkAll });
    checkAll();
    return answer;
  }

  *#fill(rows: ViewRows, readsRest: boolean, patienceMs = 0): Work<void> {
    const { basis } = rows;
    if (basis) {
      if (readsRest)
        basis.isWhole = true; // another part of the filter waits anyway
      else yield* this.#readFor(patienceMs);
      basis.rows = this.#rest.rows;
      basis.of(this.#pages.records);
    }
    while (rows.seen < this.#pages.records) {
      if (readsRest || basis?.isWhole) yield* this.#rest.extend(Math.min(rows.seen + rowsAtOnce, this.#pages.records));
      rows.extend(rows.isPlain ? this.#pages.records : Math.min(rows.seen + rowsAtOnce, this.#pages.records));
      yield;
    }
    yield* rows.settleInSteps();
  }

  /** Answers with whether rows came in. */
  *#findMore(rows: ViewRows, patienceMs: number): Work<boolean> {
    const { basis } = rows;
    if (!basis?.of(this.#pages.records)) return false;
    yield* this.#readFor(patienceMs);
    // Rows that are read meanwhile wait for the next time, else this might never end.
    const read = this.#rest.rows;
    let looked = basis.rows;
    while (looked < Math.min(read, rows.seen)) {
      const from = looked;
      looked = Math.min(from + rowsAtOnce, read, rows.seen);
      rows.look(from, looked);
      yield;
    }
    // All at once: positions change for who is looking only now.
    const isMore = rows.admit(basis.rows, looked);
    basis.rows = Math.max(basis.rows, looked);
    yield* rows.settleInSteps();
    return isMore;
  }

  /** Takes in what the columns do not hold, for so long at most. */
  *#readFor(patienceMs: number): Work<void> {
    const work = this.#rest.extend(this.#pages.records);
    for (const end = performance.now() + patienceMs; performance.now() < end && !work.next().done;) yield;
  }

  /** Paths, and those of the fields made here that conditions may name: a word too many costs some time only. */
  #madeIn(conditions: readonly string[], paths: readonly string[]): string[] {
    const text = conditions.join("\n").toLowerCase();
    const inConditions = this.#report.fields.filter(({ path, derived }) => derived && text.includes(path.toLowerCase()));
    return [...paths.filter((path) => this.#columns.isDerived(path)), ...inConditions.map(({ path }) => path)];
  }

  /** Makes columns of what is made of records, for all rows. */
  #derive(paths?: readonly string[]): Work<void> {
    return this.#columns.derive((row) => this.#readable(row), paths);
  }

  /** Whatever the record is like, it costs no other. */
  #readable(row: number): unknown {
    try {
      return this.#pages.record(row);
    } catch {
      return undefined;
    }
  }

  /** Takes in what the columns do not hold while nobody waits for anything. */
  async #readRest(): Promise<void> {
    if (this.#isReadingRest) return;
    this.#isReadingRest = true;
    while (!this.#released && (this.#columns.isDeriving || this.#rest.rows < this.#pages.records)) {
      await (this.#views.made().length > 0 ? setTimeout(busyMs) : setImmediate());
      const work = this.#columns.isDeriving ? this.#derive() : this.#rest.extend(this.#pages.records);
      for (const end = performance.now() + idleMsAtOnce; performance.now() < end && !this.#released && !work.next().done;);
    }
    this.#isReadingRest = false;
  }

  *#facets(rows: ViewRows, questions: readonly FacetQuestion[]): Work<Facet[]> {
    yield* this.#derive(questions.map(({ path }) => path));
    const facets: Facet[] = [];
    for (const question of questions) {
      const path = this.#columns.canonical(question.path);
      const counts = yield* countValues(rows, path, { columns: this.#columns, fields: this.#fields });
      facets.push(yield* facetOf(counts, question, compareFor(fieldOf(this.#report, path)?.kind)));
      yield;
    }
    return facets;
  }

  #groups(rows: OrderedRows, { group, thenGroup, fold }: Pick<ViewOrder, "group" | "thenGroup" | "fold">): Groups | undefined {
    const levelOf = (path: string): GroupField => {
      const canonical = this.#columns.canonical(path);
      return { codes: this.#fields.spelled(canonical), compare: compareFor(fieldOf(this.#report, canonical)?.kind) };
    };
    const levels =
      fold ? repeatLevels(this.#report.repeats.map((told) => this.#fields.firstSaid([told])))
      : group === undefined ? undefined
      : groupLevels(levelOf(group), thenGroup === undefined ? undefined : levelOf(thenGroup)); // prettier-ignore
    if (!levels) return undefined;
    const { people } = this.#fields;
    const source: AnswerSource = { outcomes: this.#outcomes, times: this.#times, people, kinds: this.#report.people.length };
    return new Groups(rows, levels, source);
  }

  /** Gives up what was found out about fields and takes much room. */
  #trim(): void {
    const views = [...Array.from(this.#views.standing(), ([, rows]) => rows), ...this.#views.made()];
    this.#fields.trim(new Set(views.flatMap(({ cells }) => cells)));
  }

  /** `isMadeSoFar`: only rows will be looked at for which the fields that are made here are made. */
  #filterSource(basis?: GrowingBasis, isMadeSoFar = false): FilterSource & { readonly readsRest: boolean } {
    const pages = this.#pages;
    const rest = this.#rest;
    let readsRest = false;
    return {
      get rest() {
        readsRest = true;
        return rest;
      },
      get readsRest() {
        return readsRest;
      },
      ...(basis && { basis }),
      isMadeSoFar,
      report: this.#report,
      columns: this.#columns,
      now: this.#now(),
      record: (row) => pages.record(row),
    };
  }

  #level({ path, direction }: SortKey): RowLevel {
    const column = this.#columns.at(path);
    const compare = column?.compare ?? compareFor(fieldOf(this.#report, path)?.kind);
    const cells = (rows: Uint32Array): Cell[] => this.#cells.cells(rows, [path], longestCell).map(([cell = null]) => cell);
    return {
      descending: direction === "desc",
      compare,
      cells,
      cell: (row) => column?.get(row) ?? null,
      get inMemory() {
        return column?.odd === 0;
      },
      keysInSteps: (rows) => (column?.odd === 0 ? keysOf(column, rows) : keysOfCells(rows, cells, compare)),
    };
  }
}
