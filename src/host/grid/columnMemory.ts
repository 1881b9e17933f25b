import type * as vscode from "vscode";
import type { Column } from "../../protocol/grid.ts";
import { KeptByQuery, type FirstNamed } from "./keptByQuery.ts";
import { adHoc, type QueryRef } from "../../sessions/queryRef.ts";

const kept = 100;

/** The columns that the person last had, for each saved query and for each report; paths and widths only, no content of the tenant. */
export class ColumnMemory {
  readonly #columns: KeptByQuery<unknown>;

  constructor(state: vscode.Memento, firstNamed: FirstNamed) {
    this.#columns = new KeptByQuery(state, "columns", kept, firstNamed);
  }

  /** Those of the query, else those of its report: as they are stored, which may be anything, see `readColumns`. */
  of(ref: QueryRef): unknown {
    return this.#columns.of(ref) ?? this.#columns.of(adHoc(ref.report));
  }

  keep(ref: QueryRef, columns: readonly Column[]): Promise<void> {
    return this.#columns.keep(ref, columns);
  }

  forget(): Promise<void> {
    return this.#columns.forget();
  }
}
