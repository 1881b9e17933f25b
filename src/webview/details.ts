import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { GridField, GridState, HostApi, Row } from "../protocol.ts";
import type { Remote } from "../rpc.ts";
import { cellText, cut, formatCount, formatInstant, visible } from "./format.ts";
import { outcomes } from "./outcome.ts";
import { copyableText, isBranch, treeLines, valueText, type TreeLine } from "./recordTree.ts";
import { keyName } from "./shortcuts.ts";

const longText = 1_000;
const manyMembers = 100;

/** The focused record as a tree. It asks for one record at a time; while the next one is on its way the former one stays. */
export class RecordDetails extends LitElement {
  static override properties = {
    state: { attribute: false },
    row: { attribute: false },
    value: { state: true },
    failure: { state: true },
    at: { state: true },
    hideEmpty: { state: true },
  };
  declare state: GridState;
  declare row: Row | undefined;
  declare host: () => Remote<HostApi>;
  declare onClose: () => void;
  declare onStep: (rows: number) => void;
  declare onLeave: () => void;
  declare announce: (text: string) => void;
  declare value: unknown;
  declare failure: string | undefined;
  declare at: string | undefined;
  declare hideEmpty: boolean;
  private asking = false;
  private shown: number | undefined;
  private fields: ReadonlyMap<string, GridField> = new Map();
  /** What the person opened and closed stays so from record to record. */
  private readonly opened = new Map<string, boolean>();
  private readonly limits = new Map<string, number>();
  private readonly unfolded = new Set<string>();

  constructor() {
    super();
    this.value = undefined;
    this.failure = undefined;
    this.at = undefined;
    this.hideEmpty = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector<HTMLElement>(".tree")?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (changed.has("state") && before?.fields !== this.state.fields)
      this.fields = new Map(this.state.fields.map((field) => [field.path, field]));
    if (changed.has("row")) void this.load();
  }

  private async load(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    while (this.row && this.row.record !== this.shown) {
      const { record } = this.row;
      try {
        this.value = JSON.parse(await this.host().record({ record })) as unknown;
        this.failure = undefined;
      } catch (error) {
        this.value = undefined;
        this.failure = error instanceof Error ? error.message : String(error);
      }
      this.shown = record;
      this.limits.clear();
      this.unfolded.clear();
    }
    this.asking = false;
  }

