import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Column, GridField, GridState } from "../../protocol/grid.ts";
import { foldText } from "../../query/foldText.ts";
import { isLaidOut, laidOut } from "../../reports/columnLayouts.ts";
import { moveColumn, togglePin, toggleColumn } from "./columns.ts";
import { ColumnsAhead } from "./columnsAhead.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { pointerDrag } from "../shared/pointerDrag.ts";

const rowHeight = 22;

/** A popup with all fields of the report: those shown first, in their order. The focus stays in the search; the arrows go through the fields. */
export class ColumnChooser extends LitElement {
  static override properties = {
    state: { attribute: false },
    columns: { state: true },
    search: { state: true },
    at: { state: true },
    drop: { state: true },
  };
  declare state: GridState;
  declare onColumns: (columns: readonly Column[]) => void;
  declare onClose: () => void;
  declare announce: (text: string) => void;
  declare columns: readonly Column[];
  declare search: string;
  declare at: number;
  /** Before which of the shown columns the dragged one would come. */
  declare drop: number | undefined;
  private readonly ahead = new ColumnsAhead();

  constructor() {
    super();
    this.columns = [];
    this.search = "";
    this.at = 0;
    this.drop = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("state")) this.columns = this.ahead.follow(this.state.columns);
  }

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  private get fields(): readonly GridField[] {
    const words = foldText(this.search).split(/\s+/).filter(Boolean);
    const place = new Map(this.columns.map(({ path }, at) => [path, at]));
    return this.state.fields
      .filter(({ label, path, description }) => {
        const text = foldText(`${label} ${path} ${description}`);
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) => (place.get(a.path) ?? Infinity) - (place.get(b.path) ?? Infinity) || 0);
  }

  private change(columns: readonly Column[]): void {
    if (columns === this.columns) return;
    this.columns = columns;
    this.ahead.change(columns);
    this.onColumns(columns);
  }

  /** Changes the columns and stays with a field, which may come to another place. */
  private changeOf(path: string, columns: readonly Column[]): void {
    this.change(columns);
    this.at = Math.max(
      0,
      this.fields.findIndex((field) => field.path === path),
    );
  }

  private labelOf(path: string): string {
    return this.state.fields.find((field) => field.path === path)?.label ?? path;
  }

  private toggle(path: string): void {
    const before = this.columns.length;
    this.changeOf(path, toggleColumn(this.columns, path));
    const now = this.columns.length;
    this.announce(`${this.labelOf(path)} ${now > before ? "shown" : now < before ? "hidden" : "is the only column, and stays"}`);
  }

  private pin(path: string): void {
    const shown = this.columns.some((column) => column.path === path) ? this.columns : toggleColumn(this.columns, path);
    this.changeOf(path, togglePin(shown, path));
    const pinned = this.columns.some((column) => column.path === path && column.pinned);
    this.announce(`${this.labelOf(path)} ${pinned ? "pinned" : "no longer pinned"}`);
  }

  private move(path: string, by: 1 | -1): void {
    const from = this.columns.findIndex((column) => column.path === path);
    if (from < 0) return;
    this.changeOf(path, moveColumn(this.columns, from, by > 0 ? from + 2 : from - 1));
    const to = this.columns.findIndex((column) => column.path === path);
    if (to !== from) this.announce(`Column ${formatCount(to + 1)} of ${formatCount(this.columns.length)}`);
  }

  /** The report's own columns; what a person made wide or narrow stays so. */
  private reset(): void {
    const [own] = this.state.report.layouts ?? [];
    if (own) this.layOut(own.columns, `The ${counted(own.columns.length, "column")} of the report`);
    this.querySelector("input")?.focus();
  }

  private layOut(paths: readonly string[], said: string): void {
    this.change(laidOut(paths, this.columns));
    this.at = 0;
    this.announce(said);
  }

  private onKey(event: KeyboardEvent): void {
    const { fields } = this;
    const path = fields[this.at]?.path;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key] ?? 0;
    const inSearch = event.target instanceof HTMLInputElement;
    if (event.key === "Escape") this.onClose();
    else if (!inSearch) return;
    else if (step !== 0 && event.altKey) {
      if (path !== undefined) this.move(path, step > 0 ? 1 : -1);
    } else if (step !== 0) this.at = Math.max(0, Math.min(fields.length - 1, this.at + step));
    else if (event.code === "KeyP" && event.altKey && path !== undefined) this.pin(path);
    else if (event.key === "Enter" && path !== undefined) this.toggle(path);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A drag along the shown columns; a click shows or hides. */
  private press(path: string, event: PointerEvent): void {
    event.preventDefault();
    if (event.button !== 0 || (event.target as Element).closest("button")) return;
    const from = this.columns.findIndex((column) => column.path === path);
    const list = this.querySelector("#column-list");
    pointerDrag(event, {
      move: (_x, _y, { clientY }) => {
        if (from < 0 || this.search !== "" || !list) return;
        const y = clientY - list.getBoundingClientRect().top + list.scrollTop;
        this.drop = Math.max(0, Math.min(this.columns.length, Math.round(y / rowHeight)));
      },
      end: (moved, cancelled) => {
        const { drop } = this;
        this.drop = undefined;
        if (!moved) this.toggle(path);
        else if (!cancelled && drop !== undefined) this.changeOf(path, moveColumn(this.columns, from, drop));
      },
    });
  }

  protected override updated(): void {
    this.querySelector("#chosen-column")?.scrollIntoView({ block: "nearest" });
  }

  private option({ path, label, description }: GridField, at: number): TemplateResult {
    const column = this.columns.find((one) => one.path === path);
    const place = column ? this.columns.indexOf(column) : -1;
    const edge = this.drop === undefined || !column ? "" : this.drop === place ? "before" : this.drop === place + 1 ? "after" : "";
    const pinned = column?.pinned ?? false;
    const isLast = column !== undefined && this.search === "" && place === this.columns.length - 1;
    return html`<div
      class="option ${at === this.at ? "active" : ""} ${edge} ${isLast ? "last-shown" : ""}"
      id=${at === this.at ? "chosen-column" : `column-${path}`}
      role="option"
      aria-selected=${column !== undefined}
      title=${description}
      @pointerdown=${(event: PointerEvent) => {
        this.press(path, event);
      }}
      @mousedown=${(event: Event) => {
        event.preventDefault();
      }}
    >
      <span class="check ${column ? "codicon codicon-check" : ""}" aria-hidden="true"></span>
      <span class="label">${label}</span> <span class="path">${path}</span>
      <span
        class="pin codicon codicon-${pinned ? "pinned" : "pin"} ${pinned ? "on" : ""}"
        role="img"
        aria-label="Pinned"
        aria-hidden=${!pinned}
        title=${pinned ? "Unpin (Alt+P)" : "Pin at the left (Alt+P)"}
        @pointerdown=${(event: Event) => {
          event.preventDefault();
          event.stopPropagation();
          this.pin(path);
        }}
      ></span>
    </div>`;
  }

  protected override render(): TemplateResult {
    const { fields, columns, state } = this;
    const total = state.fields.length;
    return html`<div class="popup chooser" role="dialog" aria-label="Columns" @keydown=${this.onKey}>
      <input
        class="text"
        type="text"
        role="combobox"
        aria-label="Search fields"
        aria-expanded="true"
        aria-controls="column-list"
        aria-describedby="column-keys"
        aria-activedescendant=${fields.length > 0 ? "chosen-column" : nothing}
        placeholder="Search ${formatCount(total)} fields"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
          this.at = 0;
        }}
      />
      <div id="column-list" class="options" role="listbox" tabindex="-1" aria-multiselectable="true" aria-label="Fields">
        ${repeat(
          fields,
          ({ path }) => path,
          (field, at) => this.option(field, at),
        )}
      </div>
      ${fields.length === 0 ? html`<div class="none">No field matches “${this.search}”.</div>` : nothing}
      <div class="chooser-foot">
        <span role="status">${formatCount(columns.length)} of ${counted(total, "field")} shown</span>
        <button
          class="link"
          @click=${() => {
            this.reset();
          }}
        >
          Reset to the report's columns
        </button>
      </div>
      <div class="layouts" role="group" aria-label="Column layouts">
        ${(state.report.layouts ?? []).slice(1).map(
          (layout) =>
            html`<button
              title=${layout.columns.map((path) => this.labelOf(path)).join(", ")}
              aria-pressed=${isLaidOut(layout, columns)}
              @click=${() => {
                this.layOut(layout.columns, `${layout.name}: ${counted(layout.columns.length, "column")}`);
              }}
            >
              ${layout.name}
            </button>`,
        )}
      </div>
      <div class="hint" id="column-keys">Enter shows or hides, Alt+Up and Alt+Down move, Alt+P pins</div>
    </div>`;
  }
}

customElements.define("grid-columns", ColumnChooser);
