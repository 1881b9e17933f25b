import type { GridCommand, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { RecordDetails } from "../details/recordDetails.ts";
import type { PanelGoTo } from "./panelGoTo.ts";
import type { PanelPanes } from "./panelPanes.ts";
import type { PanelParts } from "./panelParts.ts";
import type { Popups } from "./popups.ts";
import { keyName, panelKeys, type LookCommand, type PanelCommand } from "./shortcuts.ts";

/** What commands are for. */
interface CommandTargets {
  readonly parts: PanelParts;
  readonly panes: PanelPanes;
  readonly popups: Popups;
  readonly looks: Readonly<Record<LookCommand, () => void>>;
  readonly goTo: PanelGoTo;
  readonly host: () => Pick<Remote<HostApi>, "openQuery">;
  readonly state: () => GridState | undefined;
  readonly run: () => void;
  readonly toRows: () => void;
  readonly toggleBookmark: () => void;
}

export interface PanelCommands {
  /** What keys do anywhere in the panel. */
  key(event: KeyboardEvent): void;
  /** What menus and the palette ask for. `column`: a path, where another than the focused one is meant. */
  menu(command: GridCommand, column?: string): void;
}

export function panelCommands({
  parts,
  panes,
  popups,
  looks,
  goTo,
  host,
  state,
  run,
  toRows,
  toggleBookmark,
}: CommandTargets): PanelCommands {
  const cycle = (step: 1 | -1) => () => {
    parts.cycle(step, (state()?.clauses.length ?? 0) > 0);
  };
  const focus = (part: "query" | "filter") => () => {
    parts.focus(part);
  };
  const toggle = (pane: "details" | "summary") => () => {
    panes.toggleSide(pane);
  };
  const ofDetails = (command: Parameters<RecordDetails["run"]>[0]) => () => parts.get("details")?.run(command);
  const showRows = (beside: boolean) => () => parts.get("summary")?.showRows(beside);
  const ofKeys: Readonly<Record<PanelCommand, () => void>> = {
    ...looks,
    goTo: () => {
      goTo.from(undefined, false);
    },
    goToHere: () => {
      goTo.from(undefined, true);
    },
    query: focus("query"),
    filter: focus("filter"),
    runAgain: run,
    nextPart: cycle(1),
    previousPart: cycle(-1),
    help: () => {
      popups.set("help");
    },
    summary: toggle("summary"),
  };
  const ofMenus: Readonly<Partial<Record<GridCommand, (column?: string) => void>>> = {
    ...looks,
    toggleFacets: () => {
      panes.showFacets(!panes.facets.open);
    },
    toggleHistogram: () => {
      panes.showHistogram(!panes.histogram.open);
    },
    toggleDetails: toggle("details"),
    toggleSummary: toggle("summary"),
    showSummaryRows: showRows(false),
    showSummaryRowsBeside: showRows(true),
    chooseColumns: () => {
      popups.set("columns");
    },
    showFacet: (column) => {
      const path = column ?? state()?.columns[parts.get("rows")?.place.column ?? 0]?.path;
      if (path !== undefined) panes.showFacet(path);
    },
    copyDetailValue: ofDetails("copyDetailValue"),
    copyDetailPath: ofDetails("copyDetailPath"),
    filterForDetail: ofDetails("filterForDetail"),
    filterOutDetail: ofDetails("filterOutDetail"),
    filterForDetailBeside: ofDetails("filterForDetailBeside"),
    filterOutDetailBeside: ofDetails("filterOutDetailBeside"),
    toggleBookmark,
    openQueryAsFile: () => void host().openQuery({ text: parts.get("query")?.draft ?? "" }),
  };
  return {
    key: (event) => {
      const name = keyName(event);
      const [target] = event.composedPath(); // inside of vscode-textfield, too
      const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      const command = panelKeys.get(name);
      if (typing && name === "Ctrl+a") {
        // The page selects all by itself. VS Code would do so again a moment later, when more may have been typed.
        event.stopPropagation();
        return;
      }
      if (name === "Escape") (popups.current ? popups.close : toRows)();
      else if (command && !(typing && /^(?:Shift\+)?.$/u.test(name))) ofKeys[command]();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    menu: (command, column) => {
      const act = ofMenus[command];
      if (act) act(column);
      else parts.get("rows")?.perform(command, column);
    },
  };
}
