import * as v from "valibot";
import type { Memento } from "vscode";
import { reportIds } from "../../reports/index.ts";
import { RecentQueries, type RecentQuery } from "../../sessions/recentQueries.ts";
import { count, name, object, text } from "../grid/messageParts.ts";

export const recentKey = "recentQueries";

const kept = object({
  connectionId: name,
  report: v.picklist(reportIds),
  title: text,
  text,
  at: v.pipe(v.number(), v.finite()),
  rows: count,
  phase: v.picklist(["paused", "complete", "failed"]),
} satisfies Record<keyof RecentQuery, v.GenericSchema>);
/** A list that is longer is not looked through. */
const mostKept = 1_000;

/** What was run in this window, and, once the person has said so, in others of this machine. Texts of queries can hold names of people. */
export class RecentMemory {
  readonly #state: Pick<Memento, "get" | "update">;
  readonly #isTrusted: () => boolean;
  readonly #own = new RecentQueries();

  /** `isTrusted`: a window whose folder is not trusted reads and keeps nothing. */
  constructor(state: Pick<Memento, "get" | "update">, isTrusted: () => boolean) {
    this.#state = state;
    this.#isTrusted = isTrusted;
  }

  /** The person has said so. */
  get isKept(): boolean {
    return this.#isTrusted() && this.#state.get(recentKey) !== undefined;
  }

  get mayBeKept(): boolean {
    return this.#isTrusted();
  }

  of(connectionId: string): readonly RecentQuery[] {
    return this.#merged().of(connectionId);
  }

  async note(query: RecentQuery): Promise<void> {
    this.#own.note(query);
    if (this.isKept) await this.#write();
  }

  async keep(): Promise<void> {
    if (this.#isTrusted()) await this.#write();
  }

  /** Nothing is kept any longer, neither here nor on the machine. */
  async forget(): Promise<void> {
    this.#own.clear();
    await this.#state.update(recentKey, undefined);
  }

  /** Other windows write there as well: what this one has run comes to what they had. */
  #merged(): RecentQueries {
    const all = new RecentQueries();
    // Where both have a query, it is as it was run last.
    const both = [...(this.isKept ? this.#read() : []), ...this.#own.all.toReversed()];
    for (const query of both.toSorted((a, b) => a.at - b.at)) all.note(query);
    return all;
  }

  #read(): readonly RecentQuery[] {
    const all = this.#state.get<unknown>(recentKey);
    if (!Array.isArray(all) || all.length > mostKept) return [];
    // What another version has kept in another form takes nothing else with it.
    return all.flatMap((one) => {
      const read = v.safeParse(kept, one);
      return read.success ? [read.output] : [];
    });
  }

  async #write(): Promise<void> {
    await this.#state.update(recentKey, this.#merged().all);
  }
}
