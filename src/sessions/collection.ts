import type { Connection } from "../auth/connection.ts";
import type { Query, Zone } from "../query/index.ts";
import { reportById, type Report } from "../reports/index.ts";
import type { Appended, ResultsApi } from "../results/api.ts";
import type { Remote } from "../rpc.ts";
import { Miscounted, Run, type Covered, type Forecast, type Progress } from "../run/index.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { PageNotKept } from "./pageNotKept.ts";
import { unjudgedNotes } from "./queryNotes.ts";
import { ResultView } from "./resultView.ts";
import { RowsLost } from "./rowsLost.ts";
import { partOf, sourcesOf } from "./sourced.ts";
import { logText, troubleMessage } from "./troubleText.ts";

/**
 * - `idle`: not loaded from yet
 * - `running`: pages are coming
 * - `paused`: the service has more
 * - `complete`: the service said that nothing follows
 * - `failed`: an error ended the loading; what came is kept, unless it is a `RowsLost`
 */
export type CollectionPhase = "idle" | "running" | "paused" | "complete" | "failed";

export type CollectionEvent =
  /** A stretch of loading began, or ended. */
  | { readonly kind: "began" }
  | { readonly kind: "ended" }
  /** A page is in the result; what became of the views of it. */
  | { readonly kind: "stored"; readonly views: Appended["views"] }
  /** The result is gone. */
  | { readonly kind: "lost" }
  /** Progress or coverage. */
  | { readonly kind: "changed" };

/** Who holds a collection. */
export interface Holder {
  heard?(event: CollectionEvent): void;
  /** The records no longer stand in the order of time: the next page waits until rows that are shown in their order are in one of time. */
  putInOrder?(): Promise<void>;
}

/** What is to be collected. */
export interface CollectionStart {
  /** As it was run. */
  readonly ran: Query;
  /** The same with the answers to its variables; missing: it has none. */
  readonly asked?: Query;
  /** What one should know of it beside what the plan says; a sentence each. */
  readonly notes?: readonly string[];
  /** In which the dates of its range are read. */
  readonly zone: Zone;
}

/**
 * A run and its result in the store. Whoever shows or reads it holds it; the last one that lets go ends the run and frees the result.
 * Only what the store has acknowledged counts as had.
 */
export class Collection {
  readonly report: Report;
  readonly ran: Query;
  readonly asked: Query;
  readonly results: Remote<ResultsApi>;
  /** How late in ms some records came, by their numbers. */
  readonly late: ReadonlyMap<number, number>;
  readonly #world: CollectionWorld;
  readonly #run: Run;
  readonly #notes: readonly string[];
  readonly #requests: number;
  readonly #late = new Map<number, number>();
  /** Each holding counts, also when one and the same holds twice. */
  readonly #holdings = new Set<{ readonly holder: Holder }>();
  #opening: Promise<number> | undefined;
  #result: number | undefined;
  #unfollow: (() => void) | undefined;
  #isOver = false;
  #phase: CollectionPhase = "idle";
  #error: unknown;
  #loaded = 0;
  #unreadable = 0;
  #isByTime: boolean;
  #abort = new AbortController();
  /** The run pauses at so many records. */
  #until = 0;
  #activeMs = 0;
  #activeSince: number | undefined;
  /** The stretch of loading that began last; never rejects. */
  #loading: Promise<void> = Promise.resolve();
  /** The trouble that the log was told of last. */
  #noted: string | undefined;

