import type { HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";

/** What a part of the panel has around it. */
export interface Around {
  /** A function: the far side itself has a method of every name, which lit would take for a directive. */
  readonly host: () => Remote<HostApi>;
  /** `beside`: in a grid of its own. */
  readonly edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  /** Said to who cannot see what was done. */
  readonly announce: (text: string) => void;
  /** Gives the focus back to the rows. */
  readonly toRows: () => void;
}
