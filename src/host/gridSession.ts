import type { Connection } from "../auth/connection.ts";
import type { Banner, BannerAction, Column, GridField, GridState, Phase, RowRange, Rows, RunForecast } from "../protocol.ts";
import { parseQuery, plan, printQuery, resolveRange, type Problem, type Query, type SortKey } from "../query/index.ts";
import { fieldOf, reportById, type Report } from "../reports/index.ts";
import type { Appended, ResultsApi } from "../results/api.ts";
import type { Remote } from "../rpc.ts";
import { Run, type Budget, type Clock } from "../run/index.ts";
import { graphOf } from "./graphOf.ts";
import { userMessage, type UserMessage } from "./userMessage.ts";
import { widened } from "./widened.ts";

export interface GridSettings {
  readonly zone: "utc" | "local";
  readonly rowHeight: 22 | 28;
  /** Records after which a run pauses and offers to load more. */
  readonly loadLimit: number;
}

/** What a session needs of the world around it. */
export interface SessionWorld {
  readonly connectionId: string;
  readonly connectionName: string;
  connection(): Promise<Connection>;
  results(): Remote<ResultsApi>;
  /** Shared by all runs of the connection. */
  budget(connection: Connection): Budget;
  /** How long after an event its record may still be on its way, in ms. */
  readonly settleMs: number;
  readonly clock: Clock;
  random(): number;
  settings(): GridSettings;
  /** Puts values in place of `${…}` variables, asking the person where needed; undefined: the person would rather not run it. */
  substitute(query: Query, connection: Connection): Promise<Query | undefined>;
  /** A sentence for errors that only the way of signing in knows. */
  explain(error: unknown): UserMessage | undefined;
  /** A stretch of loading has ended. */
  ended(run: EndedRun): void;
  /** For the log: no record content, no token. */
  log(message: string): void;
}

/** What may be counted of a run. */
export interface EndedRun {
  readonly report: Report["id"];
  readonly outcome: "complete" | "partial" | "failed" | "cancelled";
  readonly rows: number;
  readonly durationMs: number;
}

export interface SessionStart {
  readonly title: string;
  readonly queryText: string;
  /** The title is the name of a query saved as `queryText`: another text then says that it is edited. */
  readonly isNamed?: boolean;
  readonly columns?: readonly Column[];
  readonly sort?: readonly SortKey[];
  readonly filter?: string;
}

/** A result being collected. Replaced as a whole by the next run. */
interface Collection {
  readonly run: Run;
  readonly report: Report;
  readonly result: number;
  readonly query: Query;
  readonly from: Date;
  readonly to: Date;
  readonly notes: readonly string[];
  view: number;
  /** The pages did not come newest first. */
  isByTime: boolean;
  /** The range ends now, whenever that is. */
  readonly isOpenEnded: boolean;
}

/** Everything behind one grid except VS Code: the query, its run, the result and the view of it. */
export class GridSession {
  readonly #world: SessionWorld;
  readonly #onChange: () => void;
  #title: string;
  /** Canonical text of the query that the title names. */
  #named: string | undefined;
  #queryText: string;
  #isEdited = false;
  #report: Report;
  #columns: readonly Column[];
  #sort: readonly SortKey[];
  #filter: string;
  #filterProblem: string | undefined;
  #revision = 1;
  #rows = 0;
  #loaded = 0;
  #phase: Phase = "idle";
  #banner: Banner | undefined;
  #collection: Collection | undefined;
  #abort = new AbortController();
  /** Counts starts, so that what an older one still does is dropped. */
  #start = 0;
  #asking = 0;
  /** The run pauses at so many records. */
  #until = 0;
  #activeMs = 0;
  #activeSince: number | undefined;
  #disposed = false;

  constructor(world: SessionWorld, start: SessionStart, onChange: () => void) {
    this.#world = world;
    this.#onChange = onChange;
    this.#title = start.title;
    this.#queryText = start.queryText;
    const { query } = parseQuery(start.queryText);
    this.#named = start.isNamed && query ? printQuery(query) : undefined;
    this.#report = reportById(query?.report ?? "signIns");
    this.#columns = start.columns?.length ? start.columns : columnsOf(query, this.#report);
    this.#sort = start.sort ?? [];
    this.#filter = start.filter ?? "";
  }

  /** The name of the saved query, marked when it is no longer the query shown. */
  get title(): string {
    return this.#isEdited ? `${this.#title} (edited)` : this.#title;
  }

