import type { Column, Facets, Histogram, Rows } from "../protocol/grid.ts";
import type { Appended, TextForm, ViewOrder } from "../results/api.ts";
import type { Basis } from "../results/filters/basis.ts";
import type { Measure, Measured } from "../results/measures.ts";
import type { Facet, FacetQuestion, FindQuestion, Found, GroupCounts, RowRange, SelectionSummary } from "../results/rows.ts";
import type { Collection } from "./collection.ts";
import type { ResultView } from "./resultView.ts";
import type { Shown } from "./shown.ts";
import { withPartPicks, withPicks } from "./withPicks.ts";

const notAllFound = "The filter could not search the lists of all rows. Clear it, and filter again.";
const nothingLoaded = "No result is loaded. Run the query again.";

/** So long words wait for lists to be read before the rows found so far are shown; then those found since, less and less often. */
const firstMs = 150;
const secondMs = 500;
const mostMs = 4_000;

/** A view as the worker knows it. */
export interface NamedView {
  readonly result: number;
  readonly view: number;
}

export type RowsFormat = "tsv" | "markdown" | "json" | "ndjson";

/** How a table is written, and the only column of it; all unless told. */
export interface TableChoice {
  readonly form?: TextForm;
  readonly column?: string;
}

/** What was counted over the rows for a summary. */
export interface MeasuredRows {
  readonly revision: number;
  /** Records loaded. */
  readonly loaded: number;
  /** In the order of the measures; empty when no rows are there to be counted, or others came in their place meanwhile. */
  readonly measured: readonly Measured[];
}

interface ShownRows {
  readonly collection: Collection;
  readonly view: ResultView;
}

/** The rows of a grid: a view of what a collection has. An answer that comes when another one is shown, or another order, is dropped. */
export class GridRows {
  readonly #onChange: () => void;
  #shown: ShownRows | undefined;
  #revision = 1;
  #rows = 0;
  #matching = 0;
  #grouped: GroupCounts | undefined;
  #filterProblem: string | undefined;
  #filterBasis: Basis | undefined;
  /** Makes the view asked for last, and finds what a filter that has a basis leaves out. */
  #finding: Promise<void> | undefined;
  /** Counts orders asked for: only the last one's answer counts. */
  #asking = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Changes whenever rows already given are no longer right. */
  get revision(): number {
    return this.#revision;
  }

  /** Undefined before there is one. */
  get view(): ResultView | undefined {
    return this.#shown?.view;
  }

  /** Positions, heads of groups included. */
  get count(): number {
    return this.#rows;
  }

  /** Records, those of closed groups included. */
  get matching(): number {
    return this.#matching;
  }

  /** How many groups there are; undefined where rows are not grouped. */
  get grouped(): GroupCounts | undefined {
    return this.#grouped;
  }

  get filterProblem(): string | undefined {
    return this.#filterProblem;
  }

  /** Set while the filter was not yet looked for in all that the rows have: more may match. */
  get filterBasis(): Basis | undefined {
    return this.#filterBasis;
  }

  /** Resolves when the view asked for last is there, and its filter has no basis any longer. Fails when it cannot lose it. */
  async whole(): Promise<void> {
    for (let finding; finding !== this.#finding;) {
      finding = this.#finding;
      await finding;
    }
    if (this.#filterBasis) throw new Error(notAllFound);
  }

  /** There are none until a view is made. `endsView`: the store has to forget the one shown, as its result lives on. */
  clear(endsView = false): void {
    if (endsView) this.#shown?.view.end();
    this.#shown = undefined;
    this.#asking++;
    this.#rows = this.#matching = 0;
    this.#grouped = this.#filterProblem = this.#filterBasis = this.#finding = undefined;
    this.#revision++;
  }

  /** Rows already given have other cells. */
  outdate(): void {
    this.#revision++;
  }

  /** Shows those of a collection, in an order. Resolves when rows are there; more may be found then. */
  show(collection: Collection, order: ViewOrder): Promise<void> {
    const shown = this.#show(collection, order);
    const asking = this.#asking;
    this.#finding = shown.then(
      () => this.#findMore(asking),
      () => undefined, // who asked for it hears of it
    );
    // Who waits for it hears of it; the state says what is missing in any case.
    this.#finding.catch(() => undefined);
    return shown;
  }

  async #show(collection: Collection, order: ViewOrder): Promise<void> {
    const asking = ++this.#asking;
    const made = this.#shown?.collection === collection ? undefined : await collection.view();
    if (asking !== this.#asking) return;
    if (made) this.#shown = { collection, view: made };
    const answer = await this.#shown?.view.show({ ...order, patienceMs: firstMs });
    if (answer === undefined || asking !== this.#asking) return;
    this.#rows = answer.rows;
    this.#matching = answer.matching;
    this.#grouped = answer.grouped;
    this.#filterProblem = answer.problem;
    this.#filterBasis = answer.basis;
    this.#revision++;
    this.#onChange();
  }

  async #findMore(asking: number): Promise<void> {
    for (let patienceMs = secondMs; asking === this.#asking && this.#filterBasis; patienceMs = Math.min(2 * patienceMs, mostMs)) {
      const found = await this.#asked(({ view }) => view.findMore(patienceMs)).catch((error: unknown) => {
        if (asking === this.#asking) throw error;
        return undefined;
      });
      if (found === undefined || asking !== this.#asking) return;
      this.#rows = found.rows;
      this.#matching = found.matching;
      this.#grouped = found.grouped;
      this.#filterBasis = found.basis;
      if (found.moved) this.#revision++;
      this.#onChange();
    }
  }

