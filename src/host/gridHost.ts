import type { Memento } from "vscode";
import type { Connection } from "../auth/connection.ts";
import { GridPanels, type GridPanelsContext } from "./gridPanels.ts";
import { PaneMemory } from "./paneMemory.ts";
import { userMessage } from "../sessions/userMessage.ts";
import { Worlds, type WorldsOptions } from "./worlds.ts";
import { reportById, type ReportId } from "../reports/index.ts";

/** What stands behind the commands that show rows: a bundle of its own, read when the first grid or record is asked for. */
export interface GridHost {
  readonly panels: GridPanels;
  /** The JSON text of one record of the service; an error has a sentence for the person. */
  record(connection: string, report: ReportId, id: string, signal: AbortSignal): Promise<string>;
  /** Waits until the service's limit has room for one more request, and takes it. */
  spend(connection: Connection, signal: AbortSignal): Promise<void>;
  /** Before the extension ends: a worker that is gone removes no files. */
  endExports(): Promise<void>;
  dispose(): void;
}

export interface GridHostOptions extends WorldsOptions, GridPanelsContext {
  /** What is kept for all grids of this person. */
  readonly state: Pick<Memento, "get" | "update">;
}

export function startGridHost(options: GridHostOptions): GridHost {
  const worlds = new Worlds(options);
  const panels = new GridPanels({ ...options, world: (id) => worlds.of(id), panes: new PaneMemory(options.state) });
  const zone = options.zone.onDidHear(() => panels.refreshStates());
  return {
    panels,
    async record(connection, report, id, signal) {
      try {
        return await worlds.record(connection, report, id, signal);
      } catch (error) {
        if (signal.aborted) throw error;
        throw new Error(userMessage(error, reportById(report)).message, { cause: error });
      }
    },
    spend: (connection, signal) => worlds.spend(connection, signal),
    endExports: () => worlds.endExports(),
    dispose() {
      zone.dispose();
      panels.dispose();
      worlds.dispose();
    },
  };
}
