import type { GridApi, HostApi } from "../protocol/grid.ts";
import { connect } from "../rpc.ts";
import { Panel } from "./panel/panel.ts";
import { vscodePort, type VsCodeApi } from "./vscodePort.ts";

// The page has nothing but this script and two style sheets, codicon.css and grid.css: the panel is put into its body.
declare function acquireVsCodeApi(): VsCodeApi;

// The first icons are drawn with the first rows: the font is then there.
void document.fonts.load("16px codicon");
const vscode = acquireVsCodeApi();
const panel = new Panel();
const { far } = connect<HostApi, GridApi>(vscodePort(vscode), panel.api);
panel.host = far;
panel.memory = vscode.getState();
panel.keep = (memory) => {
  vscode.setState(memory);
};
// Keys that a typing method takes for the text it is composing are no commands: Enter takes its proposal, Escape gives it up.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.isComposing || event.key === "Process") event.stopPropagation();
  },
  { capture: true },
);
document.body.append(panel);
far.ready({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone }).then(
  (state) => {
    panel.show(state);
  },
  (error: unknown) => {
    panel.append(
      `The panel could not be filled: ${error instanceof Error ? error.message : String(error)}. Close it and run the query again.`,
    );
  },
);
