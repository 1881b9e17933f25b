import { html, nothing, type TemplateResult } from "lit";
import type { NameThere } from "../../protocol/grid.ts";
import { zoneLabel, type Zone } from "../../query/zone.ts";
import { formatCount } from "../../records/counted.ts";
import { formatInstant, namedInstant } from "../../records/formatInstant.ts";
import { outcomes } from "../../records/outcome.ts";
import type { DetailSection, Entry, Item, DetailPart, Table } from "../../records/detailPart.ts";
import { cut, visible } from "../../records/visible.ts";
import { webAddresses } from "../../webAddresses.ts";
import { filterIcons } from "../shared/filterIcons.ts";

const longText = 1_000;
const longLabel = 80;
const longTooltip = 2_000;
/** Keys of links, which stand among those of lines. */
export const hintKey = "…hint";
export const addressKey = (key: string, at: number): string => `${key}…${String(at)}`;

/** What the parts need to know of the pane. */
export interface PartView {
  readonly zone: Zone;
  readonly now: Date;
  /** Key of the line that takes the focus. */
  readonly at: string | undefined;
  /** Key of the line whose link to what it names is a stop of the Tab key. */
  readonly linkAt: string | undefined;
  isUnfolded(key: string): boolean;
  isOpen(item: Item): boolean;
  /** It is an id of something that one can go to. */
  isNamed(key: string): boolean;
  /** What the directory calls it today. */
  nameThere(key: string): NameThere | undefined;
  /** For VS Code's context menu. */
  context(path: string): string;
}

const tooltipOf = ({ label, description, path }: Entry): string =>
  visible(cut(description === "" ? path : `${label}: ${description}\n${path}`, longTooltip));

const icon = (outcome: keyof typeof outcomes): TemplateResult =>
  html`<span class="codicon codicon-${outcomes[outcome].icon} outcome-${outcome}" aria-hidden="true"></span>`;

const shownText = ({ text, form }: Entry, { zone, now }: PartView): string => (form === "instant" ? namedInstant(text, zone, now) : text);

/** The addresses in it are buttons, never anchors: the extension looks each up in the record, and VS Code asks before it opens one. */
function linkedText(text: string, { key }: Entry, view: PartView): readonly (TemplateResult | string)[] {
  const shown: (TemplateResult | string)[] = [];
  let end = 0;
  for (const [at, { from, to, address }] of webAddresses(text).entries()) {
    const own = addressKey(key, at);
    shown.push(
      visible(text.slice(end, from)),
      html`<button
        class="link inline"
        role="link"
        tabindex=${own === view.at ? 0 : -1}
        title="Open ${new URL(address).host} in the browser"
        data-key=${own}
        data-action="address"
        data-address=${address}
      >
        ${address}
      </button>`,
    );
    end = to;
  }
  return [...shown, visible(text.slice(end))];
}

/** An id leads to all that is of the same. Those of a pane are one stop of the Tab key behind the lines; arrow keys go from one to the next. */
const namedText = (text: string, { key }: Entry, view: PartView): TemplateResult =>
  html`<button
    class="link inline named"
    role="link"
    tabindex=${key === view.linkAt ? 0 : -1}
    title="Go To… (G)
Alt+click: in this grid"
    data-action="goTo"
  >
    ${visible(text)}
  </button>`;

/** Apart from what the record says: it is not its own. */
export const nameTemplate = (name: NameThere | undefined): TemplateResult | typeof nothing =>
  name
    ? html` <span class="looked-up" title=${visible(cut(name.origin, longTooltip))}>${visible(cut(name.text, longTooltip))}</span>`
    : nothing;

function valueTemplate(entry: Entry, view: PartView, text = shownText(entry, view)): TemplateResult {
  const long = text.length > longText;
  const whole = long && view.isUnfolded(entry.key);
  const raw = typeof entry.value === "string" && entry.value !== text ? visible(cut(entry.value, longTooltip)) : nothing;
  return html`${entry.outcome ? icon(entry.outcome) : nothing}<span class="value ${entry.form}" title=${raw}
      >${
        entry.linked
          ? linkedText(whole ? text : cut(text, longText), entry, view)
          : view.isNamed(entry.key)
            ? namedText(whole ? text : cut(text, longText), entry, view)
            : visible(whole ? text : cut(text, longText))
      }</span
    >${
      long
        ? html`<button class="link" tabindex="-1" data-action="unfold">
            ${whole ? "Show less" : `Show all ${formatCount(text.length)} characters`}
          </button>`
        : nothing
    }${nameTemplate(view.nameThere(entry.key))}`;
}

