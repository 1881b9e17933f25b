import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

const hasChanges = "tenantActivity.report =~ /^(directoryAudits|provisioning)$/";

/** What is done with documents of records. */
export const documentCommands = {
  showChanges: {
    title: "Show Old and New Values",
    icon: "diff",
    palette: `${gridIsActive} && ${hasChanges} || resourceScheme == 'tenant-activity'`,
    menus: [inGridTitle("navigation@2", hasChanges), onSection("row", "1_open@6", hasChanges)],
    keys: [{ key: "alt+f5", when: `${gridIsActive} && ${hasChanges}` }],
  },
  compareRecords: {
    title: "Compare Records",
    palette: `${gridIsActive} || resourceScheme == 'tenant-activity'`,
    menus: [onSection("row", "1_open@7")],
  },
  lookUpNames: {
    title: "Look Up Names in the Directory…",
    icon: "account",
    palette: `${gridIsActive} || resourceScheme == 'tenant-activity'`,
  },
  stopLookingUpNames: { title: "Stop Looking Up Names in the Directory" },
  copyUnknownMembers: { internal: "the names of members that this version has no field for, from the language status" },
} as const satisfies Entries;
