import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

/** What is done with documents of records. */
export const documentCommands = {
  showChanges: {
    title: "Show Old and New Values",
    icon: "diff",
    menus: [inGridTitle("navigation@2", "tenantActivity.report =~ /^(directoryAudits|provisioning)$/"), onSection("row", "1_open@6")],
    keys: [{ key: "alt+f5", when: gridIsActive }],
  },
  compareRecords: { title: "Compare Records", menus: [onSection("row", "1_open@7")] },
  copyUnknownMembers: { internal: "the names of members that this version has no field for, from the language status" },
} as const satisfies Entries;
