import type {
  Banner,
  BannerAction,
  Column,
  Edited,
  FacetQuestion,
  Facets,
  FindQuestion,
  Found,
  GridField,
  GridState,
  Histogram,
  Phase,
  QueryChange,
  RowRange,
  Rows,
  RunForecast,
  Summary,
} from "../protocol.ts";
import {
  allKept,
  outcomeOf,
  parseQuery,
  plan,
  printQuery,
  queryTitle,
  resolveRange,
  type Plan,
  type Problem,
  type Query,
  type SortKey,
} from "../query/index.ts";
import { loadPatterns } from "../query/loadPatterns.ts";
import { mayHavePattern } from "../query/pattern.ts";
import { fieldOf, reportById, type Report } from "../reports/index.ts";
import type { Appended, ResultsApi, TextForm } from "../results/api.ts";
import type { Remote } from "../rpc.ts";
import { Lateness, Miscounted, Run, ServiceTime } from "../run/index.ts";
import { graphOf } from "./graphOf.ts";
import { pastedBanner, problemNotes, unjudgedNotes } from "./queryNotes.ts";
import { adHoc, isSameQuery, queryKey, type QueryRef } from "./queryRef.ts";
import { brushOf, changed, clausesOf, pendingOf, viewClauses, withPicks } from "./queryClauses.ts";
import { PageNotKept } from "./pageNotKept.ts";
import { ResultView } from "./resultView.ts";
import type { SavedAs, SessionStart, SessionWorld } from "./sessionWorld.ts";
import { logText, troubleMessage, troubleText } from "./troubleText.ts";
import { userMessage } from "./userMessage.ts";
import { widened } from "./widened.ts";

/** A result being collected. Replaced as a whole by the next run. */
interface Collection {
  readonly run: Run;
  readonly report: Report;
  readonly records: ResultView;
  /** As it was run; what a person sees may have been edited since. */
  readonly ran: Query;
  /** The same with the answers to its variables: what was asked. */
  readonly asked: Query;
  /** Records that came late, and how late in ms. */
  readonly late: Map<number, number>;
  readonly notes: readonly string[];
  /** Records that the store could not read: their text is kept. */
  unreadable: number;
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
  /** The saved query that the title names. */
  #ref: QueryRef | undefined;
  /** Its canonical text. */
  #named: string | undefined;
  #queryText: string;
  /** What the text means; the last that could be read. */
  #shown: Query | undefined;
  /** What the title is made of where nobody has given one. */
  #ran: Query | undefined;
  #report: Report;
  #columns: readonly Column[];
  #sort: readonly SortKey[];
  #filter: string;
  #filterProblem: string | undefined;
  #group: string | undefined;
  #revision = 1;
  #rows = 0;
  #matching = 0;
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
  /** The stretch of loading that began last; never rejects. */
  #loading: Promise<void> = Promise.resolve();
  #disposed = false;
  readonly #unfollow: (() => void) | undefined;
  /** The trouble that the log was told of last. */
  #noted: string | undefined;

