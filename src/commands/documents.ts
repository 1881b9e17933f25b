import { reports, type Report } from "../reports/index.ts";
import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

/** Records of the report in front tell what changed. */
const hasChanges = "tenantActivity.hasChanges";

const ofRecord = "resourceScheme == 'tenant-activity' && resourceExtname == '.json'";
const hasAttempts = "tenantActivity.hasAttempts";

/** The document in front is a record of such a report. */
const pathOf = (isMeant: (report: Report) => boolean): string =>
  `${ofRecord} && resourcePath =~ /^\\/(${reports
    .filter(isMeant)
    .map(({ id }) => id)
    .join("|")})\\//`;

/** What is done with documents of records. */
export const documentCommands = {
  showChanges: {
    title: "Show Old and New Values",
    icon: "diff",
    palette: `${gridIsActive} && ${hasChanges} || resourceScheme == 'tenant-activity'`,
    menus: [
      inGridTitle("navigation@2", hasChanges),
      onSection("row", "1_open@6", hasChanges),
      { menu: "editor/title", group: "navigation@2", when: `${pathOf(({ changes }) => changes !== undefined)}` },
    ],
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
  filterFor: {
    title: "Filter Grid for Value of Record",
    palette: ofRecord,
    menus: [{ menu: "editor/context", group: "navigation@10", when: ofRecord }],
  },
  listReferences: {
    title: "List Loaded Records With This Value",
    palette: ofRecord,
    keys: [{ key: "shift+f12", when: `editorTextFocus && ${ofRecord}` }],
  },
  copyUnknownMembers: { title: "Copy Members That This Version Does Not Know", palette: ofRecord },
  compareLastGood: {
    title: "Compare with Last Good Sign-In",
    palette: `${gridIsActive} && ${hasAttempts} || ${pathOf(({ attempts }) => attempts !== undefined)}`,
    menus: [
      onSection("row", "1_open@8", hasAttempts),
      { menu: "editor/context", group: "navigation@10", when: pathOf(({ attempts }) => attempts !== undefined) },
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
} as const satisfies Entries;
