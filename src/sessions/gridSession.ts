import type { BannerAction, Column, Edited, Facets, GridState, Histogram, Phase, QueryChange, Rows } from "../protocol.ts";
import { allKept, queryTitle, type Query, type SortKey } from "../query/index.ts";
import { reportById, type Report } from "../reports/index.ts";
import type { ResultsApi, ViewOrder } from "../results/api.ts";
import type { FacetQuestion, FindQuestion, Found, RowRange, SelectionSummary } from "../results/rows.ts";
import type { Remote } from "../rpc.ts";
import { Arrangement, columnsOf } from "./arrangement.ts";
import type { Asked } from "./asked.ts";
import type { Collection } from "./collection.ts";
import { gestured, type Gestured } from "./gesture.ts";
import { GridName } from "./gridName.ts";
import { GridRows, type NamedView, type RowsFormat, type TableChoice } from "./gridRows.ts";
import { GridRun } from "./gridRun.ts";
import { gridState } from "./gridState.ts";
import type { QueryRef } from "./queryRef.ts";
import type { SavedAs, SessionStart, SessionWorld } from "./sessionWorld.ts";
import { shownOf, type Shown } from "./shown.ts";
import { widened } from "./widened.ts";

/** Everything behind one grid except VS Code: the query shown, the collection that it holds, and the rows of it in an arrangement. */
export class GridSession {
  readonly #world: SessionWorld;
  readonly #onChange: () => void;
  readonly #rows: GridRows;
  readonly #run: GridRun;
  #name: GridName;
  #report: Report;
  #arrangement: Arrangement;
  /** The query line; what it means is `#shown`, the last that could be read. */
  #text: string;
  #shown: Shown | undefined;

