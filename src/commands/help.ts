import { inViewTitle, type Entries } from "./entry.ts";

/** Getting started, settings, and telling what went wrong. */
export const helpCommands = {
  chooseTimeZone: { title: "Choose Time Zone…" },
  openSettings: { title: "Open Settings", icon: "gear", menus: [inViewTitle("2_settings@2")] },
  getStarted: { title: "Get Started", icon: "book", menus: [inViewTitle("3_help@1")] },
  reportProblem: { title: "Report a Problem…", icon: "report", menus: [inViewTitle("3_help@3")] },
} as const satisfies Entries;
