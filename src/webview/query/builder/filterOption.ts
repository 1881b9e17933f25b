import { html, nothing, type TemplateResult } from "lit";
import { visible } from "../../../records/visible.ts";
import type { Item } from "./item.ts";

interface Place {
  /** Number among `count`. */
  readonly at: number;
  readonly count: number;
  readonly isActive: boolean;
  /** It is a value, not a name of a field or of a comparison. */
  readonly isValue: boolean;
  readonly onPick: () => void;
}

/** One line of what there is to choose. */
export function filterOption(item: Item, { at, count, isActive, isValue, onPick }: Place): TemplateResult {
  const { label, title, detail, isChosen } = item;
  const shown = visible(label);
  // The word that people say comes first; a value is what it is.
  const [first, second] = isValue || title === undefined ? [shown, title] : [title, shown];
  const isText = isValue && label !== "";
  return html`<div
    class="option ${isActive ? "active" : ""}"
    id="filter-option-${at}"
    role="option"
    aria-selected=${isChosen ?? isActive}
    aria-setsize=${count}
    aria-posinset=${at + 1}
    title=${[shown, title, detail].filter(Boolean).join("\n")}
    @mousedown=${(event: MouseEvent) => {
      event.preventDefault();
      if (event.button !== 0) return;
      onPick();
    }}
  >
    ${isChosen === undefined ? nothing : html`<span class="check ${isChosen ? "codicon codicon-check" : ""}" aria-hidden="true"></span>`}
    <span class="label ${isText ? "value" : ""}">${first === "" ? second : first}</span>
    ${first === "" || second === undefined || second === "" ? nothing : html`<span class="path">${second}</span>`}
    ${detail === undefined ? nothing : html`<span class="detail">${detail}</span>`}
  </div>`;
}
