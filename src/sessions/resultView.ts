import type { Column } from "../protocol/grid.ts";
import type { FoundMore, ResultsApi, TextForm, View, ViewOrder } from "../results/api.ts";
import type { Facet, FacetQuestion, FindQuestion, Found, GridRow, Histogram, RowRange, SelectionSummary } from "../results/rows.ts";
import type { Measure, Measured } from "../results/measures.ts";
import { RemoteError, type Remote } from "../rpc.ts";

const pathsOf = (columns: readonly Column[]): string[] => columns.map(({ path }) => path);

/** A view of a result in the store, and what it can be asked. */
export class ResultView {
  readonly result: number;
  readonly #results: Remote<ResultsApi>;
  #view: number | undefined;

  constructor(results: Remote<ResultsApi>, result: number) {
    this.#results = results;
    this.result = result;
  }

  /** Undefined until the first one was made. */
  get view(): number | undefined {
    return this.#view;
  }

  /** Shows another view. Undefined: yet another was asked for before it was there. `patienceMs`: as the store has it. */
  async show(order: ViewOrder & { readonly patienceMs?: number }): Promise<View | undefined> {
    try {
      const answer = await this.#results.view({ result: this.result, ...order, ...(this.#view !== undefined && { replaces: this.#view }) });
      this.#view = answer.view;
      return answer;
    } catch (error) {
      if (error instanceof RemoteError && error.failure.name === "Superseded") return undefined;
      throw error;
    }
  }

  /** Goes on with a view that has a basis; undefined when another one has come in its place. */
  async findMore(patienceMs: number): Promise<FoundMore | undefined> {
    const view = this.#view;
    if (view === undefined) return undefined;
    try {
      return await this.#results.findMore({ result: this.result, view, patienceMs });
    } catch (error) {
      if (view !== this.#view) return undefined;
      throw error;
    }
  }

  /** What `use` makes of a further view, which is forgotten then. */
  async withAnother<Answer>(order: ViewOrder, use: (view: number) => Promise<Answer>): Promise<Answer> {
    const { view } = await this.#results.view({ result: this.result, ...order });
    try {
      return await use(view);
    } finally {
      // A worker that has died has nothing to forget.
      await this.#results.endView({ result: this.result, view }).catch(() => undefined);
    }
  }

  /** The values of a field over the rows of a further view. */
  async facetOf(order: ViewOrder, question: FacetQuestion): Promise<Facet> {
    const [facet] = await this.withAnother(order, (view) => this.#results.facets({ result: this.result, view, facets: [question] }));
    return facet ?? { path: question.path, values: [], distinct: 0, rows: 0 };
  }

  /** How many records a further view has. `patienceMs`: as the store has it. */
  async count(order: ViewOrder, patienceMs: number): Promise<Pick<View, "matching" | "basis">> {
    const { view, ...counted } = await this.#results.view({ result: this.result, ...order, patienceMs });
    // A worker that has died has nothing to forget.
    await this.#results.endView({ result: this.result, view }).catch(() => undefined);
    return counted;
  }

  async rows(from: number, count: number, columns: readonly Column[]): Promise<readonly GridRow[]> {
    if (this.#view === undefined) return [];
    return this.#results.rows({ result: this.result, view: this.#view, from, count, columns: pathsOf(columns) });
  }

  /** JSON text. */
  record(record: number): Promise<string> {
    return this.#results.record({ result: this.result, record });
  }

  async text(
    ranges: readonly RowRange[],
    {
      columns,
      ...how
    }: {
      readonly columns: readonly Column[];
      readonly format: "tsv" | "markdown" | "json" | "ndjson";
      readonly limitBytes: number;
      readonly form?: TextForm;
      readonly groups?: boolean;
    },
  ): Promise<string> {
    if (this.#view === undefined) return "";
    return this.#results.text({ result: this.result, view: this.#view, ranges, columns: pathsOf(columns), ...how });
  }

  async find(question: FindQuestion): Promise<Found> {
    return this.#view === undefined ? { count: 0 } : this.#results.find({ result: this.result, view: this.#view, ...question });
  }

  /** Answers with the rows that the view then has; undefined when another view has come in its place. */
  async openGroups(open: boolean, group?: number): Promise<number | undefined> {
    const view = this.#view;
    if (view === undefined) return undefined;
    const { rows } = await this.#results.openGroups({ result: this.result, view, open, ...(group !== undefined && { group }) });
    return view === this.#view ? rows : undefined;
  }

  async facets(facets: readonly FacetQuestion[]): Promise<readonly Facet[]> {
    return this.#view === undefined ? [] : this.#results.facets({ result: this.result, view: this.#view, facets });
  }

  /** `by`: path of a field by whose values the rows are parted. */
  async histogram(edges: readonly number[], by?: string): Promise<Histogram | undefined> {
    if (this.#view === undefined) return undefined;
    return this.#results.histogram({ result: this.result, view: this.#view, edges, ...(by !== undefined && { by }) });
  }

  /** `patienceMs`: as the store has it. */
  async measure(measures: readonly Measure[], patienceMs?: number): Promise<readonly Measured[] | undefined> {
    if (this.#view === undefined) return undefined;
    return this.#results.measure({ result: this.result, view: this.#view, measures, ...(patienceMs !== undefined && { patienceMs }) });
  }

  async selectionSummary(ranges: readonly RowRange[], path: string): Promise<SelectionSummary | undefined> {
    return this.#view === undefined ? undefined : this.#results.selectionSummary({ result: this.result, view: this.#view, ranges, path });
  }

  /** Forgets the view; the result stays. */
  end(): void {
    if (this.#view === undefined) return;
    this.#results.endView({ result: this.result, view: this.#view }).catch(() => undefined);
    this.#view = undefined;
  }
}
