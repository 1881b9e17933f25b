import type { Grids } from "../grid/grids.ts";
import type { RecordDocuments } from "./documents.ts";

/** What helps with documents of records need of the rest. */
export interface RecordHelpOptions {
  readonly documents: RecordDocuments;
  readonly grids: Pick<
    Grids,
    "mentions" | "portals" | "filterFor" | "goTo" | "current" | "onDidChange" | "names" | "open" | "loadedLastGood" | "askedLastGood"
  >;
  /** In which times are shown, by its name. */
  zone(): string;
}
