import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

/** Records of the report in front tell what changed. */
const hasChanges = "tenantActivity.hasChanges";

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
  copyUnknownMembers: { internal: "the names of members that this version has no field for, from the language status" },
} as const satisfies Entries;
