import type { Banner, Phase } from "../protocol/grid.ts";
import { printQuery } from "../query/index.ts";
import { loadPatterns } from "../query/loadPatterns.ts";
import { counted } from "../records/counted.ts";
import { formatSpan } from "../records/formatSpan.ts";
import { reportById, type Report } from "../reports/index.ts";
import type { Appended } from "../results/api.ts";
import { withAnswers, type Asked } from "./asked.ts";
import { Collection, type CollectionEvent } from "./collection.ts";
import type { SessionWorld } from "./sessionWorld.ts";
import { troubleMessage } from "./troubleText.ts";
import { userMessage } from "./userMessage.ts";

/** Rows that an answer needs are fetched without a question when they take no more requests. */
const fewRequests = 20;

/** The grid that a query is run for. */
export interface RunningGrid {
  /** Another collection takes the place of the one before. */
  adopt(asked: Asked, collection: Collection): void;
  /** There is no collection any more. `endsView`: others hold it still. */
  gone(endsView: boolean): void;
  /** Shows the rows as they are asked for now. */
  arrange(): Promise<void>;
  stored(views: Appended["views"]): void;
  /** What it answers needs all rows. */
  wantsAll(): boolean;
  changed(): void;
}

/** What a grid runs: the collection that it holds, how its start went, and what is to be said over the rows. */
export class GridRun {
  readonly #world: SessionWorld;
  readonly #grid: RunningGrid;
  #held: { readonly collection: Collection; letGo(): boolean } | undefined;
  /** What a run is before its collection is loaded from. */
  #starting: "running" | "failed" | undefined;
  /** What could not be started: retrying starts it again. */
  #unstarted: Asked | undefined;
  #banner: Banner | undefined;
  /** Counts runs asked for: only the last one begins. */
  #asking = 0;
  #disposed = false;

  constructor(world: SessionWorld, grid: RunningGrid) {
    this.#world = world;
    this.#grid = grid;
  }

  get collection(): Collection | undefined {
    return this.#held?.collection;
  }

  get phase(): Phase {
    return this.#starting ?? this.collection?.phase ?? "idle";
  }

  /** What a run that is still going on has to say gives way to what happened last. */
  get banner(): Banner | undefined {
    if (this.#banner) return this.#banner;
    const { trouble } = this.collection?.progress ?? {};
    const message = this.phase === "running" && trouble ? troubleMessage(trouble, this.#world.clock.now()) : undefined;
    return message && { severity: "warning", ...message };
  }

  say(banner: Banner): void {
    this.#banner = banner;
    this.#grid.changed();
  }

  /** Runs a query in place of the one before. Resolves when it is being loaded, or when the banner says why not. */
  async start(asked: Asked): Promise<void> {
    const { query } = asked;
    const world = this.#world;
    const asking = ++this.#asking;
    const before = this.collection;
    let collection = before;
    try {
      if (query.where) await loadPatterns(asked.text ?? printQuery(query));
      const connection = await world.connection();
      const answers = asked.answers ?? (await world.answer(query, connection));
      await world.zoneKnown?.();
      if (answers === undefined || asking !== this.#asking || this.#disposed) return;
      const { zone, loadLimit } = world.settings();
      const meant = withAnswers(asked, answers);
      collection = new Collection(world, connection, { ran: meant.query, notes: asked.notes ?? [], zone });
      // Only now: a person who answers no question keeps the run that is going on.
      this.#hold(collection, meant);
      await this.#grid.arrange();
      if (collection !== this.collection) return;
      void this.#load(collection, loadLimit);
      this.#banner = asked.banner ?? this.#banner;
      this.#grid.changed();
    } catch (error) {
      if (collection !== this.collection || this.#disposed) return;
      this.#unstarted = asked;
      this.#starting = "failed";
      // Nothing is left of a result that was never made.
      if (collection !== before && collection?.result === undefined) this.letGo();
      this.#fail(error, reportById(query.report));
    }
  }

  /** Holds what another grid has loaded: nothing is asked. */
  async share(collection: Collection): Promise<void> {
    this.#asking++;
    if (collection !== this.collection) this.#hold(collection, { query: collection.ran });
    this.#starting = undefined;
    await this.#grid.arrange();
  }

  /** What needs all rows gets them when few requests are left, which takes no longer than one may wait; else they are offered, with what they cost. */
  async #load(collection: Collection, limit: number): Promise<void> {
    await collection.load(limit);
    if (collection !== this.collection || collection.phase !== "paused" || collection.wasCancelled || !this.#grid.wantsAll()) return;
    const { missing } = collection;
    if (missing && missing.requests <= fewRequests) await collection.load();
    else
      this.say({
        severity: "info",
        message: missing
          ? `The answer needs all rows: about ${counted(missing.requests, "request")} more, some ${formatSpan(missing.ms)}.`
          : "The answer needs all rows, and nobody knows how many more requests they take.",
        actions: ["loadAll"],
      });
  }

  /** Goes on where an error ended the run, or starts what could not be started; false when there is neither. */
  async retry(): Promise<boolean> {
    if (this.#unstarted) await this.start(this.#unstarted);
    else if (this.collection) await this.loadMore();
    else return false;
    return true;
  }

  async loadMore(): Promise<void> {
    await this.collection?.load(this.#world.settings().loadLimit);
  }

  /** The query as it was asked, in its canonical form, and the tenant; undefined before a run. */
  async asked(): Promise<{ readonly text: string; readonly tenant?: string } | undefined> {
    if (this.collection === undefined) return undefined;
    const text = printQuery(this.collection.asked);
    const connection = await this.#world.connection().catch(() => undefined);
    return { text, ...(connection?.tenant && { tenant: connection.tenant }) };
  }

  letGo(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#grid.gone(!held.letGo() && held.collection.result !== undefined);
  }

  dispose(): void {
    this.#disposed = true;
    this.letGo();
  }

  #hold(collection: Collection, asked: Asked): void {
    this.letGo();
    const letGo = collection.hold({ heard: (event) => this.#heard(event), putInOrder: () => this.#grid.arrange() });
    this.#held = { collection, letGo };
    this.#banner = this.#unstarted = undefined;
    this.#starting = "running";
    this.#grid.adopt(asked, collection);
  }

  #heard(event: CollectionEvent): void {
    const { kind } = event;
    const { collection } = this;
    if (kind === "began") this.#banner = this.#starting = this.#unstarted = undefined;
    if (kind === "ended") this.#starting = undefined;
    if (kind === "stored") this.#grid.stored(event.views);
    if (kind === "lost") {
      this.#starting = "failed";
      this.letGo();
    }
    const isOver = kind === "ended" || kind === "lost";
    if (isOver && collection?.phase === "failed") this.#fail(collection.error, collection.report);
    else this.#grid.changed();
  }

  #fail(error: unknown, report: Report): void {
    this.#world.reached?.(report.id, error);
    this.say({ severity: "error", ...(this.#world.explain(error) ?? userMessage(error, report)) });
  }
}
