import { gridIsActive, inGridTitle, onSection, type Entries } from "./entry.ts";

/** What is done with a grid: its run, its rows, the query that it shows. */
export const recordCommands = {
  saveQuery: { title: "Save Query…", icon: "save", palette: gridIsActive, menus: [inGridTitle("0_query@2")] },
  changeAnswers: { title: "Change Answers…", palette: gridIsActive },
  openRecord: { title: "Open Record as JSON", icon: "json", palette: gridIsActive, menus: [onSection("row", "1_open@1")] },
  openRecordBeside: { title: "Open Record as JSON Beside", palette: gridIsActive, menus: [onSection("row", "1_open@2")] },
  openRowsAsJson: {
    title: "Open Rows as JSON",
    icon: "json",
    palette: gridIsActive,
    menus: [inGridTitle("1_open@1"), onSection("row", "1_open@3")],
  },
  openRowsAsNdjson: { title: "Open Rows as NDJSON", palette: gridIsActive, menus: [inGridTitle("1_open@2"), onSection("row", "1_open@4")] },
  exportRows: {
    title: "Export Rows…",
    icon: "export",
    palette: gridIsActive,
    menus: [inGridTitle("navigation@3"), onSection("row", "1_open@5")],
  },
  openSummary: { title: "Open Summary", palette: gridIsActive, menus: [inGridTitle("1_open@3"), onSection(/^summary/, "2_summary@1")] },
  copySummary: {
    title: "Copy Summary as Markdown",
    palette: gridIsActive,
    menus: [inGridTitle("2_copy@2"), onSection(/^summary/, "9_cutcopypaste@1")],
  },
  refresh: {
    title: "Refresh",
    icon: "refresh",
    palette: gridIsActive,
    menus: [inGridTitle("0_query@1", "tenantActivity.phase != running")],
    keys: [{ key: "f5", when: gridIsActive }],
  },
  loadMore: { title: "Load More", palette: `${gridIsActive} && tenantActivity.phase =~ /paused|failed/` },
  loadAll: { title: "Load All", palette: `${gridIsActive} && tenantActivity.phase =~ /paused|failed/` },
  cancel: {
    title: "Cancel",
    icon: "debug-stop",
    palette: `${gridIsActive} && tenantActivity.phase == running`,
    menus: [inGridTitle("navigation@1", "tenantActivity.phase == running")],
  },
  focusQuery: { title: "Focus Query", palette: gridIsActive },
} as const satisfies Entries;
