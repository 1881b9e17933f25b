import { setImmediate, setTimeout } from "node:timers/promises";
import { fieldOf, type Report } from "../reports/index.ts";
import type { Appended, ExportOrder, FoundMore, View, ViewOrder } from "./api.ts";
import type {
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
import { longestCell } from "./columns/cells.ts";
import { compareFor } from "./columns/compareCells.ts";
import { formatJson } from "../records/formatJson.ts";
import { histogram } from "./views/histogram.ts";
import type { Measured } from "./measures.ts";
import { measureView, type MeasureQuestion } from "./measures/measureView.ts";
import { filterSource } from "./filters/filterSource.ts";
import { localFilter } from "./filters/localFilter.ts";
import { facetOf } from "./views/facet.ts";
import { fillRows, findMoreRows } from "./views/fillRows.ts";
import { findPositions, nearestFound, recordsFilter } from "./views/found.ts";
import { planView } from "./views/planView.ts";
import { selectionSummaryOf } from "./views/selectionSummary.ts";
import { countValues } from "./views/valueCounts.ts";
import type { ViewRows } from "./views/viewRows.ts";
import { Views } from "./views/views.ts";
import { inSteps, type Work } from "./steps.ts";
import { StoredRecords, type Showing } from "./storedRecords.ts";
import type { TextFormat } from "./texts/textOf.ts";
import { exportedRows, viewText, type Exported } from "./texts/viewText.ts";

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

/** All records of a run, and views over them. */
export class Result {
  readonly #records: StoredRecords;
  readonly #now: () => Date;
  readonly #msAtOnce: number;
  /** Views that are being put in order. */
  readonly #settling = new Map<number, Promise<void>>();
  readonly #views = new Views();
  /** How often groups were opened or closed: their rows have other positions then. */
  #openings = 0;
  /** What was looked for last: the next one is asked for at once. */
  #found: { readonly key: string; readonly rows: ViewRows; readonly positions: Uint32Array } | undefined;
  #isReadingRest = false;
  #released = false;

  constructor(report: Report, { now, dictionaryLimit = 16_384, msAtOnce = 8 }: ResultOptions) {
    this.#records = new StoredRecords(report, dictionaryLimit);
    this.#now = now;
    this.#msAtOnce = msAtOnce;
  }

  append(
    body: ArrayBuffer,
    range: readonly [start: number, end: number],
    { skip, replace = [] }: { readonly skip: readonly number[]; readonly replace?: readonly Replacement[] },
  ): Appended {
    const showing: Showing = {
      show: (replaced) => this.#show(replaced),
      restart: (records) => {
        for (const rows of this.#allRows()) rows.restart(records);
      },
    };
    const appended = this.#records.append(body, range, { skip, replace }, showing);
    void this.#readRest();
    return appended;
  }

  /** Tells everybody who keeps something of the rows what came, and which of them have become others. */
  #show(replaced: readonly number[]): Appended["views"] {
    if (replaced.length > 0) for (const rows of this.#views.made()) rows.replace(replaced);
    return Array.from(this.#views.standing(), ([view, rows]) => {
      const changed = rows.replace(replaced);
      const extended = rows.extend(this.#records.records());
      return { view, ...countsOf(rows), moved: rows.takeMoved() || extended || changed };
    });
  }

  /** Of all views, those that are being made too. */
  #allRows(): ViewRows[] {
    return [...this.#views.made(), ...Array.from(this.#views.standing(), ([, rows]) => rows)];
  }

  async view(order: ViewOrder & { readonly replaces?: number; readonly patienceMs?: number }): Promise<View> {
    const { filter, clauses = [], sort, group, thenGroup, replaces, patienceMs } = order;
    const paths = [...sort.map(({ path }) => path), group ?? "", thenGroup ?? ""];
    const asked = this.#records.made([filter, ...clauses.map(({ condition }) => condition)], paths);
    // A condition that cannot be read ends no other view.
    const planned = asked.length === 0 ? planView(order, this.#records, this.#now()) : undefined;
    let problem: string | undefined;
    const view = await this.#views.make(replaces, async (begin, check) => {
      if (!planned) await this.#inSteps(this.#records.derive(asked), check);
      const plan = planned ?? planView(order, this.#records, this.#now());
      ({ problem } = plan);
      begin(plan.rows);
      await this.#inSteps(fillRows(plan, this.#records, patienceMs), check);
    });
    const rows = this.#rowsOf(view); // with what came in the moment before this
    this.#trim();
    const basis = rows.basis?.of(this.#records.records());
    return { view, ...countsOf(rows), ...(basis && { basis }), ...(problem !== undefined && { problem }) };
  }

  async findMore({ view, patienceMs }: { readonly view: number; readonly patienceMs: number }): Promise<FoundMore> {
    const isMore = await this.#inSteps(findMoreRows(this.#rowsOf(view), this.#records, patienceMs), () => {
      this.#views.at(view); // not for one that is no longer wanted
    });
    const rows = this.#rowsOf(view); // with those that an append which failed meanwhile has left out
    this.#trim();
    const basis = rows.basis?.of(this.#records.records());
    const moved = rows.takeMoved() || isMore;
    return { ...countsOf(rows), moved, ...(basis && { basis }) };
  }

  /** Of a view, with all records looked at: those too that an append which failed has left out. */
  #rowsOf(view: number): ViewRows {
    const rows = this.#views.at(view);
    if (rows.seen < this.#records.records()) rows.extend(this.#records.records());
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
    const { cells: reader, columns, outcomes } = this.#records;
    const cells = reader.cells(records, window.columns, longestCell);
    // The next window will not have to read pages for what is made here.
    if (columns.isDeriving) void this.#readRest();
    let next = 0;
    const rowOf = (record: number): Row => ({ record, outcome: outcomes.at(record), cells: cells[next++] ?? [] });
    return places.map((place): GridRow => {
      if ("record" in place) return { ...rowOf(place.record), ...(place.isRepeat && { isRepeat: true as const }) };
      const { latest, ...head } = place;
      return latest === undefined ? head : { ...head, latest: rowOf(latest) };
    });
  }

  async find({ view, words = "", records, start, step }: FindQuestion & { readonly view: number }): Promise<Found> {
    const rows = this.#rowsOf(view);
    const key = JSON.stringify([view, words, records, this.#records.records(), rows.matching, this.#records.version(), this.#openings]);
    if (this.#found?.key !== key || this.#found.rows !== rows) {
      const source = filterSource(this.#records, this.#now());
      const { filter, problem } = records ? { filter: recordsFilter(records) } : localFilter(words, source);
      if (!filter) return { count: 0, ...(problem !== undefined && { problem }) };
      const ready = (end: number) => this.#restUpTo(end, source.readsRest);
      const positions = await this.#inSteps(findPositions(rows, filter, this.#records.records(), ready));
      this.#found = { key, rows, positions };
    }
    return nearestFound(this.#found.positions, start, step);
  }

  *#restUpTo(end: number, isRead: boolean): Work<void> {
    if (isRead) yield* this.#records.rest.extend(end);
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
    const { report, columns, fields, times, outcomes } = this.#records;
    const source = { timeField: report.timeField, times, outcomes, version: () => this.#records.version() };
    if (by === undefined) return this.#inSteps(histogram(this.#rowsOf(view), edges, source));
    const path = columns.canonical(by);
    const rows = this.#rowsOf(view);
    await this.#inSteps(this.#records.derive([path]));
    const { codes } = fields.cells(path);
    const parted = { ...source, by: { path, codes, compare: compareFor(fieldOf(report, path)?.kind) } };
    const answer = await this.#inSteps(histogram(rows, edges, parted));
    this.#trim();
    return answer;
  }

  async measure({ view, ...question }: MeasureQuestion & { readonly view: number }): Promise<Measured[]> {
    const stored = this.#records;
    const { report, columns, fields, cells, times, outcomes, numbers, rest } = stored;
    const work = measureView(this.#rowsOf(view), question, {
      report,
      columns,
      fields,
      cells,
      times,
      outcomes,
      numbers,
      rest,
      records: () => stored.records(),
      version: () => stored.version(),
      made: (conditions, paths) => stored.made(conditions, paths),
      derive: (paths) => stored.derive(paths),
      filterSource: () => filterSource(stored, this.#now(), { isMadeSoFar: true }),
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
    await this.#inSteps(this.#records.derive([selection.path]));
    const path = this.#records.columns.canonical(selection.path);
    const summary = await this.#inSteps(selectionSummaryOf(records, path, this.#records));
    this.#trim();
    return summary;
  }

  record(record: number): string {
    return formatJson(this.#records.pages.text(record), "  ");
  }

  text({ view, ranges, ...format }: TextFormat & { readonly view: number; readonly ranges: readonly RowRange[] }): string {
    return viewText(this.#rowsOf(view), ranges, format, this.#records);
  }

  exported(order: Pick<ExportOrder, "view" | "ranges" | "columns" | "groups">): Exported {
    return exportedRows(this.#rowsOf(order.view), order, this.#records);
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

  /** Takes in what the columns do not hold while nobody waits for anything. */
  async #readRest(): Promise<void> {
    if (this.#isReadingRest) return;
    this.#isReadingRest = true;
    const { columns, rest } = this.#records;
    while (!this.#released && (columns.isDeriving || rest.rows < this.#records.records())) {
      await (this.#views.made().length > 0 ? setTimeout(busyMs) : setImmediate());
      const work = columns.isDeriving ? this.#records.derive() : rest.extend(this.#records.records());
      for (const end = performance.now() + idleMsAtOnce; performance.now() < end && !this.#released && !work.next().done;);
    }
    this.#isReadingRest = false;
  }

  *#facets(rows: ViewRows, questions: readonly FacetQuestion[]): Work<Facet[]> {
    yield* this.#records.derive(questions.map(({ path }) => path));
    const { report, columns } = this.#records;
    const facets: Facet[] = [];
    for (const question of questions) {
      const path = columns.canonical(question.path);
      const counts = yield* countValues(rows, path, this.#records);
      facets.push(yield* facetOf(counts, question, compareFor(fieldOf(report, path)?.kind)));
      yield;
    }
    return facets;
  }

  /** Gives up what was found out about fields and takes much room. */
  #trim(): void {
    this.#records.fields.trim(new Set(this.#allRows().flatMap(({ cells }) => cells)));
  }
}