const action = (name: string, codicon: string, label: string, keys: string): TemplateResult =>
  html`<button
    class="icon codicon codicon-${codicon}"
    tabindex="-1"
    title="${label} (${keys})"
    aria-label=${label}
    data-action=${name}
  ></button>`;

const actions = (entry: Entry, view: PartView): TemplateResult =>
  html`<span class="line-actions">
    ${entry.filterable || view.isNamed(entry.key) ? action("goTo", "go-to-search", "Go To…", "G") : nothing}
    ${
      entry.filterable
        ? html`${action("filterFor", filterIcons.keep, "Filter for this value", "+; Alt+click: in a new grid beside")}${action("filterOut", filterIcons.leaveOut, "Filter out this value", "-; Alt+click: in a new grid beside")}${action("filterForBeside", filterIcons.beside, "Filter for this value in a new grid beside", "Alt++")}`
        : nothing
    }
    ${action("copyValue", "copy", "Copy value", "Ctrl+C")}${action("copyPath", "symbol-key", "Copy path", "Ctrl+Shift+C")}
  </span>`;

const nameOf = (label: string): string => visible(cut(label, longLabel));

function entryTemplate(entry: Entry, view: PartView): TemplateResult {
  const label = nameOf(entry.label);
  return html`<div
    class="entry ${entry.continues ? "continues" : ""}"
    role="group"
    aria-label="${label}: ${visible(cut(shownText(entry, view), longTooltip))}"
    tabindex=${entry.key === view.at ? 0 : -1}
    data-key=${entry.key}
    data-vscode-context=${view.context(entry.path)}
  >
    <span class="label" title=${tooltipOf(entry)}>${entry.continues ? "" : label}</span
    ><span class="content">${valueTemplate(entry, view)}</span>${actions(entry, view)}
  </div>`;
}

/** Narrow panes show a row as lines with the columns' names before the values. */
function cellTemplate(entry: Entry | undefined, label: string, view: PartView): TemplateResult {
  if (!entry) return html`<div class="td missing" role="cell"></div>`;
  return html`<div
    class="td ${entry.form}"
    role="cell"
    data-label=${label}
    tabindex=${entry.key === view.at ? 0 : -1}
    data-key=${entry.key}
    data-vscode-context=${view.context(entry.path)}
  >
    <span class="content"
      >${valueTemplate(entry, view, entry.form === "instant" ? formatInstant(entry.text, view.zone, view.now) : entry.text)}</span
    >${actions(entry, view)}
  </div>`;
}

function tableTemplate({ label, columns, heads, rows }: Table, view: PartView): TemplateResult {
  const count = columns.length + (heads ? 1 : 0);
  const zones = columns.map((_, at) => (rows.some((row) => row[at]?.form === "instant") ? zoneLabel(view.zone) : ""));
  return html`<div
    class="details-table ${count > 5 ? "many crowded" : count > 3 ? "many" : ""} ${heads ? "headed" : ""}"
    role="table"
    aria-label=${nameOf(label)}
    .style=${`--count: ${String(columns.length)}`}
  >
    <div class="tr thead" role="row">
      ${heads ? html`<div class="th" role="columnheader">${nameOf(label)}</div>` : nothing}
      ${columns.map(
        (column, at) =>
          html`<div class="th" role="columnheader" title=${column.description || nothing}>
            ${nameOf(column.label)}${zones[at] ? html` <span class="zone">${zones[at]}</span>` : nothing}
          </div>`,
      )}
    </div>
    ${rows.map(
      (row, index) =>
        html`<div class="tr" role="row">
          ${heads ? html`<div class="th" role="rowheader">${nameOf(heads[index] ?? "")}</div>` : nothing}
          ${row.map((entry, column) => cellTemplate(entry, nameOf(columns[column]?.label ?? "") + (zones[column] ? ` (${zones[column]})` : ""), view))}
        </div>`,
    )}
  </div>`;
}

