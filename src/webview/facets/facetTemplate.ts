import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Cell, Facet, FacetValue, GridField } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { visible } from "../../records/visible.ts";
import { filterIcons } from "../shared/filterIcons.ts";
import type { ValueWords } from "./valueWords.ts";
import { firstCount, pageCount, type ValuesView } from "./valuesView.ts";

export type Pick = NonNullable<FacetValue["pick"]>;

const valueContext = JSON.stringify({ webviewSection: "facet", preventDefaultContextMenuItems: true });
/** Ids of items of the tree, whose fields have their paths. */
export const valueId = (path: string, value: Cell): string => `${path}\n${JSON.stringify(value)}`;
export const moreId = (path: string): string => `${path}\nmore`;

/** What is shown of a field. */
export interface ShownFacet {
  readonly isOpen: boolean;
  /** As it is called, with its path where others may be called the same. */
  readonly name: string;
  /** Missing until it is counted. */
  readonly answer: Facet | undefined;
  readonly values: readonly FacetValue[];
  /** How many values are picked. */
  readonly picks: number;
  readonly view: ValuesView;
  /** What stands in the search box of its values. */
  readonly typed: string;
  /** Id of what Tab comes to in the tree. */
  readonly current: string | undefined;
  words(value: Cell): ValueWords;
}

/** What one can do with a field and its values. */
export interface FacetActions {
  toggle(path: string, open: boolean): void;
  /** Puts the focus there. */
  goTo(id: string): void;
  /** The focus is there, or the menu's pointer. */
  reach(id: string): void;
  pick(field: GridField, value: FacetValue, wanted: Pick): void;
  /** `here`: this grid goes there; otherwise one beside. */
  goToFrom(path: string, value: Cell, here: boolean): void;
  showMore(path: string): void;
  order(path: string, by: ValuesView["by"]): void;
  /** Values are looked for that have this in them. */
  type(path: string, text: string): void;
  searchKey(event: KeyboardEvent, path: string): void;
}

/** A field, and below it its values where it is unfolded. */
export function facetTemplate(field: GridField, shown: ShownFacet, actions: FacetActions): TemplateResult {
  const { path, label } = field;
  const { isOpen, name, answer, values, picks, view, current } = shown;
  const most = values.reduce((max, { rows }) => Math.max(max, rows), 0);
  const left = (answer?.distinct ?? 0) - view.count;
  // The group stands beside its field, whose name would else be that of all its values.
  return html`<div class="facet ${isOpen ? "open" : ""}" data-path=${path}>
    <div
      class="facet-field"
      role="treeitem"
      aria-level="1"
      aria-expanded=${isOpen}
      aria-label="${name}${answer ? `, ${counted(answer.distinct, "value")}` : ""}${picks > 0 ? `, ${formatCount(picks)} picked` : ""}"
      data-id=${path}
      tabindex=${path === current ? 0 : -1}
      @focus=${() => {
        actions.reach(path);
      }}
    >
      <div
        class="facet-head"
        title=${path}
        @click=${() => {
          actions.toggle(path, !isOpen);
          actions.goTo(path);
        }}
      >
        <span class="codicon codicon-chevron-${isOpen ? "down" : "right"}"></span>
        <span class="facet-label">${label}</span>
        ${name === label ? nothing : html`<span class="facet-path">${path}</span>`}
        ${picks > 0 ? html`<span class="picks" title="${formatCount(picks)} picked" data-count=${formatCount(picks)}></span>` : nothing}
        ${answer ? html`<span class="distinct" data-count=${formatCount(answer.distinct)}></span>` : nothing}
      </div>
      ${isOpen ? valueTools(field, shown, actions) : nothing}
    </div>
    ${
      isOpen && values.length > 0
        ? html`<div role="group">
            ${repeat(
              values,
              ({ value }) => JSON.stringify(value),
              (value) => valueTemplate(field, value, most, shown, actions),
            )}
            ${
              left > 0
                ? html`<div
                    class="facet-more"
                    role="treeitem"
                    aria-level="2"
                    data-id=${moreId(path)}
                    tabindex=${moreId(path) === current ? 0 : -1}
                    @click=${() => {
                      actions.showMore(path);
                    }}
                  >
                    Show ${formatCount(Math.min(pageCount, left))} more${left > pageCount ? ` of ${formatCount(left)}` : ""}
                  </div>`
                : nothing
            }
          </div>`
        : isOpen && answer
          ? html`<div class="facet-none">${view.search === "" ? "No values" : "No value has this in it"}</div>`
          : nothing
    }
  </div>`;
}

