import type {
  Answered,
  Banner,
  BannerAction,
  Column,
  Edited,
  Facets,
  GridState,
  Histogram,
  Phase,
  QueryChange,
  Rows,
  SummaryAnswer,
  WaysOut,
} from "../protocol/grid.ts";
import { allKept, printRange, queryTitle, type Calendar, type Query, type RangeOptions, type SortKey } from "../query/index.ts";
import { reportById, reportIds, type Report } from "../reports/index.ts";
import type { ResultsApi, ViewOrder } from "../results/api.ts";
import type { Measure } from "../results/measures.ts";
import type { FacetQuestion, FindQuestion, Found, RowRange, SelectionSummary } from "../results/rows.ts";
import type { Remote } from "../rpc.ts";
import { noActivities, type KnownActivities } from "./knownActivities.ts";
import { askedAnswers, canonicalOf } from "./answered.ts";
import { Arrangement, columnsOf } from "./arrangement.ts";
import type { Asked } from "./asked.ts";
import type { Collection } from "./collection.ts";
import { gestured, type Gestured } from "./gesture.ts";
import { GridName } from "./gridName.ts";
import { GridRows, type MeasuredRows, type NamedView, type RowsFormat, type TableChoice } from "./gridRows.ts";
import { GridRun } from "./gridRun.ts";
import { gridState } from "./gridState.ts";
import type { QueryRef } from "./queryRef.ts";
import type { SavedAs, SessionStart, SessionWorld } from "./sessionWorld.ts";
import { shownOf, type Shown } from "./shown.ts";
import { summaryOf } from "./summary.ts";
import { WaysOut as Ways } from "./waysOut.ts";
import { asksFurtherBack, widened } from "./widened.ts";

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
  #ways: Ways | undefined;

  /** `query`: what the text of `start` means; missing: it cannot be read. */
  constructor(world: SessionWorld, { query, ...start }: SessionStart & { readonly query?: Query }, onChange: () => void) {
    const { title, queryText, saved, answered, columns, needsAll } = start;
    this.#world = world;
    this.#onChange = onChange;
    this.#rows = new GridRows(onChange);
    this.#run = new GridRun(world, {
      adopt: (asked, collection) => this.#adopt(asked, collection),
      gone: (endsView) => this.#gone(endsView),
      arrange: () => this.#arrange(),
      stored: (views) => this.#rows.stored(views),
      wantsAll: () => needsAll === true && saved !== undefined && this.shows(saved.ref, this.answered),
      changed: onChange,
    });
    this.#text = queryText;
    this.#shown = query && shownOf(query, { text: queryText });
    this.#name = new GridName(title, saved, this.#shown, answered);
    this.#report = reportById(query?.report ?? reportIds[0]);
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

  /** Shows that saved query, as it is saved and with these answers to its variables. */
  shows(ref: QueryRef, answered?: Answered): boolean {
    return this.#name.names(ref, this.#shown, answered);
  }

  /** What was asked for the variables of its query; missing: it has none. */
  get answered(): Answered | undefined {
    return this.#name.answered;
  }

  /** What another grid of its query begins with, for other answers; missing: a person was asked for none. */
  get unanswered(): SessionStart | undefined {
    const { answered } = this;
    if (!answered || askedAnswers(answered).length === 0) return undefined;
    const { saved } = this.#name;
    const title = this.#name.plain;
    return { title, queryText: answered.template, ...(saved && { saved: { ref: saved, text: answered.template } }) };
  }

  /** What a copy of its query may be called: with answers it is no longer the query of that name. */
  get proposedName(): string {
    return askedAnswers(this.answered).length > 0 ? this.#name.name : this.ref.name || this.title;
  }

  /** The title names that saved query from now on. */
  rename(title: string, saved: SavedAs): void {
    const { answered } = this;
    const isTemplate = answered && canonicalOf(saved.text, answered) !== canonicalOf(saved.text, undefined);
    this.#name = new GridName(title, saved, this.#shown, isTemplate ? answered : undefined);
    this.#onChange();
  }

  get queryText(): string {
    return this.#text;
  }

  /** What another grid begins with that is to be as this one. */
  asStart(): SessionStart {
    const { columns, sort, filter, group } = this.#arrangement;
    return { ...this.#name.start, queryText: this.#text, columns, sort, filter, ...(group !== undefined && { group }) };
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

  /** What words such as "today" mean in its query line. */
  get calendar(): Calendar {
    return { now: new Date(this.#world.clock.now()), zone: this.#world.settings().zone };
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
      answered: this.answered,
      shown: this.#shown,
      arrangement: this.#arrangement,
      rows: this.#rows,
      collection: this.collection,
      phase: this.phase,
      banner: this.#banner,
      wider: this.#wider,
      zone,
      rowHeight,
    });
  }

  /** What the service keeps is not offered where that is what was asked for. */
  get #banner(): Banner | undefined {
    const { banner } = this.#run;
    const { query } = this.#shown ?? {};
    if (!banner?.actions.includes("allKept") || !query) return banner;
    if (asksFurtherBack({ ...query, range: allKept(this.#report) }, query, this.#rangeOptions)) return banner;
    return { ...banner, actions: banner.actions.filter((action) => action !== "allKept") };
  }

  /** Only where it is offered: states come with every page. */
  get #wider(): string | undefined {
    const { query } = this.#shown ?? {};
    if (!query || this.phase !== "complete" || this.collection?.loaded !== 0) return undefined;
    const wider = widened(query, this.#rangeOptions);
    return wider && printRange(wider.range);
  }

  get #rangeOptions(): RangeOptions {
    const { clock, settings } = this.#world;
    return { now: new Date(clock.now()), zone: settings().zone };
  }

  /** Runs a query in place of the one before. Resolves when it is being loaded, or when the banner says why not. */
  run(asked: Asked): Promise<void> {
    return this.#run.start(asked);
  }

  /** Shows rows of what is loaded for another grid, or for this one; nothing is asked. `query`: that of the collection with further terms. */
  async showLoaded(collection: Collection, query: Query): Promise<void> {
    await this.#run.share(collection);
    this.#shown = shownOf(query, { ran: collection.ran });
    this.#text = this.#shown.text;
    await this.#arrange();
  }

  #adopt({ query, text, answered }: Asked, collection: Collection): void {
    const { report } = collection;
    if (report !== this.#report) {
      this.#report = report;
      this.#name = new GridName(queryTitle(query));
      this.#arrangement = new Arrangement({});
    }
    this.#name.follow(query, answered);
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
    this.#ways?.cancel();
  }

  async act(action: BannerAction): Promise<void> {
    if (action === "loadAll") return this.loadAll();
    const { query } = this.#shown ?? {};
    if (action === "retry" && (await this.#run.retry())) return;
    if (!query) return;
    if (action === "run" || action === "retry") await this.run({ query, text: this.#text });
    if (action === "widen") await this.#widen(query);
    if (action === "allKept") await this.run({ query: { ...query, range: allKept(this.#report) } });
  }

  async #widen(query: Query): Promise<void> {
    const wider = widened(query, this.#rangeOptions);
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

  /** `then`: parts each group once more. */
  async group(path: string | undefined, then?: string): Promise<void> {
    this.#arrangement.groupBy(path, then, this.#report);
    await this.#arrange();
  }

  /** Folds rows that repeat each other into lines, in place of groups. */
  async fold(folded: boolean): Promise<void> {
    this.#arrangement.fold(folded);
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
    if (shown === undefined || shown === this.#shown) return { message };
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

  /** What the directory may log. Before a page has come over the connection nothing is asked: it may not be signed in, or lack the permission. */
  async activityTypes(): Promise<KnownActivities> {
    if (!this.collection?.progress.pages) return { ...noActivities, isAll: false };
    return (await this.#world.activityTypes?.().catch(() => undefined)) ?? noActivities;
  }

  facets(questions: readonly FacetQuestion[]): Promise<Facets> {
    return this.#rows.facets(questions, this.#shown);
  }

  /** The same over those of the rows that meet conditions, too. */
  async facetsWithin(questions: readonly FacetQuestion[], given: readonly string[]): Promise<Pick<Facets, "facets">> {
    const { collection } = this;
    if (given.length === 0 || !collection) return this.facets(questions);
    const { filter, clauses = [] } = this.#order(collection);
    const order = { sort: [], filter, clauses: [...clauses, ...given.map((condition) => ({ condition }))] };
    return { facets: await this.#rows.facetsWithin(order, questions) };
  }

  /** `by`: path of a field by whose values the rows are parted. */
  histogram(edges: readonly number[], by?: string): Promise<Histogram> {
    return this.#rows.histogram(edges, by, this.#shown);
  }

  /** Where no row is shown: what would be found otherwise. */
  async waysOut(): Promise<WaysOut> {
    const { revision } = this;
    return { revision, ways: (await this.#out?.all()) ?? [] };
  }

  /** Counts one of them, by its place, with one page of the service. */
  async askWayOut(way: number): Promise<WaysOut> {
    const { revision } = this;
    return { revision, ways: (await this.#out?.ask(way)) ?? [] };
  }

  /** Those of what is shown; none while there are rows, or may still be. */
  get #out(): Ways | undefined {
    const shown = this.#shown;
    const { collection } = this;
    const isEmpty = this.#rows.matching === 0 && this.phase !== "running" && this.phase !== "idle";
    const empty =
      isEmpty && shown && collection
        ? { shown, collection, arrangement: this.#arrangement, view: collection.loaded > 0 ? this.#rows.view : undefined }
        : undefined;
    if (empty && this.#ways?.isOf(empty, this.#arrangement.filter)) return this.#ways;
    this.#ways?.dispose();
    this.#ways = empty && new Ways(this.#world, empty);
    return this.#ways;
  }

  /** For a summary. `patienceMs`: as the store has it. */
  measure(measures: readonly Measure[], patienceMs?: number): Promise<MeasuredRows> {
    return this.#rows.measure(measures, patienceMs);
  }

  /** What the rows say. `patienceMs`: as the store has it. Undefined: others came in their place meanwhile. */
  summary(patienceMs?: number): Promise<SummaryAnswer | undefined> {
    return summaryOf(this, new Date(this.#world.clock.now()), patienceMs === undefined ? {} : { patienceMs });
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
    return this.#rows.text(ranges, { columns, format, limitBytes, groups: column === undefined, ...(form && { form }) });
  }

  /** Resolves when the rows are all that the filter lets through of those loaded. */
  allFound(): Promise<void> {
    return this.#rows.whole();
  }

  /**
   * Names a view for the worker: the one shown when the filter has found all, or as it is for a `selection` in it, or one of `all` records that the
   * query shown finds here, whatever the filter says.
   */
  withExportedView<Answer>(scope: "view" | "groups" | "all" | "selection", use: (exported: NamedView) => Promise<Answer>): Promise<Answer> {
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
    this.#ways?.dispose();
    this.#run.dispose();
  }

  /** Settings such as the time zone have changed. */
  refreshState(): void {
    this.#onChange();
  }
}
