import { html, type TemplateResult } from "lit";
import { gridShortcuts, headerShortcuts } from "./shortcuts.ts";

const detailsShortcuts = [
  { shown: "Left, Right", does: "Close or open a member" },
  { shown: "Alt+Up, Alt+Down", does: "Previous or next row" },
  { shown: "Ctrl+C, Ctrl+Shift+C", does: "Copy the value, or the path" },
];

const ribbonShortcuts = [
  { shown: "Left, Right, Home, End", does: "Older or newer stretch of the range" },
  { shown: "Enter", does: "Fetch what misses there" },
];

const named = (keys: string): string => (/mac/i.test(navigator.platform) ? keys.replaceAll("Ctrl", "⌘").replaceAll("Alt", "⌥") : keys);

const groups = [
  { title: "Rows", shortcuts: gridShortcuts },
  { title: "Column headers", shortcuts: headerShortcuts },
  { title: "Details", shortcuts: detailsShortcuts },
  { title: "Coverage, above the rows", shortcuts: ribbonShortcuts },
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
