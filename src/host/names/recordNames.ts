import type { Askable, DirectoryId } from "../../records/askables.ts";
import type { LookedUp } from "../../records/lookedUp.ts";

/** What of a record the directory may be asked for, and what it has said of that. */
export interface RecordNames {
  readonly ids: readonly Askable[];
  /** The person lets names be looked up with the connection. */
  readonly isAllowed: boolean;
  /** Undefined: it was not asked for, or nothing may be shown. */
  known(id: DirectoryId): LookedUp | undefined;
  /** As a person asks for it. */
  lookUp(id: DirectoryId): Promise<void>;
}
