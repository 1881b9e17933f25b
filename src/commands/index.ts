import { connectionCommands } from "./connections.ts";
import { documentCommands } from "./documents.ts";
import type { Entries } from "./entry.ts";
import { gridCommands } from "./grid.ts";
import { helpCommands } from "./help.ts";
import { queryCommands } from "./queries.ts";
import { recordCommands } from "./records.ts";

/** All commands, by their ids without `tenantActivity.`, in the order in which package.json has them. Needed when package.json is written, not when the extension runs. */
export const commands: Entries = {
  ...queryCommands,
  ...recordCommands,
  ...documentCommands,
  ...connectionCommands,
  ...helpCommands,
  ...gridCommands,
};
