import type { GridCommand, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { PanelGoTo } from "./panelGoTo.ts";
import type { PanelPanes } from "./panelPanes.ts";
import type { PanelParts } from "./panelParts.ts";
import type { Popups } from "./popups.ts";
import type { RowSearch } from "./rowSearch.ts";
import { keyName, panelKeys, type PanelCommand } from "./shortcuts.ts";

/** The parts of the panel that commands are for. */
interface Parts {
  readonly parts: PanelParts;
  readonly panes: PanelPanes;
  readonly popups: Popups;
  readonly search: RowSearch;
  readonly goTo: PanelGoTo;
  readonly host: () => Pick<Remote<HostApi>, "openQuery">;
  readonly state: () => GridState | undefined;
  readonly run: () => void;
  readonly toRows: () => void;
  readonly toggleBookmark: () => void;
}

/** What keys do anywhere in the panel, and what menus and the palette ask for. */
export class PanelCommands {
  private readonly panel: Parts;

  constructor(panel: Parts) {
    this.panel = panel;
  }

  key(event: KeyboardEvent): void {
    const { popups, toRows } = this.panel;
    const name = keyName(event);
    const [target] = event.composedPath(); // inside of vscode-textfield, too
    const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const command = panelKeys.get(name);
    if (typing && name === "Ctrl+a") {
      // The page selects all by itself. VS Code would do so again a moment later, when more may have been typed.
      event.stopPropagation();
      return;
    }
    if (name === "Escape") {
      if (popups.current) popups.close();
      else toRows();
    } else if (command && !(typing && /^(?:Shift\+)?.$/u.test(name))) this.run(command);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private run(command: PanelCommand): void {
    const { parts, panes, popups, search, goTo, state, run } = this.panel;
    switch (command) {
      case "goTo":
      case "goToHere":
        goTo.ask(undefined, command === "goToHere");
        break;
      case "query":
      case "filter":
        parts.focus(command);
        break;
      case "runAgain":
        run();
        break;
      case "nextPart":
      case "previousPart":
        parts.cycle(command === "nextPart" ? 1 : -1, (state()?.clauses.length ?? 0) > 0);
        break;
      case "help":
        popups.set("help");
        break;
      case "summary":
        panes.toggleSide("summary");
        break;
      default:
        void search.look(command);
    }
  }

  /** `column`: a path, where another than the focused one is meant. */
  menu(command: GridCommand, column?: string): void {
    const { parts, panes, popups, search, host, state, toggleBookmark } = this.panel;
    switch (command) {
      case "toggleFacets":
        panes.showFacets(!panes.facets.open);
        break;
      case "toggleHistogram":
        panes.showHistogram(!panes.histogram.open);
        break;
      case "toggleDetails":
        panes.toggleSide("details");
        break;
      case "toggleSummary":
        panes.toggleSide("summary");
        break;
      case "showSummaryRows":
      case "showSummaryRowsBeside":
        parts.get("summary")?.showRows(command === "showSummaryRowsBeside");
        break;
      case "chooseColumns":
        popups.set("columns");
        break;
      case "showFacet": {
        const path = column ?? state()?.columns[parts.get("rows")?.place.column ?? 0]?.path;
        if (path !== undefined) panes.showFacet(path);
        break;
      }
      case "copyDetailValue":
      case "copyDetailPath":
      case "filterForDetail":
      case "filterOutDetail":
        parts.get("details")?.run(command);
        break;
      case "find":
      case "findNext":
      case "findPrevious":
      case "goToTime":
      case "nextBookmark":
      case "previousBookmark":
        void search.look(command);
        break;
      case "toggleBookmark":
        toggleBookmark();
        break;
      case "openQueryAsFile":
        void host().openQuery({ text: parts.get("query")?.draft ?? "" });
        break;
      default:
        parts.get("rows")?.perform(command, column);
        break;
    }
  }
}