  /** `query`: what the text of `start` means; missing: it cannot be read. */
  constructor(world: SessionWorld, { query, ...start }: SessionStart & { readonly query?: Query }, onChange: () => void) {
    const { title, queryText, saved, columns } = start;
    this.#world = world;
    this.#onChange = onChange;
    this.#rows = new GridRows(onChange);
    this.#run = new GridRun(world, {
      adopt: (asked, collection) => this.#adopt(asked, collection),
      gone: (endsView) => this.#gone(endsView),
      arrange: () => this.#arrange(),
      stored: (views) => this.#rows.stored(views),
      changed: onChange,
    });
    this.#text = queryText;
    this.#shown = query && shownOf(query, { text: queryText });
    this.#name = new GridName(title, saved, this.#shown);
    this.#report = reportById(query?.report ?? "signIns");
    const own = columns?.length ? columns : columnsOf(query, this.#report, world.columns(this.ref));
    this.#arrangement = new Arrangement({ ...start, columns: own });
  }

  get title(): string {
    return this.#name.title(this.#shown);
  }

  /** The saved query that this began as, edited since or not; else what was asked without one. */
  get ref(): QueryRef {
    return this.#name.ref(this.#report.id);
  }

  /** Shows that saved query, and as it is saved. */
  shows(ref: QueryRef): boolean {
    return this.#name.names(ref, this.#shown);
  }

  /** The title names that saved query from now on. */
  rename(title: string, saved: SavedAs): void {
    this.#name = new GridName(title, saved, this.#shown);
    this.#onChange();
  }

  get queryText(): string {
    return this.#text;
  }

  get shown(): Shown | undefined {
    return this.#shown;
  }

  get report(): Report {
    return this.#report;
  }

  get rowCount(): number {
    return this.#rows.count;
  }

  /** When it is, and in which zone a range is read. */
  get clock(): { readonly now: Date; readonly zone: string } {
    return { now: new Date(this.#world.clock.now()), zone: this.#world.settings().zone };
  }

  /** As in the state. */
  get revision(): number {
    return this.#rows.revision;
  }

  get phase(): Phase {
    return this.#run.phase;
  }

  /** What its rows are of, which others may hold, too. */
  get collection(): Collection | undefined {
    return this.#run.collection;
  }

  state(): GridState {
    const { settings, connectionId, connectionName } = this.#world;
    const { zone, rowHeight } = settings();
    return gridState({
      title: this.title,
      saved: this.#name.saved,
      report: this.#report,
      connection: { id: connectionId, name: connectionName },
      queryText: this.#text,
      shown: this.#shown,
      arrangement: this.#arrangement,
      rows: this.#rows,
      collection: this.collection,
      phase: this.phase,
      banner: this.#run.banner,
      zone,
      rowHeight,
    });
  }

  /** Runs a query in place of the one before. Resolves when it is being loaded, or when the banner says why not. */
  run(asked: Asked): Promise<void> {
    return this.#run.start(asked);
  }

  #adopt({ query, text }: Asked, collection: Collection): void {
    const { report } = collection;
    if (report !== this.#report) {
      this.#report = report;
      this.#name = new GridName(queryTitle(query));
      this.#arrangement = new Arrangement({});
    }
    this.#name.follow(query);
    this.#arrangement.follow(query, report, this.#world.columns(this.ref));
    this.#shown = shownOf(query, { ran: query, text });
    this.#text = this.#shown.text;
    this.#onChange();
  }

  #gone(endsView: boolean): void {
    const { query, text } = this.#shown ?? {};
    this.#shown = query && shownOf(query, { text });
    this.#rows.clear(endsView);
  }

  /** Shows the rows as they are asked for now. */
  async #arrange(): Promise<void> {
    const collection = this.collection;
    if (collection === undefined) this.#onChange();
    else await this.#rows.show(collection, this.#order(collection));
  }

  #order(collection: Collection, all = false): ViewOrder {
    return this.#arrangement.order(this.#shown?.narrowing?.added ?? [], collection, all);
  }

  loadMore(): Promise<void> {
    return this.#run.loadMore();
  }

  async loadAll(): Promise<void> {
    await this.collection?.load();
  }

  /** Asks for what is new since the run, for what was settling then, and again for the last two hours of what was complete. */
  async refresh(): Promise<void> {
    await this.collection?.refresh();
  }

  /** Fetches all that is missing. Resolves when that has ended, be it by an error, which the banner tells, or by the signal. */
  async fetchAll(signal: AbortSignal): Promise<void> {
    await this.collection?.loadAll(signal);
  }

  /** Keeps what came. */
  cancel(): void {
    this.collection?.cancel();
  }

  async act(action: BannerAction): Promise<void> {
    const { query } = this.#shown ?? {};
    if (action === "retry" && (await this.#run.retry())) return;
    if (!query) return;
    if (action === "run" || action === "retry") await this.run({ query, text: this.#text });
    if (action === "widen") await this.#widen(query);
    if (action === "allKept") await this.run({ query: { ...query, range: allKept(this.#report) } });
  }

  async #widen(query: Query): Promise<void> {
    const { clock, settings } = this.#world;
    const wider = widened(query, { now: new Date(clock.now()), zone: settings().zone });
    const { retentionDays, title } = this.#report;
    const message = `Entra keeps ${title} for ${retentionDays} days: the range already reaches as far back.`;
    if (wider) await this.run({ query: wider });
    else this.#run.say({ severity: "info", message, actions: [] });
  }

  async sort(sort: readonly SortKey[]): Promise<void> {
    this.#arrangement.sortBy(sort, this.#report);
    await this.#arrange();
  }

  async filter(text: string): Promise<void> {
    this.#arrangement.filterBy(text);
    await this.#arrange();
  }

  async group(path: string | undefined): Promise<void> {
    this.#arrangement.groupBy(path, this.#report);
    await this.#arrange();
  }

  columns(columns: readonly Column[]): void {
    const areOthers = this.#arrangement.showColumns(columns, this.#report);
    if (areOthers === undefined) return;
    this.#world.keepColumns(this.ref, this.#arrangement.columns);
    if (areOthers) this.#rows.outdate();
    this.#onChange();
  }

  /** Carries out a gesture on the query of the query line. What it adds narrows the loaded rows at once; nothing is fetched. */
  async edit(line: Query, change: QueryChange): Promise<Edited> {
    const { shown, message } = this.edited(line, change);
    if (shown === undefined) return { message };
    this.#shown = shown;
    this.#text = shown.text;
    if (shown.query.report === this.#report.id) await this.#arrange();
    else this.#onChange();
    return { message, text: shown.text };
  }

  /** The query that a gesture makes of another; without one `message` says why. */
  edited(line: Query, change: QueryChange): Gestured {
    return gestured(line, change, { shown: this.#shown, ran: this.collection?.ran, zone: this.#world.settings().zone });
  }

  openGroups(open: boolean, group?: number): Promise<void> {
    return this.#rows.openGroups(open, group);
  }

  facets(questions: readonly FacetQuestion[]): Promise<Facets> {
    return this.#rows.facets(questions, this.#shown);
  }

  histogram(edges: readonly number[]): Promise<Histogram> {
    return this.#rows.histogram(edges);
  }

  find(question: FindQuestion): Promise<Found> {
    return this.#rows.find(question);
  }

  selectionSummary(ranges: readonly RowRange[], path: string): Promise<SelectionSummary> {
    return this.#rows.selectionSummary(ranges, path);
  }

  rows(from: number, count: number): Promise<Rows> {
    return this.#rows.rows(from, count, this.#arrangement.columns);
  }

  record(record: number): Promise<string> {
    return this.#rows.record(record);
  }

  /** `tsv`: its form, and the only column of it. */
  text(ranges: readonly RowRange[], format: RowsFormat, limitBytes: number, { form, column }: TableChoice = {}): Promise<string> {
    const columns = column === undefined ? this.#arrangement.columns : [{ path: column }];
    return this.#rows.text(ranges, { columns, format, limitBytes, ...(form && { form }) });
  }

  /** Resolves when the rows are all that the filter lets through of those loaded. */
  allFound(): Promise<void> {
    return this.#rows.whole();
  }

  /**
   * Names a view for the worker: the one shown when the filter has found all, or as it is for a `selection` in it, or one of `all` records that the
   * query shown finds here, whatever the filter says.
   */
  withExportedView<Answer>(scope: "view" | "all" | "selection", use: (exported: NamedView) => Promise<Answer>): Promise<Answer> {
    const isOther = scope === "all" && this.#arrangement.filter !== "" && this.collection;
    return this.#rows.withView(isOther ? this.#order(isOther, true) : undefined, use, scope === "selection");
  }

  /** The query as it was asked, the answers to its variables in it, and the tenant; undefined before a run. */
  ranQuery(): Promise<{ readonly text: string; readonly tenant?: string } | undefined> {
    return this.#run.asked();
  }

  get results(): Remote<ResultsApi> {
    return this.#world.results();
  }

  dispose(): void {
    this.#run.dispose();
  }

  /** Settings such as the time zone have changed. */
  refreshState(): void {
    this.#onChange();
  }
}