  /** Nothing is asked before it is loaded. Throws when the query cannot be planned. */
  constructor(world: CollectionWorld, connection: Connection, { ran, asked = ran, notes = [], zone }: CollectionStart) {
    const { clock } = world;
    const sourced = sourcesOf(world, connection);
    const now = new Date(sourced[0]?.learned?.time.at(clock.now()) ?? clock.now());
    const parts = sourced.map((one) => partOf(one, asked, { now, zone }));
    const plans = parts.map(({ plan }) => plan);
    const requests = plans.flatMap((plan) => plan.requests);
    this.#world = world;
    this.report = reportById(ran.report);
    this.ran = ran;
    this.asked = asked;
    this.results = world.results();
    this.late = this.#late;
    this.#notes = [...new Set([...notes, ...plans.flatMap((plan) => plan.notes)])];
    this.#requests = requests.length;
    this.#run = new Run({
      report: ran.report,
      parts,
      clock,
      random: () => world.random(),
      onChange: () => this.#changed(),
      ...(asked.take === undefined ? {} : { take: asked.take }),
    });
    this.#isByTime = !this.#run.isInOrder;
  }

  get phase(): CollectionPhase {
    return this.#phase;
  }

  /** What ended the loading in the phase `failed`. */
  get error(): unknown {
    return this.#error;
  }

  /** Records in the result. */
  get loaded(): number {
    return this.#loaded;
  }

  /** Number of the result in the store; undefined before it is opened. */
  get result(): number | undefined {
    return this.#result;
  }

  /** The records do not stand in the order of time. */
  get isByTime(): boolean {
    return this.#isByTime;
  }

  /** Counts of the run; changed in place. */
  get progress(): Readonly<Progress> {
    return this.#run.progress;
  }

  /** Records that could not be read: their text is kept. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Newest first; milliseconds since 1970. */
  get coverage(): readonly Covered[] {
    return this.#run.coverage;
  }

  /** Everything in the queried range is there, and nothing of it is expected to come late. */
  get isWhole(): boolean {
    return this.#phase === "complete" && this.#run.coverage.every(({ state }) => state === "complete");
  }

  /** Milliseconds since 1970, both inclusive. */
  get range(): { readonly from: number; readonly to: number } {
    return this.#run.range;
  }

  /** When the newest answer was asked for that is stored, on this machine's clock. */
  get askedAt(): number | undefined {
    return this.#run.askedAt;
  }

  /** What is asked of the service and what is evaluated here, and how that went; a sentence each. */
  get notes(): readonly string[] {
    return [...this.#notes, ...this.#run.notes, ...unjudgedNotes(this.#run.progress)];
  }

  /** What is still to come before the run ends or pauses; only while it is running. */
  get forecast(): Forecast | undefined {
    const { forecast } = this.#run;
    if (this.#phase !== "running" || forecast === undefined || forecast.rows === 0) return undefined;
    const rows = Math.min(forecast.rows, Math.max(0, this.#until - this.#loaded));
    const share = rows / forecast.rows;
    return { rows, requests: Math.ceil(forecast.requests * share), ms: forecast.ms * share };
  }

  /** What is missing, of a run that has paused. Undefined when nothing tells how much that is. */
  get missing(): Forecast | undefined {
    return this.#phase === "paused" ? this.#run.forecast : undefined;
  }

  /** The person has ended what was loaded last. */
  get wasCancelled(): boolean {
    return this.#abort.signal.aborted;
  }

  /** How long was loaded for, in ms. */
  get elapsedMs(): number {
    return this.elapsedAt(this.#world.clock.now());
  }

  /** The same until a time of this machine's clock: a scale that needs no clock of the reader's. */
  elapsedAt(time: number): number {
    return this.#activeMs + time - (this.#activeSince ?? time);
  }

  /** Lets go when it is called, once; answers with whether that freed the result, as nobody else holds it. */
  hold(holder: Holder = {}): () => boolean {
    if (this.#isOver) throw new RowsLost("The rows of this query are no longer held.");
    this.#unfollow ??= this.#world.onResultsLost?.((reason) =>
      this.#lose(new RowsLost(`The result store stopped (${reason}), and with it the rows of this grid.`)),
    );
    const holding = { holder };
    this.#holdings.add(holding);
    return () => {
      if (!this.#holdings.delete(holding) || this.#holdings.size > 0 || this.#isOver) return false;
      this.#end();
      return true;
    };
  }

  /** Makes the result in the store, which loading does by itself; a view of it may then be made. */
  open(): Promise<number> {
    this.#opening ??= this.results.create({ report: this.report.id }).then(
      (result) => {
        const { from, to } = this.range;
        this.#world.log(`${this.report.id}: run from ${isoOf(from)} to ${isoOf(to)}, ${this.#requests} request chain(s)`);
        if (this.#isOver) this.#free(result);
        else this.#result = result;
        return result;
      },
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  /** A view of the result, for whoever asks for it; it shows nothing before it is given an order. */
  async view(): Promise<ResultView> {
    return new ResultView(this.results, await this.open());
  }

  /** Loads so many more records, gaps first. Resolves when that has ended, be it by an error. */
  load(more = Infinity): Promise<void> {
    if (this.#isOver || this.#holdings.size === 0 || this.#activeSince !== undefined) return Promise.resolve();
    return (this.#loading = this.#collect(this.#loaded + more));
  }

  /** Loads all that is missing, after what is being loaded. Resolves when that has ended, be it by an error or by the signal. */
  async loadAll(signal: AbortSignal): Promise<void> {
    const cancel = (): void => this.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      await this.#loading;
      if (!signal.aborted && this.#phase !== "complete") await this.load();
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  /** Asks for what is new since the run, for what was settling then, and again for the last two hours of what was complete. */
  refresh(): Promise<void> {
    const { range, serviceNow } = this.#run;
    const { range: asked } = this.ran;
    // A range with an end of its own has nothing new after it.
    const isOpenEnded = asked.kind === "last" || asked.to === undefined;
    if (!this.#isOver && this.#activeSince === undefined) this.#run.refresh(isOpenEnded ? serviceNow : new Date(range.to));
    return this.load();
  }

  /** Keeps what came. */
  cancel(): void {
    this.#abort.abort();
  }

  async #collect(until: number): Promise<void> {
    const { clock, log } = this.#world;
    const { results } = this;
    const run = this.#run;
    const abort = (this.#abort = new AbortController());
    this.#activeSince = clock.now();
    this.#until = until;
    this.#phase = "running";
    this.#error = undefined;
    try {
      this.#tell({ kind: "began" });
      const result = await this.open();
      await this.#keepOrder();
      for await (const page of run.pages(abort.signal, { limit: until - this.#loaded })) {
        if (this.#isOver) return;
        this.#world.reached?.(this.report.id);
        const { body, list, skip, replace } = page;
        // The body is copied: should this fail, it can be tried again.
        const appended = await results.append({ result, body, list, skip, replace }).catch((error: unknown) => {
          page.lost();
          throw new PageNotKept(error);
        });
        if (this.#isOver) return;
        this.#unreadable += appended.unreadable ?? 0;
        for (const { record, lateMs } of page.stored(appended.records)) this.#late.set(record, lateMs);
        this.#loaded = appended.records;
        this.#tell({ kind: "stored", views: appended.views });
        await this.#keepOrder();
      }
      if (!this.#isOver) this.#phase = run.done ? "complete" : "paused";
    } catch (error) {
      if (this.#isOver) return;
      if (error instanceof Miscounted) this.#lose(new RowsLost(`${error.message}: they cannot be told from each other any more.`));
      else if (abort.signal.aborted) this.#phase = "paused";
      else {
        log(`${this.report.id}: ${logText(error)}`);
        this.#phase = "failed";
        this.#error = error;
      }
    } finally {
      if (!this.#isOver) {
        const durationMs = clock.now() - (this.#activeSince ?? clock.now());
        this.#activeMs += durationMs;
        this.#activeSince = undefined;
        const outcome = abort.signal.aborted ? "cancelled" : this.#phase === "paused" ? "partial" : this.#phase;
        if (outcome !== "running") this.#world.ended?.({ report: this.report.id, outcome, rows: this.#loaded, durationMs });
        this.#tell({ kind: "ended" });
      }
    }
  }

  /** Views that stand in the order in which the records came have to be put in one of time when these no longer are. */
  async #keepOrder(): Promise<void> {
    if (this.#run.isInOrder || this.#isByTime) return;
    this.#isByTime = true;
    try {
      await Promise.all([...this.#holdings].map(({ holder }) => holder.putInOrder?.()));
    } catch (error) {
      this.#isByTime = false;
      throw error;
    }
  }

  #changed(): void {
    if (this.#isOver) return;
    const { trouble } = this.#run.progress;
    // Each kind of trouble is said once.
    const text = trouble && logText(trouble.error);
    if (text !== undefined && text !== this.#noted) this.#world.log(`${this.report.id}: ${text}; it is asked again`);
    this.#noted = text ?? this.#noted;
    if (trouble && troubleMessage(trouble, this.#world.clock.now())) this.#world.reached?.(this.report.id, trouble.error);
    this.#tell({ kind: "changed" });
  }

  #tell(event: CollectionEvent): void {
    // Who hears of it may let go for others, too.
    for (const holding of [...this.#holdings]) if (this.#holdings.has(holding)) holding.holder.heard?.(event);
  }

  #lose(error: RowsLost): void {
    if (this.#isOver) return;
    this.#end();
    this.#loaded = 0;
    this.#activeSince = undefined;
    this.#phase = "failed";
    this.#error = error;
    this.#tell({ kind: "lost" });
  }

  #end(): void {
    this.#isOver = true;
    this.#unfollow?.();
    this.#abort.abort();
    if (this.#result !== undefined) this.#free(this.#result);
    this.#result = undefined;
  }

  #free(result: number): void {
    // A worker that has died has nothing to free.
    this.results.release({ result }).catch(() => undefined);
  }
}

const isoOf = (time: number): string => new Date(time).toISOString();
