import * as vscode from "vscode";
import type { ReportId } from "../reports/index.ts";
import { timeAgo } from "./timeAgo.ts";

/** What names a query: its report and name. */
export interface QueryKey {
  readonly report: ReportId;
  readonly name: string;
}

interface LastRun {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly rows: number;
  readonly complete: boolean;
}

const key = "runHistory";
const kept = 50;

/** When each named query was last run here and with how many rows; no content of the tenant. */
export class RunHistory implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #zone: () => string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** `zone`: the one that times are shown in, by its name. */
  constructor(state: vscode.Memento, zone: () => string) {
    this.#state = state;
    this.#zone = zone;
  }

  async note(query: QueryKey, run: LastRun): Promise<void> {
    const runs = [[nameOf(query), run] as const, ...this.#runs().filter(([name]) => name !== nameOf(query))];
    await this.#state.update(key, runs.slice(0, kept));
    this.#changed.fire();
  }

  /** 0 for the query run last; Infinity for one never run. */
  rank(query: QueryKey): number {
    const at = this.#runs().findIndex(([name]) => name === nameOf(query));
    return at < 0 ? Infinity : at;
  }

  /** A sentence about the last run, as it is at `now`, milliseconds since 1970. */
  last(query: QueryKey, now: number): string | undefined {
    const run = this.#runs().find(([name]) => name === nameOf(query))?.[1];
    if (run === undefined) return undefined;
    const rows = `${run.rows.toLocaleString()} ${run.rows === 1 ? "row" : "rows"}${run.complete ? "" : ", more at the service"}`;
    const at = new Date(run.at).toLocaleString(undefined, { timeZone: this.#zone() });
    return `Last run ${timeAgo(now - run.at)} (${at}): ${rows}.`;
  }

  #runs(): readonly (readonly [string, LastRun])[] {
    return this.#state.get(key, []);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const nameOf = ({ report, name }: QueryKey): string => `${report}:${name}`;
