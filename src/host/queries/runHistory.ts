import * as vscode from "vscode";
import { KeptByQuery, type FirstNamed } from "../grid/keptByQuery.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";
import { counted } from "../../records/counted.ts";
import { localeInstant } from "../../records/formatInstant.ts";
import { timeAgo } from "../../records/timeAgo.ts";

interface LastRun {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly rows: number;
  readonly complete: boolean;
}

const kept = 50;

/** When each saved query was last run here and with how many rows; no content of the tenant. */
export class RunHistory implements vscode.Disposable {
  readonly #runs: KeptByQuery<LastRun>;
  readonly #zone: () => string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** `zone`: the one that times are shown in, by its name. */
  constructor(state: vscode.Memento, firstNamed: FirstNamed, zone: () => string) {
    this.#runs = new KeptByQuery(state, "runHistory", kept, firstNamed);
    this.#zone = zone;
  }

  async note(ref: QueryRef, run: LastRun): Promise<void> {
    await this.#runs.keep(ref, run);
    this.#changed.fire();
  }

  /** 0 for the query run last; Infinity for one never run. */
  rank(ref: QueryRef): number {
    return this.#runs.rank(ref);
  }

  /** A sentence about the last run, as it is at `now`, milliseconds since 1970. */
  last(ref: QueryRef, now: number): string | undefined {
    const run = this.#runs.of(ref);
    if (run === undefined) return undefined;
    const rows = `${counted(run.rows, "row")}${run.complete ? "" : ", more at the service"}`;
    const at = localeInstant(run.at, this.#zone());
    return `Last run ${timeAgo(now - run.at)} (${at}): ${rows}.`;
  }

  async forget(): Promise<void> {
    await this.#runs.forget();
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
