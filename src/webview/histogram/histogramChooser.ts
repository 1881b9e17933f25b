import { html, nothing, type TemplateResult } from "lit";
import type { GridField } from "../../protocol/grid.ts";

export interface Chooser {
  /** Path of the field chosen; undefined: the outcome. */
  readonly chosen: string | undefined;
  readonly fields: readonly GridField[];
  readonly isOpen: boolean;
  open(isOpen: boolean): void;
  choose(path: string | undefined): void;
}

/** By what the bars are parted, and the menu to choose it from. */
export function histogramChooser({ chosen, fields, isOpen, open, choose }: Chooser): TemplateResult {
  const label = fields.find(({ path }) => path === chosen)?.label ?? "Outcome";
  const item = (path: string | undefined, text: string, title: string): TemplateResult =>
    html`<button
      role="menuitemradio"
      aria-checked=${path === chosen}
      tabindex="-1"
      title=${title}
      @click=${() => {
        choose(path);
      }}
    >
      <span class="codicon ${path === chosen ? "codicon-check" : ""}" aria-hidden="true"></span>${text}
    </button>`;
  return html`<span
    class="parted-by"
    @focusout=${(event: FocusEvent) => {
      if (isOpen && !(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) open(false);
    }}
    ><button
      class="parted-by-button"
      title="By what the bars are parted"
      aria-label="Bars by ${label}"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      @click=${() => {
        open(!isOpen);
      }}
    >
      ${label}<span class="codicon codicon-chevron-down" aria-hidden="true"></span></button
    >${
      isOpen
        ? html`<div
            class="popup ranges parted-by-menu"
            role="menu"
            aria-label="Bars by"
            @keydown=${(event: KeyboardEvent) => {
              onMenuKey(event, open);
            }}
          >
            ${item(undefined, "Outcome", "How the events ended")}${fields.map(({ path, label: text, description }) => item(path, text, description))}
          </div>`
        : nothing
    }</span
  >`;
}

function onMenuKey(event: KeyboardEvent, open: Chooser["open"]): void {
  const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>("button")];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) items[(to + items.length) % items.length]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") open(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
