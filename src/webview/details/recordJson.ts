import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { GridField, NameThere } from "../../protocol/grid.ts";
import type { Zone } from "../../query/zone.ts";
import { formatCount } from "../../records/counted.ts";
import { namedInstant } from "../../records/formatInstant.ts";
import { jsonLines } from "../../records/jsonLines.ts";
import type { JsonText } from "../../records/readJson.ts";
import { treeLines, type TreeLine } from "../../records/recordTree.ts";
import { isBranch, valueText } from "../../records/valueText.ts";
import { cut, visible } from "../../records/visible.ts";
import { keyName } from "../panel/shortcuts.ts";
import { filterIcons } from "../shared/filterIcons.ts";
import type { LineActions, LineValue } from "./lineActions.ts";
import { nameTemplate } from "./partTemplate.ts";

const longText = 1_000;
const manyMembers = 100;
const filterButtons = {
  keep: { label: "Filter for this value", keys: "+; Alt+click: in a new grid beside" },
  leaveOut: { label: "Filter out this value", keys: "-; Alt+click: in a new grid beside" },
  beside: { label: "Filter for this value in a new grid beside", keys: "Alt++" },
} as const;
const replacedTooltip = "The record has this member more than once: columns and filters take the last one.";

/** The whole record as JSON, token by token as the service sent it, each object and list to be folded. */
export class RecordJson extends LitElement {
  static override properties = {
    json: { attribute: false },
    record: { attribute: false },
    named: { attribute: false },
    names: { attribute: false },
    fields: { attribute: false },
    zone: { attribute: false },
    hideEmpty: { attribute: false },
    at: { state: true },
  };
  declare json: JsonText | undefined;
  /** Number of the record in the result. */
  declare record: number | undefined;
  /** Keys of what one can go to, in lower case. */
  declare named: ReadonlySet<string>;
  /** What the directory calls what stands at a key, in lower case. */
  declare names: ReadonlyMap<string, NameThere>;
  declare fields: ReadonlyMap<string, GridField>;
  declare zone: Zone;
  declare hideEmpty: boolean;
  declare actions: LineActions;
  /** Path of the focused line. */
  declare at: string | undefined;
  /** Path of the line whose link to what it names is a stop of the Tab key. */
  private linkAt: string | undefined;
  /** The link has the focus, and takes it with it to another line. */
  private isOnLink = false;
  /** What the person opened and closed stays so from record to record. */
  private readonly opened = new Map<string, boolean>();
  private readonly limits = new Map<string, number>();
  private readonly unfolded = new Set<string>();

  constructor() {
    super();
    this.at = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector<HTMLElement>(".tree")?.focus();
  }

  /** Where the keys begin is seen, however the focus came. A press goes to its line itself. */
  private onFocus(): void {
    this.at ??= this.lines[0]?.path;
  }

  /** The focused line's value. */
  get current(): LineValue | undefined {
    const line = this.lines.find(({ path }) => path === this.at);
    return line && { key: line.path, path: line.fieldPath, value: line.value, text: line.text };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.isOnLink = document.activeElement?.matches("grid-record-json .named") === true;
    const { lines } = this;
    const from = lines.findIndex(({ path }) => path === this.at);
    this.linkAt = (lines.find((line, at) => at >= from && this.isNamed(line)) ?? lines.findLast((line) => this.isNamed(line)))?.path;
    if (!changed.has("json")) return;
    this.limits.clear();
    this.unfolded.clear();
  }

  private get lines(): readonly TreeLine[] {
    const { json } = this;
    const shape = {
      open: (path: string) => this.opened.get(path),
      limit: (path: string) => this.limits.get(path) ?? manyMembers,
      hideEmpty: this.hideEmpty,
    };
    return json ? treeLines(json.value, shape, (parent) => json.members(parent)) : [];
  }

  private toggle(line: TreeLine, open = !line.open): void {
    if (line.open === undefined) return;
    this.opened.set(line.path, open);
    this.requestUpdate();
  }

  private act(line: TreeLine): void {
    if (line.more !== undefined) {
      const parent = line.path.replace(/\/?…$/, "");
      this.limits.set(parent, (this.limits.get(parent) ?? manyMembers) + 10 * manyMembers);
    } else if (line.open !== undefined) this.toggle(line);
    else if (this.unfolded.has(line.path)) this.unfolded.delete(line.path);
    else this.unfolded.add(line.path);
    this.requestUpdate();
  }

