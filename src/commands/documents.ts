import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

const hasChanges = "tenantActivity.report =~ /^(directoryAudits|provisioning)$/";

const hasLastGood = "tenantActivity.report == signIns";

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
  compareLastGood: {
    title: "Compare with Last Good Sign-In",
    palette: `${gridIsActive} && ${hasLastGood} || resourceScheme == 'tenant-activity' && resourcePath =~ /^\\/signIns\\//`,
    menus: [
      onSection("row", "1_open@8", hasLastGood),
      { menu: "editor/context", group: "navigation@10", when: "resourceScheme == 'tenant-activity' && resourcePath =~ /^\\/signIns\\//" },
    ],
  },
  showIdsAndTimes: {
    title: "Show Ids and Times",
    icon: "eye-closed",
    palette: "tenantActivity.difference == folded",
    menus: [{ menu: "editor/title", group: "navigation@1", when: "tenantActivity.difference == folded" }],
  },
  hideIdsAndTimes: {
    title: "Hide Ids and Times",
    icon: "eye",
    palette: "tenantActivity.difference == whole",
    menus: [{ menu: "editor/title", group: "navigation@1", when: "tenantActivity.difference == whole" }],
  },
  copyUnknownMembers: { internal: "the names of members that this version has no field for, from the language status" },
} as const satisfies Entries;