  constructor(world: SessionWorld, start: SessionStart, onChange: () => void) {
    this.#world = world;
    this.#onChange = onChange;
    this.#title = start.title;
    this.#queryText = start.queryText;
    const { query } = parseQuery(start.queryText);
    this.#shown = this.#ran = query;
    this.#ref = start.saved?.ref;
    this.#named = start.saved && canonical(start.saved.text);
    this.#report = reportById(query?.report ?? "signIns");
    this.#columns = start.columns?.length ? start.columns : this.#columnsOf(query, this.#report);
    this.#group = start.group;
    this.#sort = start.sort ?? [];
    this.#filter = start.filter ?? "";
    this.#unfollow = world.onResultsLost?.((reason) =>
      this.#lose(`The result store stopped (${reason}), and with it the rows of this grid.`),
    );
  }

  /** The name of the saved query, marked when it is no longer the query shown. */
  get title(): string {
    return this.#isEdited ? `${this.#title} (edited)` : this.#title;
  }

  get #isEdited(): boolean {
    return this.#named !== undefined && this.#shown !== undefined && this.#named !== printQuery(this.#shown);
  }

  /** The saved query that this began as, edited since or not; else what was asked without one. */
  get ref(): QueryRef {
    return this.#ref ?? adHoc(this.#report.id);
  }

  /** Shows that saved query, and as it is saved. */
  shows(ref: QueryRef): boolean {
    return isSameQuery(this.#ref, ref) && !this.#isEdited;
  }

  /** The title names that saved query from now on. */
  rename(title: string, { ref, text }: SavedAs): void {
    this.#title = title;
    this.#ref = ref;
    this.#named = canonical(text);
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
    const shown = this.#shown;
    const pending = collection && shown && pendingOf(shown, collection.ran, { isWhole: this.isWhole, loaded: this.#loaded });
    const brush = collection && shown && brushOf(shown, collection.ran);
    const outcome = collection && shown && outcomeOf(shown, collection.ran);
    const banner = this.#banner ?? this.#troubleBanner();
    const { id, title, noun, timeField, outcomePath, fields } = this.#report;
    return {
      revision: this.#revision,
      title: this.title,
      ...(this.#ref && { savedQuery: queryKey(this.#ref) }),
      report: { id, title, noun, timeField, outcomePath },
      connection: { id: connectionId, name: connectionName },
      queryText: this.#queryText,
      clauses: shown ? clausesOf(shown, collection?.ran) : [],
      ...(pending && { pending }),
      ...(brush && { brush }),
      ...(outcome && { outcome }),
      fields: fields.map(gridField),
      columns: this.#columns,
      sort: this.#sort,
      ...(this.#group !== undefined && { group: this.#group }),
      filter: this.#filter,
      ...(this.#filterProblem === undefined ? {} : { filterProblem: this.#filterProblem }),
      rows: this.#rows,
      matching: this.#matching,
      loaded: this.#loaded,
      phase: this.#phase,
      run: {
        pages: progress?.pages ?? 0,
        requests: progress?.requests ?? 0,
        elapsedMs: this.#activeMs + (this.#activeSince === undefined ? 0 : clock.now() - this.#activeSince),
        duplicates: progress?.duplicates ?? 0,
        excluded: progress?.excluded ?? 0,
        strays: progress?.strays ?? 0,
        oddities: (progress?.oddities ?? 0) + (collection?.unreadable ?? 0),
        coverage: (collection?.run.coverage ?? []).map(({ from, to, ...covered }) => ({
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          ...covered,
        })),
        ...(collection?.run.askedAt !== undefined && { askedAt: new Date(collection.run.askedAt).toISOString() }),
        ...(this.#phase === "running" && collection ? this.#forecast(collection.run) : {}),
        notes: collection ? [...collection.notes, ...collection.run.notes, ...unjudgedNotes(collection.run.progress)] : [],
        ...(collection ? rangeOf(collection.run) : {}),
        ...(progress?.reached === undefined ? {} : { reached: progress.reached }),
        ...(progress?.waitingUntil === undefined ? {} : { waitingUntil: new Date(progress.waitingUntil).toISOString() }),
        ...(progress?.unansweredSince !== undefined && { quietSinceMs: this.#elapsedAt(progress.unansweredSince) }),
        ...(progress?.trouble && {
          trouble: { what: troubleText(progress.trouble.error), retryAtMs: this.#elapsedAt(progress.trouble.retryAt) },
        }),
      },
      ...(banner && { banner }),
      zone,
      rowHeight,
    };
  }

  /** What is wrong with a text, and what one should know of it. */
  async check(text: string): Promise<readonly Problem[]> {
    await loadPatterns(text);
    return parseQuery(text, { report: this.#report.id }).problems;
  }

  /** How long was loaded for until then, in ms: a scale that needs no clock of the webview's. */
  #elapsedAt(time: number): number {
    return this.#activeMs + time - (this.#activeSince ?? time);
  }

  /** What a run that is still going on has to say. */
  #troubleBanner(): Banner | undefined {
    const { trouble } = this.#collection?.run.progress ?? {};
    const message = this.#phase === "running" && trouble ? troubleMessage(trouble, this.#world.clock.now()) : undefined;
    return message && { severity: "warning", ...message };
  }

  /** Says each kind of trouble of a run once. */
  #noteTrouble(run: Run): void {
    const { trouble } = run.progress;
    const text = trouble && logText(trouble.error);
    if (text !== undefined && text !== this.#noted) this.#world.log(`${this.#report.id}: ${text}; it is asked again`);
    this.#noted = text ?? this.#noted;
  }

  /** Runs the text; answers with what is wrong with it, in which case nothing is sent and the rows stay. */
  async run(text: string): Promise<readonly Problem[]> {
    if (mayHavePattern(text)) await loadPatterns(text);
    const read = parseQuery(text, { report: this.#report.id });
    const { query, errors } = read;
    if (query === undefined) return errors;
    const { settings, results, clock } = this.#world;
    const asking = ++this.#asking;
    let start = this.#start;
    try {
      const connection = await this.#world.connection();
      const asked = await this.#world.substitute(query, connection);
      await this.#world.zoneKnown?.();
      if (asked === undefined || asking !== this.#asking || this.#disposed) return [];
      // Only now: a person who answers no question keeps the run that is going on.
      start = ++this.#start;
      this.#abort.abort();
      const learned = this.#world.learned?.(connection) ?? {
        time: new ServiceTime(),
        lateness: new Lateness(() => this.#world.settleMs),
      };
      const planAt = (now: Date): Plan => plan(asked, { now, zone: settings().zone });
      const planned = planAt(new Date(learned.time.at(clock.now())));
      this.#adopt(query, text);
      const report = this.#report;
      const records = await ResultView.of(report, results());
      if (start !== this.#start || this.#disposed) {
        records.release();
        return [];
      }
      this.#collection?.records.release();
      const run = new Run({
        plan: planned,
        client: graphOf(connection, () => clock.now()),
        budget: this.#world.budget(connection),
        ...learned,
        rangeAt: planAt,
        clock,
        random: this.#world.random,
        onChange: () => {
          if (start !== this.#start) return;
          this.#noteTrouble(run);
          this.#onChange();
        },
        ...(asked.take === undefined ? {} : { take: asked.take }),
      });
      this.#collection = {
        run,
        report,
        records,
        ran: query,
        asked,
        late: new Map(),
        unreadable: 0,
        notes: [...problemNotes(read), ...planned.notes, ...withheldFrom(planned)],
        isByTime: !run.isInOrder,
        isOpenEnded: query.range.kind === "last" || query.range.to === undefined,
      };
      await this.#refreshView();
      const { from, to } = rangeOf(run);
      this.#world.log(`${report.id}: run from ${from} to ${to}, ${planned.requests.length} request chain(s)`);
      void this.#load(settings().loadLimit);
      this.#banner = pastedBanner(text, read) ?? this.#banner;
      this.#onChange();
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

  /** Asks for what is new since the run, for what was settling then, and again for the last two hours of what was complete. */
  refresh(): Promise<void> {
    const collection = this.#collection;
    if (collection === undefined) return Promise.resolve();
    const { run, isOpenEnded } = collection;
    // A range with an end of its own has nothing new after it.
    if (this.#activeSince === undefined) run.refresh(isOpenEnded ? run.serviceNow : new Date(run.range.to));
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
    if (action === "allKept" && this.#shown) await this.run(printQuery({ ...this.#shown, range: allKept(this.#report) }));
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
    this.#world.keepColumns(this.ref, known);
    if (!same) this.#revision++;
    this.#onChange();
  }

  /** Carries out a gesture on `text`, the query line as it stands. What it adds narrows the loaded rows at once; nothing is fetched. */
  async edit(text: string, change: QueryChange): Promise<Edited> {
    const edited = this.edited(text, change);
    if ("problems" in edited) return { message: edited.message, problems: edited.problems };
    const { query, message } = edited;
    if (query === undefined) return { message };
    this.#shown = query;
    const shown = (this.#queryText = printQuery(query));
    if (this.#collection && query.report === this.#report.id) await this.#refreshView();
    else this.#onChange();
    return { message, text: shown };
  }

  /** The query that a gesture makes of a text; without one `message` says why. */
  edited(text: string, change: QueryChange): { readonly query?: Query; readonly message: string; readonly problems?: readonly Problem[] } {
    const { query, errors } = parseQuery(text, { report: this.#report.id });
    const problems = errors.filter(({ severity }) => severity === "error");
    if (query === undefined) return { message: "The query text has an error: mend it first.", problems };
    const answer = changed(query, change, this.#collection?.ran, this.#world.settings().zone);
    if ("refused" in answer) return { message: answer.refused };
    const wrong = parseQuery(printQuery(answer.query)).errors.find(({ severity }) => severity === "error");
    if (wrong) return { message: `The query cannot ask for this value: ${wrong.message}` };
    return answer;
  }

  async group(path: string | undefined): Promise<void> {
    this.#group = path !== undefined && fieldOf(this.#report, path) ? path : undefined;
    await this.#refreshView();
  }

  /** What the rows are asked; nothing when there are none, or when they were lost or replaced meanwhile: then another state is on its way. */
  async #asked<Answer>(ask: (records: ResultView) => Promise<Answer>): Promise<Answer | undefined> {
    const collection = this.#collection;
    try {
      return collection && (await ask(collection.records));
    } catch (error) {
      if (this.#collection === collection) throw error;
      return undefined;
    }
  }

  async openGroups(open: boolean, group?: number): Promise<void> {
    const collection = this.#collection;
    const rows = await this.#asked((records) => records.openGroups(open, group));
    if (rows === undefined || this.#collection !== collection) return;
    this.#rows = rows;
    this.#revision++;
    this.#onChange();
  }

  async facets(questions: readonly FacetQuestion[]): Promise<Facets> {
    const [revision, loaded, shown] = [this.#revision, this.#loaded, this.#shown];
    const counted = (await this.#asked((records) => records.facets(questions))) ?? [];
    return { revision, loaded, facets: shown ? counted.map((facet, at) => withPicks(facet, shown, questions[at])) : counted };
  }

  async histogram(edges: readonly number[]): Promise<Histogram> {
    const revision = this.#revision;
    const counted = await this.#asked((records) => records.histogram(edges));
    return { revision, ...(counted ?? { outcomes: { success: [], failure: [], interrupt: [], other: [] }, outside: 0 }) };
  }

  async find(question: FindQuestion): Promise<Found> {
    return (await this.#asked((records) => records.find(question))) ?? { count: 0 };
  }

  async summary(ranges: readonly RowRange[], path: string): Promise<Summary> {
    return (await this.#asked((records) => records.summary(ranges, path))) ?? { records: 0, distinct: 0 };
  }

  /** Everything in the queried range is there, and nothing of it is expected to come late. */
  get isWhole(): boolean {
    const { run } = this.#collection ?? {};
    return this.#phase === "complete" && run !== undefined && run.coverage.every(({ state }) => state === "complete");
  }

  async rows(from: number, count: number): Promise<Rows> {
    const [revision, collection] = [this.#revision, this.#collection];
    const rows = (await this.#asked((records) => records.rows(from, count, this.#columns))) ?? [];
    if (!collection?.late.size) return { revision, from, rows };
    const marked = rows.map((row) => {
      const lateMs = "record" in row ? collection.late.get(row.record) : undefined;
      return lateMs === undefined ? row : { ...row, lateMs };
    });
    return { revision, from, rows: marked };
  }

  async record(record: number): Promise<string> {
    return this.#loadedRecords().record(record);
  }

  /** `tsv`: its form, and the only column of it. */
  async text(
    ranges: readonly RowRange[],
    format: "tsv" | "markdown" | "json" | "ndjson",
    limitBytes: number,
    { form, column }: { readonly form?: TextForm; readonly column?: string } = {},
  ): Promise<string> {
    const columns = column === undefined ? this.#columns : [{ path: column }];
    return this.#loadedRecords().text(ranges, { columns, format, limitBytes, ...(form && { form }) });
  }

  /** Fetches all that is missing. Resolves when that has ended, be it by an error, which the banner tells, or by the signal. */
  async fetchAll(signal: AbortSignal): Promise<void> {
    const start = this.#start;
    const cancel = () => start === this.#start && this.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      await this.#loading;
      if (start === this.#start && !signal.aborted && this.#phase !== "complete") await this.loadAll();
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  /**
   * Names a view for the worker: the one shown, or one of `all` records that the query shown finds here, whatever the filter says.
   * That one lives until `use` has ended.
   */
  async withExportedView<Answer>(
    scope: "view" | "all",
    use: (exported: { readonly result: number; readonly view: number }) => Promise<Answer>,
  ): Promise<Answer> {
    const records = this.#loadedRecords();
    const { view, result } = records;
    const collection = this.#collection;
    if (view === undefined || collection === undefined) throw new Error(nothingLoaded);
    if (scope === "view" || this.#filter === "") return use({ result, view });
    const clauses = this.#shown ? viewClauses(this.#shown, collection.ran) : [];
    return records.withAnother({ sort: this.#order(collection), filter: "", clauses }, (another) => use({ result, view: another }));
  }

  /** The query as it was asked, the answers to its variables in it, and the tenant; undefined before a run. */
  async ranQuery(): Promise<{ readonly text: string; readonly tenant?: string } | undefined> {
    if (this.#collection === undefined) return undefined;
    const text = printQuery(this.#collection.asked);
    const connection = await this.#world.connection().catch(() => undefined);
    return { text, ...(connection?.tenant && { tenant: connection.tenant }) };
  }

  get results(): Remote<ResultsApi> {
    return this.#world.results();
  }

  dispose(): void {
    this.#disposed = true;
    this.#unfollow?.();
    this.#start++;
    this.#abort.abort();
    this.#collection?.records.release();
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

  #loadedRecords(): ResultView {
    if (this.#collection === undefined) throw new Error(nothingLoaded);
    return this.#collection.records;
  }

  /** Those that the query names, with the widths that the person gave them; else those that the person had last. */
  #columnsOf(query: Query | undefined, report: Report): Column[] {
    const kept = this.#world.columns(this.#ref ?? adHoc(report.id))?.filter(({ path }) => fieldOf(report, path)) ?? [];
    if (query?.columns === undefined && kept.length > 0) return [...kept];
    return (query?.columns ?? report.columns).map((asked) => {
      const path = fieldOf(report, asked)?.path ?? asked;
      return kept.find((column) => column.path === path) ?? { path };
    });
  }

  #adopt(query: Query, text: string): void {
    const report = reportById(query.report);
    const asked = query.columns?.map((path) => ({ path }));
    const isNamedByQuery = this.#ref === undefined && this.#ran !== undefined && this.#title === queryTitle(this.#ran);
    this.#shown = this.#ran = query;
    if (isNamedByQuery) this.#title = queryTitle(query);
    if (report !== this.#report) {
      this.#report = report;
      this.#title = queryTitle(query);
      this.#ref = undefined;
      this.#named = undefined;
      this.#columns = this.#columnsOf(query, report);
      this.#sort = [];
      this.#filter = "";
      this.#group = undefined;
    } else if (asked && asked.some(({ path }, at) => this.#columns[at]?.path !== path)) {
      this.#columns = this.#columnsOf(query, report);
    }
    if (query.sort) this.#sort = query.sort;
    // What was pasted, a Graph address or a bare $filter, is shown as the query that it means.
    this.#queryText = text.trimStart().toLowerCase().startsWith(report.id.toLowerCase()) ? text.trim() : printQuery(query);
    this.#banner = undefined;
    this.#filterProblem = undefined;
    this.#rows = this.#matching = this.#loaded = 0;
    this.#activeMs = 0;
    this.#activeSince = undefined;
    this.#phase = "running";
    this.#revision++;
    this.#onChange();
  }

  #load(until: number): Promise<void> {
    if (this.#collection === undefined || this.#activeSince !== undefined) return Promise.resolve();
    return (this.#loading = this.#collect(until, this.#collection));
  }

  async #collect(until: number, collection: Collection): Promise<void> {
    const { run, report, records } = collection;
    const { clock, log } = this.#world;
    const start = this.#start;
    const stillOurs = () => start === this.#start;
    const abort = (this.#abort = new AbortController());
    this.#activeSince = clock.now();
    this.#until = until;
    this.#phase = "running";
    this.#banner = undefined;
    this.#onChange();
    try {
      for await (const page of run.pages(abort.signal, { limit: until - this.#loaded })) {
        if (!stillOurs()) return;
        const { body, skip, replace } = page;
        const appended = await records.append(body, { skip, replace }).catch((error: unknown) => {
          page.lost();
          throw new PageNotKept(error);
        });
        if (!stillOurs()) return;
        collection.unreadable += appended.unreadable ?? 0;
        for (const { record, lateMs } of page.stored(appended.records)) collection.late.set(record, lateMs);
        this.#take(appended, collection);
        if (!run.isInOrder && !collection.isByTime) {
          collection.isByTime = true;
          await this.#refreshView();
        }
      }
      if (stillOurs()) this.#phase = run.done ? "complete" : "paused";
    } catch (error) {
      if (!stillOurs()) return;
      if (error instanceof Miscounted) this.#lose(`${error.message}: they cannot be told from each other any more.`);
      else if (abort.signal.aborted) this.#phase = "paused";
      else {
        log(`${report.id}: ${logText(error)}`);
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
    const mine = views.find(({ view }) => view === collection.records.view);
    if (mine) {
      this.#rows = mine.rows;
      this.#matching = mine.matching;
      if (mine.moved) this.#revision++;
    }
    this.#onChange();
  }

  /** The rows are gone, and only another run brings them. */
  #lose(message: string): void {
    const collection = this.#collection;
    if (collection === undefined) return;
    this.#start++;
    this.#abort.abort();
    this.#collection = undefined;
    collection.records.release();
    this.#rows = this.#matching = this.#loaded = 0;
    this.#activeSince = undefined;
    this.#revision++;
    this.#phase = "failed";
    this.#banner = { severity: "error", message: `${message} Run the query again.`, actions: ["run"] };
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
    const { records, ran } = collection;
    const asked = { sort: this.#sort, filter: this.#filter, shown: this.#shown, group: this.#group };
    const clauses = asked.shown ? viewClauses(asked.shown, ran) : [];
    const { filter, group } = asked;
    const answer = await records.show({ sort: this.#order(collection), filter, clauses, ...(group !== undefined && { group }) });
    if (answer === undefined || this.#collection !== collection) return;
    // Another sort or filter was asked for in the meantime: its own answer counts.
    if (asked.sort !== this.#sort || asked.filter !== this.#filter || asked.shown !== this.#shown || asked.group !== this.#group) return;
    this.#rows = answer.rows;
    this.#matching = answer.matching;
    this.#filterProblem = answer.problem;
    this.#revision++;
    this.#onChange();
  }
}

/** What the service does not give of what is asked for. */
function withheldFrom({ report, requests }: Plan): string[] {
  const { withheld } = reportById(report);
  return withheld && requests.some(({ types }) => types?.some((type) => withheld.types.includes(type))) ? [withheld.note] : [];
}

/** ISO 8601. */
function rangeOf({ range }: Run): { readonly from: string; readonly to: string } {
  return { from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString() };
}

function canonical(text: string): string | undefined {
  const { query } = parseQuery(text);
  return query && printQuery(query);
}

const nothingLoaded = "No result is loaded. Run the query again.";

function gridField({ path, label, kind, list, description, mono, width }: Report["fields"][number]): GridField {
  return { path, label, kind, description, ...(list && { list }), ...(mono && { mono }), ...(width !== undefined && { width }) };
}
