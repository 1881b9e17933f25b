import { html, type TemplateResult } from "lit";
import { gridShortcuts, headerShortcuts } from "./shortcuts.ts";

const detailsShortcuts = [
  { shown: "Up, Down, Home, End", does: "Another value; up from the first one to the tabs" },
  { shown: "Left, Right", does: "Another tab, the next cell of a table, or close and open" },
  { shown: "Alt+Up, Alt+Down", does: "Previous or next row" },
  { shown: "Alt+Left, Alt+Right", does: "The record before or after of the same operation or session" },
  { shown: "Tab, then Up, Down", does: "The ids that lead on; Enter asks where to" },
  { shown: "+, -", does: "Filter for the value, or it out; with Alt in a grid beside" },
  { shown: "Ctrl+C, Ctrl+Shift+C", does: "Copy the value, or the path" },
];

const ribbonShortcuts = [
  { shown: "Left, Right, Home, End", does: "Older or newer stretch of the range" },
  { shown: "Enter", does: "Fetch what misses there" },
];

const queryShortcuts = [
  { shown: "Ctrl+Space", does: "Suggest what may stand here; again to read all of what one means" },
  { shown: "Up, Down, Tab, Enter", does: "Choose among the suggestions, and take one" },
  { shown: "Ctrl+Shift+Space", does: "Say what stands here means" },
  { shown: "Ctrl+.", does: "Mend the problem here" },
  { shown: "Up, Down", does: "In the first or last line: what was run before, and back" },
  { shown: "Enter, F5", does: "Run the query" },
  { shown: "Escape", does: "Close the suggestions, then the problems, then leave" },
];

const clauseShortcuts = [
  { shown: "Left, Right, Home, End", does: "Another clause, or Add filter" },
  { shown: "Enter", does: "Go to the clause in the query line; of the range, choose another" },
  { shown: "Delete", does: "Remove the clause" },
];

const histogramShortcuts = [
  { shown: "Left, Right, Page Up, Page Down, Home, End", does: "Older or newer bar; with Shift mark several" },
  { shown: "Enter", does: "Narrow the query to the bar, or to those marked; where nothing is loaded, fetch it" },
  { shown: "Escape", does: "The whole range again" },
];

const facetShortcuts = [
  { shown: "Left, Right", does: "Fold or unfold the values of a field" },
  { shown: "Enter, Space", does: "Include the value, or no longer" },
  { shown: "-", does: "Leave the value out, or no longer" },
  { shown: "/", does: "Search the values of the field" },
];

const summaryShortcuts = [
  { shown: "Up, Down", does: "Another number; in the heatmap the arrow keys go to another hour" },
  { shown: "Enter", does: "Narrow the query to its rows; with Alt in a new grid beside" },
];

const named = (keys: string): string => (/mac/i.test(navigator.platform) ? keys.replaceAll("Ctrl", "⌘").replaceAll("Alt", "⌥") : keys);

const groups = [
  { title: "Rows", shortcuts: gridShortcuts },
  { title: "Column headers", shortcuts: headerShortcuts },
  { title: "Details", shortcuts: detailsShortcuts },
  { title: "Query line", shortcuts: queryShortcuts },
  { title: "Clauses, below the query", shortcuts: clauseShortcuts },
  { title: "Histogram", shortcuts: histogramShortcuts },
  { title: "Coverage, above the rows", shortcuts: ribbonShortcuts },
  { title: "Facets", shortcuts: facetShortcuts },
  { title: "Summary", shortcuts: summaryShortcuts },
];

export const shortcutHelp = (close: () => void): TemplateResult =>
  html`<div class="popup help" role="dialog" aria-label="Keyboard shortcuts" tabindex="-1">
    <div class="help-head">
      <h2>Keyboard shortcuts</h2>
      <button class="icon codicon codicon-close" title="Close (Escape)" aria-label="Close" @click=${close}></button>
    </div>
    ${groups.map(
      ({ title, shortcuts }) =>
        html`<h3>${title}</h3>
          <dl>
            ${shortcuts.map(
              ({ shown, does }) =>
                html`<dt>${named(shown)}</dt>
                  <dd>${does}</dd>`,
            )}
          </dl>`,
    )}
  </div>`;
