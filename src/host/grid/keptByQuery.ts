import type * as vscode from "vscode";
import type { ReportId } from "../../reports/index.ts";
import { queryKey, readEarlierKey, readQueryKey, type QueryRef } from "../../sessions/queryRef.ts";

/** What names meant before a query had a place of its own: the first query of the name. */
export type FirstNamed = (report: ReportId, name: string) => QueryRef | undefined;

type Entry<Value> = readonly [key: string, value: Value];

/** Something kept for each query in VS Code's state, for those used last. What earlier versions kept goes to the first query of its name. */
export class KeptByQuery<Value> {
  readonly #state: vscode.Memento;
  readonly #key: string;
  readonly #most: number;
  readonly #firstNamed: FirstNamed;
  readonly #read = new Map<unknown, QueryRef | undefined>();

  constructor(state: vscode.Memento, key: string, most: number, firstNamed: FirstNamed) {
    this.#state = state;
    this.#key = key;
    this.#most = most;
    this.#firstNamed = firstNamed;
  }

  of(ref: QueryRef): Value | undefined {
    const key = queryKey(ref);
    return this.#entries().find(([other]) => other === key)?.[1];
  }

  /** 0 for the query kept last; Infinity for one never kept. */
  rank(ref: QueryRef): number {
    const key = queryKey(ref);
    const at = this.#entries().findIndex(([other]) => other === key);
    return at < 0 ? Infinity : at;
  }

  async keep(ref: QueryRef, value: Value): Promise<void> {
    const key = queryKey(ref);
    const entries: Entry<Value>[] = [[key, value], ...this.#entries().filter(([other]) => other !== key)];
    await this.#state.update(this.#key, entries.slice(0, this.#most));
  }

  async forget(): Promise<void> {
    await this.#state.update(this.#key, undefined);
  }

  /** Those with a key that means a query; the first of several for one. */
  #entries(): readonly Entry<Value>[] {
    const stored: unknown = this.#state.get(this.#key);
    if (!Array.isArray(stored)) return [];
    const entries = new Map<string, Value>();
    for (const entry of stored as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [key, value] = entry as [unknown, Value];
      const ref = readQueryKey(key) ?? this.#earlier(key);
      if (ref && !entries.has(queryKey(ref))) entries.set(queryKey(ref), value);
    }
    return [...entries];
  }

  /** Looked for once: it means to read all the settings. */
  #earlier(key: unknown): QueryRef | undefined {
    if (!this.#read.has(key)) this.#read.set(key, readEarlierKey(key, this.#firstNamed));
    return this.#read.get(key);
  }
}