function valueTools(
  { path, label }: GridField,
  { answer, view, typed }: ShownFacet,
  actions: FacetActions,
): TemplateResult | typeof nothing {
  const { search, by, searching } = view;
  if (!searching && search === "" && typed === "" && (answer?.distinct ?? 0) <= firstCount) return nothing;
  return html`<div class="facet-tools">
    <input
      class="text value-search"
      type="text"
      spellcheck="false"
      autocomplete="off"
      placeholder="Search ${formatCount(answer?.distinct ?? 0)} values"
      aria-label="Search values of ${label}"
      .value=${live(typed)}
      @input=${(event: Event) => {
        actions.type(path, (event.target as HTMLInputElement).value);
      }}
      @keydown=${(event: KeyboardEvent) => {
        actions.searchKey(event, path);
      }}
    />
    <button
      class="icon codicon codicon-${by === "count" ? "sort-precedence" : "case-sensitive"}"
      title=${by === "count" ? "Ordered by count. Order by value" : "Ordered by value. Order by count"}
      aria-label="Order by ${by === "count" ? "value" : "count"}"
      @click=${() => {
        actions.order(path, by === "count" ? "value" : "count");
      }}
    ></button>
  </div>`;
}

/** `most`: rows of the value that has the most of them. */
function valueTemplate(
  field: GridField,
  value: FacetValue,
  most: number,
  { answer, current, words }: ShownFacet,
  actions: FacetActions,
): TemplateResult {
  const { path } = field;
  const { text, more, sentence } = words(value.value);
  const of = answer?.rows ?? 0;
  const id = valueId(path, value.value);
  const picked = value.pick === "include" ? ", included" : value.pick === "exclude" ? ", left out" : "";
  const whole = typeof value.value === "string" ? visible(value.value) : text;
  const share = of === 0 ? 0 : Math.round((value.rows / of) * 1000) / 10;
  return html`<div
    class="facet-value ${value.pick ?? ""}"
    role="treeitem"
    aria-level="2"
    aria-checked=${value.pick === "include"}
    aria-label="${text}${more === undefined ? "" : ` ${more}`}, ${counted(value.rows, "row")}${picked}"
    data-id=${id}
    data-vscode-context=${valueContext}
    tabindex=${id === current ? 0 : -1}
    title="${whole.slice(0, 1000)}${more === undefined ? "" : ` ${more}`}${"\n"}${sentence === undefined ? "" : `${sentence}\n`}${counted(value.rows, "row")}, ${share} %"
    @focus=${() => {
      actions.reach(id);
    }}
    @contextmenu=${() => {
      actions.reach(id);
    }}
    @click=${() => {
      actions.pick(field, value, "include");
    }}
  >
    <span class="box codicon ${value.pick === "include" ? "codicon-check" : value.pick === "exclude" ? "codicon-circle-slash" : ""}"></span>
    <span class="words ${field.mono ? "mono" : ""} ${value.value === null || value.value === "" ? "none" : ""}"
      >${text}${more === undefined ? nothing : html` <span class="more-words">${more}</span>`}</span
    >
    <button
      class="value-tool codicon codicon-go-to-search"
      tabindex="-1"
      title="Go To… (G)
Alt+click: in this grid"
      aria-label="Go To… from ${text}"
      @click=${(event: MouseEvent) => {
        event.stopPropagation();
        actions.goToFrom(path, value.value, event.altKey);
      }}
    ></button>
    <button
      class="value-tool leave-out codicon codicon-${filterIcons.leaveOut}"
      tabindex="-1"
      title=${value.pick === "exclude" ? "No longer leave out (-)" : "Leave out (-)"}
      aria-label="Leave out ${text}"
      @click=${(event: Event) => {
        event.stopPropagation();
        actions.pick(field, value, "exclude");
      }}
    ></button>
    <span class="count">${formatCount(value.rows)}</span>
    <span class="share" .style=${`--share: ${String(most === 0 ? 0 : (value.rows / most) * 100)}%`}></span>
  </div>`;
}
