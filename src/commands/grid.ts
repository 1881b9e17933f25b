import { gridIsActive, inGridTitle, onSection, type Entries, type HandlerName } from "./entry.ts";

/** What the grid's page does itself, on the cell that has its focus or on the column of the menu: those are `grid.NAME`. */
export const gridCommands = {
  "grid.filterFor": {
    title: "Filter for Value",
    palette: gridIsActive,
    menus: [onSection("row", "2_filter@1"), onSection("group", "2_filter@1")],
  },
  "grid.filterOut": {
    title: "Filter Out Value",
    palette: gridIsActive,
    menus: [onSection("row", "2_filter@2"), onSection("group", "2_filter@2")],
  },
  "grid.filterForBeside": {
    title: "Filter for Value in New Grid Beside",
    palette: gridIsActive,
    menus: [onSection("row", "2_filter@3"), onSection("group", "2_filter@3")],
  },
  "grid.filterOutBeside": {
    title: "Filter Out Value in New Grid Beside",
    palette: gridIsActive,
    menus: [onSection("row", "2_filter@4"), onSection("group", "2_filter@4")],
  },
  "grid.copyCell": {
    title: "Copy Value",
    palette: gridIsActive,
    menus: [onSection("row", "9_cutcopypaste@1"), onSection("group", "9_cutcopypaste@1")],
  },
  "grid.copyRows": { title: "Copy Rows", palette: gridIsActive, menus: [onSection("row", "9_cutcopypaste@2")] },
  "grid.copyRowsAsJson": { title: "Copy Rows as JSON", palette: gridIsActive, menus: [onSection("row", "9_cutcopypaste@3")] },
  "grid.copyRowsAsMarkdown": { title: "Copy Rows as Markdown Table", palette: gridIsActive, menus: [onSection("row", "9_cutcopypaste@4")] },
  "grid.sortAscending": { title: "Sort Ascending", palette: gridIsActive, menus: [onSection("header", "1_sort@1")] },
  "grid.sortDescending": { title: "Sort Descending", palette: gridIsActive, menus: [onSection("header", "1_sort@2")] },
  "grid.groupByColumn": {
    title: "Group by Column",
    palette: gridIsActive,
    menus: [onSection("row", "3_column@2"), onSection("header", "2_group@1", "!columnGroups")],
  },
  "grid.thenGroupByColumn": {
    title: "Then Group by Column",
    palette: gridIsActive,
    menus: [
      onSection("row", "3_column@3", "rowsGrouped && !columnGroups"),
      onSection("header", "2_group@2", "rowsGrouped && !columnGroups"),
    ],
  },
  "grid.ungroup": {
    title: "Ungroup",
    palette: gridIsActive,
    menus: [
      onSection("row", "3_column@4", "rowsGrouped"),
      onSection("group", "3_column@3", "rowsGrouped"),
      onSection("header", "2_group@3", "rowsGrouped"),
      onSection("grid", "2_group@1", "rowsGrouped"),
    ],
  },
  "grid.foldRepeats": { title: "Fold Repeats", palette: gridIsActive, menus: [onSection("grid", "2_group@2")] },
  "grid.pinColumn": { title: "Pin Column", palette: gridIsActive, menus: [onSection("header", "3_column@1", "!columnPinned")] },
  "grid.unpinColumn": {
    title: "Unpin Column",
    palette: false,
    menus: [onSection("header", "3_column@1", "columnPinned")],
    handler: "grid.pinColumn",
  },
  "grid.hideColumn": { title: "Hide Column", palette: gridIsActive, menus: [onSection("header", "3_column@3")] },
  "grid.fitColumn": { title: "Fit Column to Its Values", palette: gridIsActive, menus: [onSection("header", "3_column@2")] },
  "grid.fitAllColumns": { title: "Fit All Columns", palette: gridIsActive, menus: [onSection("header", "4_columns@3")] },
  "grid.chooseColumns": {
    title: "Choose Columns…",
    palette: gridIsActive,
    menus: [onSection("header", "4_columns@1"), onSection("grid", "4_columns@1")],
  },
  columnLayout: {
    title: "Column Layout…",
    palette: gridIsActive,
    menus: [onSection("header", "4_columns@2"), onSection("grid", "4_columns@2")],
  },
  goTo: {
    title: "Go To…",
    palette: `${gridIsActive} || resourceScheme == 'tenant-activity'`,
    menus: [
      onSection(/^(row|detail|facet|summaryRows)$/, "1_goto@1"),
      { menu: "editor/context", group: "navigation@9", when: "resourceScheme == 'tenant-activity' && resourceExtname == '.json'" },
    ],
  },
  "grid.showFacet": {
    title: "Show Values of Column",
    palette: gridIsActive,
    menus: [onSection("row", "3_column@1"), onSection("group", "3_column@1"), onSection("header", "2_group@4")],
  },
  "grid.toggleFacets": { title: "Toggle Facets", palette: gridIsActive },
  "grid.toggleHistogram": { title: "Toggle Histogram", palette: gridIsActive },
  "grid.toggleDetails": { title: "Toggle Details", palette: gridIsActive },
  "grid.toggleSummary": { title: "Toggle Summary", palette: gridIsActive },
  "grid.showSummaryRows": { title: "Show Rows", palette: false, menus: [onSection("summaryRows", "1_rows@1")] },
  "grid.showSummaryRowsBeside": { title: "Show Rows in New Grid Beside", palette: false, menus: [onSection("summaryRows", "1_rows@2")] },
  "grid.find": { title: "Find in Rows…", palette: gridIsActive },
  "grid.findNext": { title: "Find Next Row", palette: gridIsActive },
  "grid.findPrevious": { title: "Find Previous Row", palette: gridIsActive },
  "grid.goToTime": { title: "Go to Time…", palette: gridIsActive, menus: [onSection("row", "4_mark@2")] },
  "grid.openQueryAsFile": { title: "Open Query as File", palette: gridIsActive, menus: [inGridTitle("0_query@3")] },
  "grid.toggleBookmark": { title: "Toggle Bookmark", palette: gridIsActive, menus: [onSection("row", "4_mark@1")] },
  "grid.nextBookmark": { title: "Go to Next Bookmark", palette: gridIsActive },
  "grid.previousBookmark": { title: "Go to Previous Bookmark", palette: gridIsActive },
  "grid.copyDetailValue": { title: "Copy Value", palette: false, menus: [onSection("detail", "9_cutcopypaste@1")] },
  "grid.copyDetailPath": { title: "Copy Path", palette: false, menus: [onSection("detail", "9_cutcopypaste@2")] },
  "grid.filterForDetail": { title: "Filter for Value", palette: false, menus: [onSection("detail", "2_filter@1")] },
  "grid.filterOutDetail": { title: "Filter Out Value", palette: false, menus: [onSection("detail", "2_filter@2")] },
  "grid.filterForDetailBeside": {
    title: "Filter for Value in New Grid Beside",
    palette: false,
    menus: [onSection("detail", "2_filter@3")],
  },
  "grid.filterOutDetailBeside": {
    title: "Filter Out Value in New Grid Beside",
    palette: false,
    menus: [onSection("detail", "2_filter@4")],
  },
} as const satisfies Entries;

type Bare<Id> = Id extends `grid.${infer Name}` ? Name : never;

/** What the grid's page is asked to do. */
export type GridCommand = Bare<HandlerName<typeof gridCommands>>;

/** Commands of the grid that have another name in a menu than what they do. */
export type OtherName = Exclude<Bare<keyof typeof gridCommands>, GridCommand>;