  private isNamed({ path }: TreeLine): boolean {
    return this.named.has(path.toLowerCase());
  }

  /** From the link of an id arrow keys go to those of others, past the lines that lead nowhere. */
  private onLinkKey(event: KeyboardEvent): void {
    const named = this.lines.filter((line) => this.isNamed(line));
    const at = named.findIndex(({ path }) => path === this.linkAt);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: named.length - 1 }[keyName(event)];
    // Any other key is the details' own.
    if (to === undefined) return;
    this.at = named[Math.max(0, Math.min(named.length - 1, to))]?.path ?? this.at;
    event.preventDefault();
    event.stopPropagation();
  }

  private onKey(event: KeyboardEvent): void {
    if ((event.target as Element).classList.contains("named")) {
      this.onLinkKey(event);
      return;
    }
    const { lines } = this;
    const index = Math.max(
      0,
      lines.findIndex(({ path }) => path === this.at),
    );
    const line = lines[index];
    const go = (to: number): void => {
      this.at = lines[Math.max(0, Math.min(lines.length - 1, to))]?.path;
    };
    const name = keyName(event);
    switch (name) {
      case "ArrowDown":
        go(this.at === undefined ? 0 : index + 1);
        break;
      case "ArrowUp":
        if (index === 0) return; // the details' key: to the tabs
        go(index - 1);
        break;
      case "Home":
        go(0);
        break;
      case "End":
        go(lines.length - 1);
        break;
      case "PageDown":
        go(index + 15);
        break;
      case "PageUp":
        go(index - 15);
        break;
      case "ArrowRight":
        if (line?.open === false) this.toggle(line, true);
        else if (line?.open) go(index + 1);
        break;
      case "ArrowLeft":
        if (line?.open) this.toggle(line, false);
        else if (line) go(lines.findLastIndex(({ depth }, at) => at < index && depth < line.depth));
        break;
      case "Enter":
      case " ":
        if (line) this.act(line);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("at")) return;
    this.querySelector("#tree-line")?.scrollIntoView({ block: "nearest" });
    if (this.isOnLink) this.querySelector<HTMLElement>('.named[tabindex="0"]')?.focus({ preventScroll: true });
  }

  private shownValue(line: TreeLine): TemplateResult | string {
    const { value } = line;
    if (isBranch(value)) {
      const [opens, closes] = Array.isArray(value) ? "[]" : "{}";
      return line.open ? (opens ?? "") : html`${opens} <span class="summary">${visible(valueText(value))}</span> ${closes}`;
    }
    const kind = value === null ? "null" : typeof value;
    const text = line.text ?? JSON.stringify(value);
    const instant = typeof value === "string" && this.fields.get(line.fieldPath)?.kind === "instant";
    const local = instant ? visible(cut(namedInstant(value, this.zone, new Date()), longText)) : nothing;
    const long = text.length > longText;
    const whole = long && this.unfolded.has(line.path);
    const shown = visible(whole ? text : cut(text, longText));
    return html`${
      this.isNamed(line)
        ? // No button: its text could not be selected.
          html`<span
            class="value ${kind} named"
            role="link"
            tabindex=${line.path === this.linkAt ? 0 : -1}
            title="Go To… (G)
Alt+click: in this grid"
            @focus=${() => {
              this.at = line.path;
            }}
            @click=${(event: MouseEvent) => {
              if (document.getSelection()?.isCollapsed !== false) this.actions.goTo(line.path, event.altKey);
            }}
            >${shown}</span
          >`
        : html`<span class="value ${kind}" title=${local}>${shown}</span>`
    }${
      long
        ? html`<button
            class="link"
            tabindex="-1"
            @click=${() => {
              this.act(line);
            }}
          >
            ${whole ? "Show less" : `Show all ${formatCount(text.length)} characters`}
          </button>`
        : nothing
    }`;
  }

  private filterButton(line: TreeLine, icon: "keep" | "leaveOut" | "beside"): TemplateResult {
    const { label, keys } = filterButtons[icon];
    return html`<button
      class="icon codicon codicon-${filterIcons[icon]}"
      tabindex="-1"
      title="${label} (${keys})"
      aria-label=${label}
      @click=${({ altKey }: MouseEvent) => {
        this.actions.filter(line.fieldPath, line.value, icon !== "leaveOut", altKey || icon === "beside");
      }}
    ></button>`;
  }

  private line(line: TreeLine, comma: boolean): TemplateResult {
    const { value } = line;
    const isItem = line.nameText === "";
    const field = this.fields.get(line.fieldPath);
    const current = line.path === this.at;
    const isFilterable = field !== undefined && field.kind !== "object" && typeof value !== "object";
    const tooltip = field ? `${field.label}: ${field.description}\n${line.fieldPath}` : line.fieldPath;
    return html`<div
      class="line ${current ? "current" : ""} ${line.more === undefined ? "" : "more"}"
      id=${current ? "tree-line" : nothing}
      role="treeitem"
      aria-level=${line.depth + 1}
      aria-posinset=${line.position}
      aria-setsize=${line.siblings}
      aria-expanded=${line.open ?? nothing}
      aria-selected=${current}
      data-vscode-context=${JSON.stringify({ webviewSection: "detail", record: this.record, path: line.fieldPath, preventDefaultContextMenuItems: true })}
      .style=${`--depth: ${String(line.depth + 1)}`}
      @mousedown=${() => {
        this.at = line.path;
      }}
    >
      <span
        class="twistie codicon ${line.open === undefined ? "" : line.open ? "codicon-chevron-down" : "codicon-chevron-right"}"
        @click=${() => {
          this.toggle(line);
        }}
      ></span>
      ${
        line.more === undefined
          ? html`<span class="content"
                >${
                  isItem
                    ? nothing
                    : html`<span
                          class="name"
                          title=${visible(cut(tooltip, longText))}
                          @click=${() => {
                            this.toggle(line);
                          }}
                          >${visible(cut(line.nameText ?? JSON.stringify(line.name), longText))}</span
                        >: `
                }${this.shownValue(line)}${comma ? "," : ""}${
                  line.isReplaced ? html`<span class="summary" title=${replacedTooltip}> · comes again below</span>` : nothing
                }${nameTemplate(this.names.get(line.path.toLowerCase()))}</span
              ><span class="line-actions">
                ${
                  isFilterable || this.isNamed(line)
                    ? html`<button
                        class="icon codicon codicon-go-to-search"
                        tabindex="-1"
                        title="Go To… (G)"
                        aria-label="Go To…"
                        @click=${(event: MouseEvent) => {
                          this.actions.goTo(line.path, event.altKey);
                        }}
                      ></button>`
                    : nothing
                }
                ${
                  isFilterable
                    ? html`${this.filterButton(line, "keep")}${this.filterButton(line, "leaveOut")}${this.filterButton(line, "beside")}`
                    : nothing
                }
                <button
                  class="icon codicon codicon-copy"
                  tabindex="-1"
                  title="Copy value (Ctrl+C)"
                  aria-label="Copy value"
                  @click=${() => {
                    this.actions.copyValue(line.value, line.text);
                  }}
                ></button>
                <button
                  class="icon codicon codicon-symbol-key"
                  tabindex="-1"
                  title="Copy path (Ctrl+Shift+C)"
                  aria-label="Copy path"
                  @click=${() => {
                    this.actions.copyPath(line.fieldPath);
                  }}
                ></button>
              </span>`
          : html`<button
              class="link"
              tabindex="-1"
              @click=${() => {
                this.act(line);
              }}
            >
              Show more of ${formatCount(line.more)} further
            </button>`
      }
    </div>`;
  }

  /** Screen readers tell of levels by themselves. `level`: that of the line it belongs to, from 1; 0 of the record. */
  private bracket(text: string, level: number): TemplateResult {
    return html`<div class="line bracket" aria-hidden="true" .style=${`--depth: ${String(level)}`}>
      <span class="twistie codicon"></span><span class="content">${text}</span>
    </div>`;
  }

  protected override render(): TemplateResult {
    return html`<div
      class="tree"
      role="tree"
      tabindex="0"
      aria-label="Record"
      aria-activedescendant=${this.at === undefined ? nothing : "tree-line"}
      @focus=${this.onFocus}
      @keydown=${this.onKey}
    >
      ${this.bracket("{", 0)}${jsonLines(this.lines).map((shown) =>
        "line" in shown ? this.line(shown.line, shown.comma) : this.bracket(shown.closes + (shown.comma ? "," : ""), shown.depth + 1),
      )}${this.bracket("}", 0)}
    </div>`;
  }
}

customElements.define("grid-record-json", RecordJson);