  /** A page came. */
  stored(views: Appended["views"]): void {
    const mine = views.find(({ view }) => view === this.#shown?.view.view);
    if (!mine) return;
    this.#rows = mine.rows;
    this.#matching = mine.matching;
    this.#grouped = mine.grouped;
    if (mine.moved) this.#revision++;
  }

  async openGroups(open: boolean, group?: number): Promise<void> {
    const shown = this.#shown;
    const rows = await this.#asked(({ view }) => view.openGroups(open, group));
    if (rows === undefined || this.#shown !== shown) return;
    this.#rows = rows;
    this.#revision++;
    this.#onChange();
  }

  async rows(from: number, count: number, columns: readonly Column[]): Promise<Rows> {
    const revision = this.#revision;
    const late = this.#shown?.collection.late;
    const rows = (await this.#asked(({ view }) => view.rows(from, count, columns))) ?? [];
    if (!late?.size) return { revision, from, rows };
    const marked = rows.map((row) => {
      const lateMs = "record" in row ? late.get(row.record) : row.latest && late.get(row.latest.record);
      if (lateMs === undefined) return row;
      return "record" in row ? { ...row, lateMs } : { ...row, ...(row.latest && { latest: { ...row.latest, lateMs } }) };
    });
    return { revision, from, rows: marked };
  }

  /** `shown`: whose picks are marked. */
  async facets(questions: readonly FacetQuestion[], shown: Shown | undefined): Promise<Facets> {
    const revision = this.#revision;
    const loaded = this.#shown?.collection.loaded ?? 0;
    const counted = (await this.#asked(({ view }) => view.facets(questions))) ?? [];
    return { revision, loaded, facets: shown ? counted.map((facet, at) => withPicks(facet, shown.query, questions[at])) : counted };
  }

  /** Values of fields over the rows of a view in another order. */
  async facetsWithin(order: ViewOrder, questions: readonly FacetQuestion[]): Promise<readonly Facet[]> {
    return (await this.#asked(({ view }) => Promise.all(questions.map((question) => view.facetOf(order, question))))) ?? [];
  }

  /** `by`: path of a field; of its values those are marked that `shown` picks. */
  async histogram(edges: readonly number[], by: string | undefined, shown: Shown | undefined): Promise<Histogram> {
    const revision = this.#revision;
    const counted = await this.#asked(({ view }) => view.histogram(edges, by));
    if (!counted) return { revision, outcomes: { success: [], failure: [], interrupt: [], other: [] }, outside: 0 };
    return { revision, ...counted, ...(counted.by && shown && { by: withPartPicks(counted.by, shown.query) }) };
  }

  /** `patienceMs`: as the store has it. */
  async measure(measures: readonly Measure[], patienceMs?: number): Promise<MeasuredRows> {
    const revision = this.#revision;
    const loaded = this.#shown?.collection.loaded ?? 0;
    return { revision, loaded, measured: (await this.#asked(({ view }) => view.measure(measures, patienceMs))) ?? [] };
  }

  async find(question: FindQuestion): Promise<Found> {
    return (await this.#asked(({ view }) => view.find(question))) ?? { count: 0 };
  }

  async selectionSummary(ranges: readonly RowRange[], path: string): Promise<SelectionSummary> {
    return (await this.#asked(({ view }) => view.selectionSummary(ranges, path))) ?? { records: 0, distinct: 0 };
  }

  /** JSON text of a record, by its number in the result. */
  async record(record: number): Promise<string> {
    return this.#loaded().view.record(record);
  }

  async text(
    ranges: readonly RowRange[],
    how: {
      readonly columns: readonly Column[];
      readonly format: RowsFormat;
      readonly limitBytes: number;
      readonly form?: TextForm;
      readonly groups?: boolean;
    },
  ): Promise<string> {
    return this.#loaded().view.text(ranges, how);
  }

  /**
   * Names a view for the worker: the one shown, when all that it shows was found, or one in another order, which lives until `use` has ended.
   * `isSelection`: the one shown as it is, for positions of it.
   */
  async withView<Answer>(
    order: ViewOrder | undefined,
    use: (exported: NamedView) => Promise<Answer>,
    isSelection = false,
  ): Promise<Answer> {
    if (order === undefined && !isSelection) await this.whole();
    const { view: shown } = this.#loaded();
    const { result, view } = shown;
    if (view === undefined) throw new Error(nothingLoaded);
    return order === undefined ? use({ result, view }) : shown.withAnother(order, (another) => use({ result, view: another }));
  }

  #loaded(): ShownRows {
    if (this.#shown === undefined) throw new Error(nothingLoaded);
    return this.#shown;
  }

  /** What the rows are asked; nothing when there are none, or when they were lost or replaced meanwhile: then another state is on its way. */
  async #asked<Answer>(ask: (shown: ShownRows) => Promise<Answer>): Promise<Answer | undefined> {
    const shown = this.#shown;
    try {
      return shown && (await ask(shown));
    } catch (error) {
      if (this.#shown === shown) throw error;
      return undefined;
    }
  }
}