  /** The query has been saved under this name. */
  rename(title: string): void {
    const { query } = parseQuery(this.#queryText);
    this.#title = title;
    this.#named = query && printQuery(query);
    this.#isEdited = false;
    this.#onChange();
  }

  get queryText(): string {
    return this.#queryText;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get report(): Report {
    return this.#report;
  }

  get rowCount(): number {
    return this.#rows;
  }

  state(): GridState {
    const { clock, settings, connectionId, connectionName } = this.#world;
    const { zone, rowHeight } = settings();
    const collection = this.#collection;
    const progress = collection?.run.progress;
    const { id, title, noun, timeField, outcomePath, fields } = this.#report;
    return {
      revision: this.#revision,
      title: this.title,
      report: { id, title, noun, timeField, outcomePath },
      connection: { id: connectionId, name: connectionName },
      queryText: this.#queryText,
      fields: fields.map(gridField),
      columns: this.#columns,
      sort: this.#sort,
      filter: this.#filter,
      ...(this.#filterProblem === undefined ? {} : { filterProblem: this.#filterProblem }),
      rows: this.#rows,
      loaded: this.#loaded,
      phase: this.#phase,
      run: {
        pages: progress?.pages ?? 0,
        requests: progress?.requests ?? 0,
        elapsedMs: this.#activeMs + (this.#activeSince === undefined ? 0 : clock.now() - this.#activeSince),
        duplicates: progress?.duplicates ?? 0,
        excluded: progress?.excluded ?? 0,
        strays: progress?.strays ?? 0,
        oddities: progress?.oddities ?? 0,
        coverage: (collection?.run.coverage ?? []).map(({ from, to, state, rows }) => ({
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          state,
          rows,
        })),
        ...(this.#phase === "running" && collection ? this.#forecast(collection.run) : {}),
        notes: collection ? [...collection.notes, ...collection.run.notes] : [],
        ...(collection ? { from: collection.from.toISOString(), to: collection.to.toISOString() } : {}),
        ...(progress?.reached === undefined ? {} : { reached: progress.reached }),
        ...(progress?.waitingUntil === undefined ? {} : { waitingUntil: new Date(progress.waitingUntil).toISOString() }),
      },
      ...(this.#banner === undefined ? {} : { banner: this.#banner }),
      zone,
      rowHeight,
    };
  }

  check(text: string): readonly Problem[] {
    return parseQuery(text, { report: this.#report.id }).errors;
  }

  /** Runs the text; answers with what is wrong with it, in which case nothing is sent and the rows stay. */
  async run(text: string): Promise<readonly Problem[]> {
    const { query, errors } = parseQuery(text, { report: this.#report.id });
    if (query === undefined) return errors;
    const { settings, results, clock } = this.#world;
    const asking = ++this.#asking;
    let start = this.#start;
    try {
      const connection = await this.#world.connection();
      const asked = await this.#world.substitute(query, connection);
      if (asked === undefined || asking !== this.#asking || this.#disposed) return [];
      // Only now: a person who answers no question keeps the run that is going on.
      start = ++this.#start;
      this.#abort.abort();
      const now = new Date(clock.now());
      const planned = plan(asked, { now, zone: settings().zone });
      this.#adopt(query, text);
      const report = this.#report;
      const result = await results().create({ report: report.id });
      if (start !== this.#start || this.#disposed) {
        void results().release({ result });
        return [];
      }
      const old = this.#collection;
      if (old) void results().release({ result: old.result });
      const run = new Run({
        plan: planned,
        client: graphOf(connection, () => clock.now()),
        budget: this.#world.budget(connection),
        settleMs: this.#world.settleMs,
        clock,
        random: this.#world.random,
        onChange: () => start === this.#start && this.#onChange(),
        ...(asked.take === undefined ? {} : { take: asked.take }),
      });
      const { from, to, notes } = planned;
      this.#collection = {
        run,
        report,
        result,
        query: asked,
        from,
        to,
        notes,
        view: -1,
        isByTime: !run.isInOrder,
        isOpenEnded: query.range.kind === "last" || query.range.to === undefined,
      };
      await this.#refreshView();
      this.#world.log(`${report.id}: run from ${from.toISOString()} to ${to.toISOString()}, ${planned.requests.length} request chain(s)`);
      void this.#load(settings().loadLimit);
    } catch (error) {
      if (start === this.#start) this.#fail(error);
    }
    return [];
  }

  loadMore(): Promise<void> {
    return this.#load(this.#loaded + this.#world.settings().loadLimit);
  }

  loadAll(): Promise<void> {
    return this.#load(Infinity);
  }

  /** Asks for what is new since the run, and for what was settling then. */
  refresh(): Promise<void> {
    const collection = this.#collection;
    if (collection === undefined) return Promise.resolve();
    // A range with an end of its own has nothing new after it.
    if (this.#activeSince === undefined) collection.run.refresh(collection.isOpenEnded ? new Date(this.#world.clock.now()) : collection.to);
    return this.#load(Infinity);
  }

  /** Keeps what came. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Goes on where an error ended the run, or starts again when nothing was running yet. */
  retry(): Promise<unknown> {
    return this.#collection ? this.loadMore() : this.run(this.#queryText);
  }

  async act(action: BannerAction): Promise<void> {
    if (action === "retry") await this.retry();
    if (action === "run") await this.run(this.#queryText);
    if (action === "widen") await this.#widen();
  }

  async sort(sort: readonly SortKey[]): Promise<void> {
    this.#sort = sort.filter(({ path }) => fieldOf(this.#report, path));
    await this.#refreshView();
  }

  async filter(text: string): Promise<void> {
    this.#filter = text;
    await this.#refreshView();
  }

  columns(columns: readonly Column[]): void {
    const known = columns.filter(({ path }) => fieldOf(this.#report, path));
    if (known.length === 0) return;
    const same = known.length === this.#columns.length && known.every(({ path }, at) => this.#columns[at]?.path === path);
    this.#columns = known;
    if (!same) this.#revision++;
    this.#onChange();
  }

  async rows(from: number, count: number): Promise<Rows> {
    const collection = this.#collection;
    const revision = this.#revision;
    if (collection === undefined || collection.view < 0) return { revision, from, rows: [] };
    const { result, view } = collection;
    const rows = await this.#world.results().rows({ result, view, from, count, columns: this.#columns.map(({ path }) => path) });
    return { revision, from, rows };
  }

  async record(record: number): Promise<string> {
    if (this.#collection === undefined) throw new Error("No result is loaded. Run the query again.");
    return this.#world.results().record({ result: this.#collection.result, record });
  }

  async text(ranges: readonly RowRange[], format: "tsv" | "json" | "ndjson", limitBytes: number): Promise<string> {
    const collection = this.#collection;
    if (collection === undefined) throw new Error("No result is loaded. Run the query again.");
    const { result, view } = collection;
    return this.#world.results().text({ result, view, ranges, columns: this.#columns.map(({ path }) => path), format, limitBytes });
  }

  dispose(): void {
    this.#disposed = true;
    this.#start++;
    this.#abort.abort();
    if (this.#collection) void this.#world.results().release({ result: this.#collection.result });
    this.#collection = undefined;
  }

  /** Settings such as the time zone have changed. */
  refreshState(): void {
    this.#onChange();
  }

  async #widen(): Promise<void> {
    const { query } = parseQuery(this.#queryText, { report: this.#report.id });
    if (query === undefined) return;
    const now = new Date(this.#world.clock.now());
    const { retentionDays, title } = this.#report;
    const range = widened(query.range, resolveRange(query.range, { now, zone: this.#world.settings().zone }), now, retentionDays);
    if (range) await this.run(printQuery({ ...query, range }));
    else {
      this.#banner = {
        severity: "info",
        message: `Entra keeps ${title} for ${retentionDays} days: the range already reaches as far back.`,
        actions: [],
      };
      this.#onChange();
    }
  }

  #adopt(query: Query, text: string): void {
    const report = reportById(query.report);
    const asked = query.columns?.map((path) => ({ path }));
    if (report !== this.#report) {
      this.#report = report;
      this.#columns = columnsOf(query, report);
      this.#sort = [];
      this.#filter = "";
      this.#title = report.title;
      this.#named = undefined;
    } else if (asked && asked.some(({ path }, at) => this.#columns[at]?.path !== path)) {
      this.#columns = columnsOf(query, report);
    }
    if (query.sort) this.#sort = query.sort;
    // What was pasted, a Graph address or a bare $filter, is shown as the query that it means.
    this.#queryText = text.trimStart().toLowerCase().startsWith(report.id.toLowerCase()) ? text.trim() : printQuery(query);
    this.#isEdited = this.#named !== undefined && this.#named !== printQuery(query);
    this.#banner = undefined;
    this.#filterProblem = undefined;
    this.#rows = this.#loaded = 0;
    this.#activeMs = 0;
    this.#activeSince = undefined;
    this.#phase = "running";
    this.#revision++;
    this.#onChange();
  }

  async #load(until: number): Promise<void> {
    const collection = this.#collection;
    if (collection === undefined || this.#activeSince !== undefined) return;
    const { run, report, result } = collection;
    const { results, clock, log } = this.#world;
    const start = this.#start;
    const stillOurs = () => start === this.#start;
    const abort = (this.#abort = new AbortController());
    this.#activeSince = clock.now();
    this.#until = until;
    this.#phase = "running";
    this.#banner = undefined;
    this.#onChange();
    try {
      for await (const { body, skip, replace } of run.pages(abort.signal, { limit: until - this.#loaded })) {
        if (!stillOurs()) return;
        const appended = await results().append({ result, body, skip, replace }, [body]);
        if (!stillOurs()) return;
        this.#take(appended, collection);
        if (!run.isInOrder && !collection.isByTime) {
          collection.isByTime = true;
          await this.#refreshView();
        }
      }
      if (stillOurs()) this.#phase = run.done ? "complete" : "paused";
    } catch (error) {
      if (!stillOurs()) return;
      if (abort.signal.aborted) this.#phase = "paused";
      else {
        log(`${report.id}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
        this.#fail(error);
      }
    } finally {
      if (stillOurs()) {
        const durationMs = clock.now() - (this.#activeSince ?? clock.now());
        this.#activeMs += durationMs;
        this.#activeSince = undefined;
        const outcome = abort.signal.aborted ? "cancelled" : this.#phase === "paused" ? "partial" : this.#phase;
        if (outcome !== "running") this.#world.ended({ report: report.id, outcome, rows: this.#loaded, durationMs });
        this.#onChange();
      }
    }
  }

  /** What is still to come before the run ends or pauses. */
  #forecast(run: Run): { readonly forecast?: RunForecast } {
    const { forecast } = run;
    if (forecast === undefined || forecast.rows === 0) return {};
    const rows = Math.min(forecast.rows, Math.max(0, this.#until - this.#loaded));
    const share = rows / forecast.rows;
    return { forecast: { rows, requests: Math.ceil(forecast.requests * share), ms: forecast.ms * share } };
  }

  #take({ records, views }: Appended, collection: Collection): void {
    this.#loaded = records;
    const mine = views.find(({ view }) => view === collection.view);
    if (mine) {
      this.#rows = mine.rows;
      if (mine.moved) this.#revision++;
    }
    this.#onChange();
  }

  #fail(error: unknown): void {
    this.#phase = "failed";
    this.#banner = { severity: "error", ...(this.#world.explain(error) ?? userMessage(error, this.#report)) };
    this.#onChange();
  }

  /** The order in which a reader expects the rows: the person's, else by time, as they came while they came so. */
  #order(collection: Collection): readonly SortKey[] {
    if (this.#sort.length > 0) return this.#sort;
    return collection.isByTime ? [{ path: this.#report.timeField, direction: "desc" }] : [];
  }

  async #refreshView(): Promise<void> {
    const collection = this.#collection;
    if (collection === undefined) {
      this.#onChange();
      return;
    }
    const { result, view } = collection;
    const asked = { sort: this.#sort, filter: this.#filter };
    const answer = await this.#world
      .results()
      .view({ result, sort: this.#order(collection), filter: asked.filter, ...(view < 0 ? {} : { replaces: view }) });
    if (this.#collection !== collection) return;
    collection.view = answer.view;
    // Another sort or filter was asked for in the meantime: its own answer counts.
    if (asked.sort !== this.#sort || asked.filter !== this.#filter) return;
    this.#rows = answer.rows;
    this.#filterProblem = answer.problem;
    this.#revision++;
    this.#onChange();
  }
}

function columnsOf(query: Query | undefined, report: Report): Column[] {
  return (query?.columns ?? report.columns).map((path) => ({ path: fieldOf(report, path)?.path ?? path }));
}

function gridField({ path, label, kind, list, description, mono, width }: Report["fields"][number]): GridField {
  return { path, label, kind, description, ...(list && { list }), ...(mono && { mono }), ...(width !== undefined && { width }) };
}
