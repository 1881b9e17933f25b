import type { Connection } from "../auth/connection.ts";
import { knownId } from "../records/knownIds.ts";
import type { LookedUp } from "../records/lookedUp.ts";
import { directoryKinds, type DirectoryId, type DirectoryKind } from "../records/askables.ts";
import { isGuid } from "../records/subjects.ts";
import { Budget } from "../run/budget.ts";
import type { Clock } from "../run/clock.ts";
import { kindOf, waitOf } from "../sources/errors.ts";
import { GraphClient } from "../sources/graph/client.ts";
import { mostIdsAsked, namedObjects, namesUrl } from "../sources/graph/directory.ts";
import type { Limit } from "../sources/source.ts";

/** How a look-up ended. */
export interface LookUp {
  readonly known: readonly LookedUp[];
  /** Refused with 403: the connection may not read these. */
  readonly refused: readonly DirectoryKind[];
  /** So many requests were sent that no more are in this window. */
  readonly isSpent: boolean;
  /** What kept the rest from being looked up; missing: nothing. */
  readonly error?: unknown;
}

export interface LookUpOptions {
  readonly signal: AbortSignal;
  /**
   * A person asks for just this, now: what is known for longer than a moment is asked for once more, and so is what was refused before. Otherwise it is asked
   * for by itself, and only what nothing is known of.
   */
  readonly isGesture: boolean;
}

export interface DirectoryNamesOptions {
  readonly clock: Clock;
  /** Looked at before each request and before its answer is kept: the person may have taken it back meanwhile, in another window, too. */
  isAllowed(): boolean;
  log(message: string): void;
}

/** Far below what the service takes of such requests (thousands in ten seconds), which it counts apart from those for reports. */
const ownLimit: Limit = { requests: 10, windowMs: 10_000, marginMs: 100 };
export const mostRequests = 200;
const mostKnown = 20_000;
const freshMs = 60_000;
const againMs = 60_000;
/** Answered at once, or not at all: nothing hangs on a name. */
const answerWithinMs = 30_000;
const longestWaitMs = 60_000;
const attempts = 2;

const refusals: ReadonlySet<string> = new Set(["forbidden", "scopeMissing", "roleMissing", "licenceMissing", "licenceCheckRefused"]);

/**
 * Names that the directory of one connection's tenant has today, in memory only. They are asked for by GUIDs, fifteen at once and one request after the other,
 * within a limit of their own: no run ever waits for one, and none waits for a run.
 */