function itemTemplate(item: Item, view: PartView): TemplateResult {
  const open = view.isOpen(item);
  return html`<div class="item ${open ? "open" : ""}">
    <div
      class="item-head"
      role="button"
      aria-expanded=${open}
      tabindex=${item.key === view.at ? 0 : -1}
      data-key=${item.key}
      data-action="toggle"
      data-vscode-context=${view.context(item.path)}
    >
      <span class="twistie codicon codicon-chevron-${open ? "down" : "right"}" aria-hidden="true"></span
      >${item.outcome ? icon(item.outcome) : nothing}
      <span class="item-text"
        ><span class="item-title">${visible(cut(item.title, longText))}</span
        ><span class="item-detail">${visible(cut(item.detail, longText))}</span></span
      >
    </div>
    ${open ? html`<div class="item-body">${partsTemplate(item.parts, view)}</div>` : nothing}
  </div>`;
}

/** The hint, in which the tab's own name leads there; one that does not name its tab has a link behind it. */
function hintTemplate(hint: string, tab: { readonly id: string; readonly label: string } | undefined, view: PartView): TemplateResult {
  if (!tab) return html`${hint}`;
  const at = hint.lastIndexOf(tab.label);
  const link = html`<button
    class="link inline"
    aria-label="Open ${tab.label}"
    tabindex=${view.at === hintKey ? 0 : -1}
    data-key=${hintKey}
    data-action="tab"
    data-tab=${tab.id}
  >
    ${at < 0 ? `Open ${tab.label}` : tab.label}
  </button>`;
  return at < 0 ? html`${hint} ${link}` : html`${hint.slice(0, at)}${link}${hint.slice(at + tab.label.length)}`;
}

/** A long name of words run together breaks between them. */
const breakable = (name: string): readonly TemplateResult[] => name.split(/(?<=[a-z])(?=[A-Z])/).map((word) => html`${word}<wbr />`);

function partTemplate(part: DetailPart, view: PartView): TemplateResult {
  switch (part.kind) {
    case "entry":
      return entryTemplate(part, view);
    case "table":
      return tableTemplate(part, view);
    case "item":
      return itemTemplate(part, view);
    case "heading":
      return html`<h4>${visible(cut(part.text, longLabel))}</h4>`;
    case "note":
      return html`<p class="part-note">${part.text}</p>`;
    case "explanation":
      return html`<div class="explanation outcome-border-${part.outcome}">
        <p class="explanation-title">${icon(part.outcome)}<span>${breakable(part.title)}</span></p>
        <p>${part.text}</p>
        ${
          part.hint === ""
            ? nothing
            : html`<p class="hint">
                <span class="codicon codicon-lightbulb" aria-hidden="true"></span><span>${hintTemplate(part.hint, part.tab, view)}</span>
              </p>`
        }
      </div>`;
    case "comparison":
      return html`<div class="more-line">
        <button class="link" tabindex=${part.key === view.at ? 0 : -1} data-key=${part.key} data-action="compare" data-with=${part.with}>
          <span class="codicon codicon-diff" aria-hidden="true"></span> ${part.label}
        </button>
      </div>`;
    case "more":
      return html`<div class="more-line">
        <button
          class="link"
          tabindex=${`${part.key}…` === view.at ? 0 : -1}
          data-key="${part.key}…"
          data-action="more"
          data-list=${part.key}
        >
          Show more of ${formatCount(part.count)} further
        </button>
      </div>`;
  }
}

export const partsTemplate = (parts: readonly DetailPart[], view: PartView): readonly TemplateResult[] =>
  parts.map((part) => partTemplate(part, view));

export const sectionTemplate = ({ title, parts, wide }: DetailSection, view: PartView): TemplateResult =>
  html`<section class=${wide ? "wide" : ""} aria-label=${title || nothing}>
    ${title === "" ? nothing : html`<h3>${title}</h3>`}${partsTemplate(parts, view)}
  </section>`;
