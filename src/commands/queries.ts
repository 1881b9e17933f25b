import { gridIsActive, treeIsFocused, inViewTitle, onItem, inGridTitle, type Entries } from "./entry.ts";

/** Running and keeping queries: in the tree, in the palette. */
export const queryCommands = {
  openDemo: { title: "Open Demo Tenant", icon: "beaker" },
  runSavedQuery: { title: "Run Saved Query…", icon: "run-all", menus: [inViewTitle("navigation@2", "tenantActivity.connected")] },
  recentQueries: { title: "Recent Queries…", icon: "history" },
  reopenClosedGrid: { title: "Reopen Closed Grid" },
  clearRecentQueries: { title: "Clear Recent Queries" },
  newQuery: {
    title: "New Query…",
    icon: "add",
    menus: [inViewTitle("navigation@1", "tenantActivity.connected"), onItem("report", "inline@1")],
  },
  copyQuery: {
    title: "Copy Query",
    icon: "copy",
    palette: gridIsActive,
    menus: [onItem("starter|saved", "2_edit@2"), inGridTitle("2_copy@1")],
  },
  runQuery: {
    title: "Run Query",
    icon: "play",
    palette: false,
    menus: [onItem("starter|saved", "inline@1"), onItem("starter|saved", "1_run@1")],
    keys: [{ key: "enter", when: `${treeIsFocused} && !treestickyScrollFocused` }],
  },
  runQueryBeside: {
    title: "Run Query Beside",
    icon: "split-horizontal",
    palette: false,
    menus: [onItem("starter|saved", "1_run@2")],
    keys: [{ key: "ctrl+enter", mac: "cmd+enter", when: treeIsFocused }],
  },
  runQueryOn: { title: "Run Query On…", palette: false, menus: [onItem("starter|saved", "1_run@3")] },
  editQuery: {
    title: "Edit Query…",
    icon: "edit",
    palette: false,
    menus: [onItem("saved", "inline@2"), onItem("starter|saved", "2_edit@1")],
  },
  deleteQuery: {
    title: "Delete Query",
    icon: "trash",
    palette: false,
    menus: [onItem("saved", "3_delete@1")],
    keys: [{ key: "delete", mac: "cmd+backspace", when: treeIsFocused }],
  },
  showReports: { title: "Show or Hide Reports…", menus: [inViewTitle("1_reports@1", "tenantActivity.connected")] },
  editSettings: {
    title: "Edit Saved Queries in Settings",
    icon: "go-to-file",
    menus: [inViewTitle("2_settings@1"), onItem("broken", "inline@1"), onItem("broken", "2_edit@1")],
  },
  clickQuery: { internal: "what a click on an item of the tree does" },
} as const satisfies Entries;