  private get lines(): readonly TreeLine[] {
    return treeLines(this.value, {
      open: (path) => this.opened.get(path),
      limit: (path) => this.limits.get(path) ?? manyMembers,
      hideEmpty: this.hideEmpty,
    });
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

  private copy(text: string, what: string): void {
    void this.host()
      .copyText({ text })
      .then(() => {
        this.announce(`${what} copied`);
      });
  }

  private onKey(event: KeyboardEvent): void {
    const { lines } = this;
    const index = Math.max(
      0,
      lines.findIndex(({ path }) => path === this.at),
    );
    const line = lines[index];
    const go = (to: number): void => {
      this.at = lines[Math.max(0, Math.min(lines.length - 1, to))]?.path;
    };
    switch (keyName(event)) {
      case "ArrowDown":
        go(this.at === undefined ? 0 : index + 1);
        break;
      case "ArrowUp":
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
      case "Ctrl+c":
        if (line) this.copy(copyableText(line.value), "Value");
        break;
      case "Ctrl+Shift+c":
        if (line) this.copy(line.fieldPath, "Path");
        break;
      case "Alt+ArrowDown":
        this.onStep(1);
        break;
      case "Alt+ArrowUp":
        this.onStep(-1);
        break;
      case "Escape":
        this.onLeave();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("at")) this.querySelector("#tree-line")?.scrollIntoView({ block: "nearest" });
  }

  private heading(row: Row): TemplateResult {
    const { columns, report, zone } = this.state;
    const { word, icon } = outcomes[row.outcome];
    const now = new Date();
    const cells = columns.map(({ path }, at) => {
      const field = this.fields.get(path);
      return { path, kind: field?.kind, text: cellText(row.cells[at] ?? null, field, zone, now) };
    });
    const code = cells.find(({ path }) => path === report.outcomePath)?.text ?? "";
    const when = cells.find(({ path }) => path === report.timeField)?.text;
    const who = cells.find(({ path, kind, text }) => path !== report.outcomePath && kind === "text" && text !== "")?.text;
    const parts = [word, ...(/^[1-9]\d*$/.test(code) ? [code] : []), ...(who ? [who] : []), ...(when ? [when] : [])];
    return html`<span class="codicon codicon-${icon} outcome-${row.outcome}" aria-hidden="true"></span>
      <h2 title=${parts.join(" · ")}>${parts.map((part, at) => html`${at > 0 ? " · " : ""}<bdi>${part}</bdi>`)}</h2>`;
  }

  private shownValue(line: TreeLine): TemplateResult | string {
    const { value } = line;
    if (isBranch(value)) return html`<span class="summary">${visible(valueText(value))}</span>`;
    const kind = value === null ? "null" : value === "" || typeof value === "object" ? "blank" : typeof value;
    const text = valueText(value);
    if (typeof value === "string" && this.fields.get(line.fieldPath)?.kind === "instant") {
      const shown = formatInstant(value, this.state.zone, new Date());
      return html`<span class="value instant" title=${value}
        >${shown}${shown === value ? "" : this.state.zone === "utc" ? " UTC" : ""}</span
      >`;
    }
    const long = text.length > longText;
    const whole = long && this.unfolded.has(line.path);
    return html`<span class="value ${kind}">${visible(whole ? text : cut(text, longText))}</span>${
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

  private line(line: TreeLine): TemplateResult {
    const field = this.fields.get(line.fieldPath);
    const current = line.path === this.at;
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
      data-vscode-context=${JSON.stringify({ webviewSection: "detail", record: this.shown, path: line.fieldPath, preventDefaultContextMenuItems: true })}
      .style=${`--depth: ${String(line.depth)}`}
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
                ><span
                  class="name"
                  title=${tooltip}
                  @click=${() => {
                    this.toggle(line);
                  }}
                  >${visible(line.name)}</span
                >: ${this.shownValue(line)}</span
              ><span class="line-actions">
                <button
                  class="icon codicon codicon-copy"
                  tabindex="-1"
                  title="Copy value (Ctrl+C)"
                  aria-label="Copy value"
                  @click=${() => {
                    this.copy(copyableText(line.value), "Value");
                  }}
                ></button>
                <button
                  class="icon codicon codicon-symbol-key"
                  tabindex="-1"
                  title="Copy path (Ctrl+Shift+C)"
                  aria-label="Copy path"
                  @click=${() => {
                    this.copy(line.fieldPath, "Path");
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

  protected override render(): TemplateResult {
    const { row, lines } = this;
    return html`<div class="details-head">
        ${row ? this.heading(row) : html`<h2>Details</h2>`}
        <button
          class="icon codicon codicon-arrow-up"
          title="Previous row (Alt+Up)"
          aria-label="Previous row"
          @click=${() => {
            this.onStep(-1);
          }}
        ></button>
        <button
          class="icon codicon codicon-arrow-down"
          title="Next row (Alt+Down)"
          aria-label="Next row"
          @click=${() => {
            this.onStep(1);
          }}
        ></button>
        <button
          class="icon codicon codicon-${this.hideEmpty ? "eye-closed" : "eye"}"
          title=${this.hideEmpty ? "Show empty members" : "Hide empty members"}
          aria-label="Hide empty members"
          aria-pressed=${this.hideEmpty}
          @click=${() => {
            this.hideEmpty = !this.hideEmpty;
          }}
        ></button>
        <button
          class="icon codicon codicon-json"
          title="Open as JSON (Enter in the rows)"
          aria-label="Open as JSON"
          ?disabled=${!row}
          @click=${() => {
            if (row) void this.host().openRecord({ record: row.record, beside: false });
          }}
        ></button>
        <button
          class="icon codicon codicon-close"
          title="Close (Space in the rows)"
          aria-label="Close details"
          @click=${() => {
            this.onClose();
          }}
        ></button>
      </div>
      ${
        this.failure !== undefined
          ? html`<p class="note" role="alert">The record could not be read: ${this.failure}</p>`
          : !row
            ? html`<p class="note">Move to a row to see its record.</p>`
            : html`<div
                class="tree"
                role="tree"
                tabindex="0"
                aria-label="Record"
                aria-activedescendant=${this.at === undefined ? nothing : "tree-line"}
                @keydown=${this.onKey}
              >
                ${lines.map((line) => this.line(line))}
              </div>`
      }`;
  }
}

customElements.define("grid-details", RecordDetails);