export class DirectoryNames {
  readonly #connection: Connection;
  readonly #options: DirectoryNamesOptions;
  readonly #budget: Budget;
  readonly #known = new Map<string, LookedUp>();
  readonly #refused = new Set<DirectoryKind>();
  readonly #ending = new AbortController();
  #client: GraphClient;
  #sent = 0;
  /** A token was refused: nothing is asked for by itself until a person has asked. */
  #isPaused = false;
  /** Not by itself before then: something failed. */
  #againAt = -Infinity;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection, options: DirectoryNamesOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#budget = new Budget(options.clock, ownLimit);
    this.#client = this.#newClient();
  }

  /** A GUID of these kinds is one object of the directory, whatever a record calls it. */
  get({ kind, id }: DirectoryId): LookedUp | undefined {
    return this.#known.get(keyOf(kind, id));
  }

  /** Nothing is known any more, and nothing asked for. */
  end(): void {
    this.#known.clear();
    this.#ending.abort();
  }

  /** The connection may read more now than it could. */
  forgetRefusals(): void {
    this.#refused.clear();
    this.#isPaused = false;
    this.#client = this.#newClient();
    this.#client.useFreshToken();
  }

  /** `ids`: only those that a record says to be of this tenant. Rejects with the reason of the signal alone. */
  lookUp(ids: readonly DirectoryId[], { signal, isGesture }: LookUpOptions): Promise<LookUp> {
    const until = AbortSignal.any([signal, this.#ending.signal]);
    const mine = this.#last.then(() => this.#lookUp(ids, { signal: until, isGesture }));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #lookUp(ids: readonly DirectoryId[], options: LookUpOptions): Promise<LookUp> {
    const { signal, isGesture } = options;
    const refused = new Set<DirectoryKind>();
    let [isSpent, error]: [boolean, unknown] = [false, undefined];
    signal.throwIfAborted();
    const restMs = this.#againAt - this.#options.clock.now();
    // More than was to be waited for: the clock was set back.
    if (!isGesture && restMs > 0 && restMs <= againMs) return { known: [], refused: [], isSpent };
    const wanted = ids.filter((id) => this.#isWanted(id, isGesture));
    for (const { kind, batch } of batchesOf(wanted)) {
      if (isGesture ? refused.has(kind) : this.#refused.has(kind)) continue;
      if (!this.#options.isAllowed() || (this.#isPaused && !isGesture)) break;
      if (this.#sent >= mostRequests) {
        isSpent = true;
        break;
      }
      try {
        await this.#ask(kind, batch, options);
        this.#refused.delete(kind);
        this.#isPaused = false;
      } catch (failure) {
        signal.throwIfAborted();
        this.#options.log(`Names could not be looked up (${failure instanceof Error ? failure.name : "unknown"})`);
        if (!refusals.has(kindOf(failure) ?? "")) {
          error = failure;
          this.#againAt = this.#options.clock.now() + againMs;
          break;
        }
        this.#refused.add(kind);
        refused.add(kind);
      }
    }
    const known = ids.flatMap((id) => this.get(id) ?? []);
    return { known, refused: [...refused], isSpent, ...(error !== undefined && { error }) };
  }

  #isWanted({ kind, id }: DirectoryId, isGesture: boolean): boolean {
    if (!isGuid(id) || !directoryKinds.includes(kind) || knownId(id) || id.toLowerCase() === this.#connection.tenant.toLowerCase())
      return false;
    const known = this.#known.get(keyOf(kind, id));
    return known === undefined || (isGesture && this.#options.clock.now() - known.at > freshMs);
  }

  async #ask(kind: DirectoryKind, ids: readonly string[], { signal, isGesture }: LookUpOptions): Promise<void> {
    const { clock } = this.#options;
    const url = namesUrl(this.#connection.graphHost, kind, ids);
    for (let attempt = 1; ; attempt++) {
      await this.#budget.take(signal);
      if (!this.#options.isAllowed()) return;
      this.#sent++;
      try {
        const { records, nextLink, problem } = await this.#client.page(url, signal);
        if (!this.#options.isAllowed() || signal.aborted) return;
        const found = new Map(namedObjects(kind, ids, records).map((object) => [object.id, object]));
        const at = clock.now();
        const isWhole = nextLink === undefined && problem === undefined;
        for (const id of ids) {
          const { name, signInName } = found.get(id) ?? {};
          if (name !== undefined || isWhole)
            this.#keep({ kind, id, at, ...(name !== undefined && { name }), ...(signInName !== undefined && { signInName }) });
        }
        return;
      } catch (failure) {
        signal.throwIfAborted();
        const why = kindOf(failure);
        if (why === "throttled") this.#budget.throttled(Math.min(waitOf(failure) || longestWaitMs, longestWaitMs));
        else if (waitOf(failure) > 0) this.#budget.pause(Math.min(waitOf(failure), longestWaitMs));
        if (why === "tokenRefused" && !isGesture) {
          // A challenge opens the browser, which is not done by itself: it goes with this client.
          this.#client = this.#newClient();
          this.#isPaused = true;
        }
        const isWorthIt = why === "tokenRefused" ? isGesture : why === "throttled" || why === "serviceFailing";
        if (!isWorthIt || attempt >= attempts || this.#sent >= mostRequests) throw failure;
      }
    }
  }

  #keep(found: LookedUp): void {
    const key = keyOf(found.kind, found.id);
    this.#known.delete(key);
    this.#known.set(key, found);
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
  }

  #newClient(): GraphClient {
    const connection = this.#connection;
    return new GraphClient({
      host: connection.graphHost,
      fetch: (request) => connection.fetch(request),
      getToken: (wish, signal) => connection.getToken(wish, signal),
      now: () => this.#options.clock.now(),
      timeoutMs: answerWithinMs,
      isLow: true,
    });
  }
}

const keyOf = (kind: DirectoryKind, id: string): string => `${kind} ${id.toLowerCase()}`;

/** At most as many of a kind as one request takes, each once. */
function batchesOf(ids: readonly DirectoryId[]): { readonly kind: DirectoryKind; readonly batch: readonly string[] }[] {
  return directoryKinds.flatMap((kind) => {
    const all = [...new Set(ids.filter((one) => one.kind === kind).map(({ id }) => id.toLowerCase()))];
    const count = Math.ceil(all.length / mostIdsAsked);
    return Array.from({ length: count }, (_, at) => ({ kind, batch: all.slice(at * mostIdsAsked, (at + 1) * mostIdsAsked) }));
  });
}
