import type { Phase } from "../protocol/grid.ts";
import type { ReportId } from "../reports/index.ts";

/** A query that was run, with the answers to its variables in it. */
export interface RecentQuery {
  readonly connectionId: string;
  readonly report: ReportId;
  /** That of its grid. */
  readonly title: string;
  readonly text: string;
  /** When it ended, milliseconds since 1970. */
  readonly at: number;
  readonly rows: number;
  readonly phase: Exclude<Phase, "idle" | "running">;
}

const most = 100;
/** Texts of pasted rows and lists would fill what is kept. */
const longest = 20_000;

/** What was run, the last first. A query that is run again has one place, the first. */
export class RecentQueries {
  #queries: readonly RecentQuery[];

  constructor(queries: readonly RecentQuery[] = []) {
    this.#queries = queries.slice(0, most);
  }

  get all(): readonly RecentQuery[] {
    return this.#queries;
  }

  of(connectionId: string): readonly RecentQuery[] {
    return this.#queries.filter((query) => query.connectionId === connectionId);
  }

  note(query: RecentQuery): void {
    if (query.text.length > longest) return;
    const isAnother = (other: RecentQuery) => other.connectionId !== query.connectionId || other.text !== query.text;
    this.#queries = [query, ...this.#queries.filter(isAnother)].slice(0, most);
  }

  clear(): void {
    this.#queries = [];
  }
}
