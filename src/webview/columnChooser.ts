import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Column, GridField, GridState } from "../protocol.ts";
import { moveColumn, toggleColumn } from "./columns.ts";

/** A popup with all fields of the report: those shown first, in their order. */
export class ColumnChooser extends LitElement {
  static override properties = { state: { attribute: false }, columns: { state: true }, search: { state: true }, at: { state: true } };
  declare state: GridState;
  declare onColumns: (columns: readonly Column[]) => void;
  declare onClose: () => void;
  declare columns: readonly Column[];
  declare search: string;
  declare at: number;

  constructor() {
    super();
    this.columns = [];
    this.search = "";
    this.at = 0;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("state")) this.columns = this.state.columns;
  }

  protected override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  private get fields(): readonly GridField[] {
    const words = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    const place = new Map(this.columns.map(({ path }, at) => [path, at]));
    return this.state.fields
      .filter(({ label, path, description }) => {
        const text = `${label} ${path} ${description}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) => (place.get(a.path) ?? Infinity) - (place.get(b.path) ?? Infinity) || 0);
  }

  private change(columns: readonly Column[]): void {
    if (columns === this.columns) return;
    this.columns = columns;
    this.onColumns(columns);
  }

  private toggle(path: string): void {
    this.change(toggleColumn(this.columns, path));
    this.at = Math.max(
      0,
      this.fields.findIndex((field) => field.path === path),
    );
  }

  private move(path: string, by: 1 | -1): void {
    const from = this.columns.findIndex((column) => column.path === path);
    if (from < 0) return;
    this.change(moveColumn(this.columns, from, by > 0 ? from + 2 : from - 1));
    this.at = Math.max(
      0,
      this.fields.findIndex((field) => field.path === path),
    );
  }

  private onKey(event: KeyboardEvent): void {
    const { fields } = this;
    const path = fields[this.at]?.path;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Escape") this.onClose();
    else if (step !== 0 && event.altKey) {
      if (path !== undefined) this.move(path, step);
    } else if (step !== 0) this.at = Math.max(0, Math.min(fields.length - 1, this.at + step));
    else if (event.key === "Enter" && path !== undefined) this.toggle(path);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override updated(): void {
    this.querySelector("#chosen-column")?.scrollIntoView({ block: "nearest" });
  }

  protected override render(): TemplateResult {
    const { fields } = this;
    const shown = new Set(this.columns.map(({ path }) => path));
    return html`<div class="popup chooser" role="dialog" aria-label="Columns" @keydown=${this.onKey}>
      <input
        class="text"
        type="text"
        role="combobox"
        aria-label="Search fields"
        aria-expanded="true"
        aria-controls="column-list"
        aria-activedescendant="chosen-column"
        placeholder="Search ${this.state.fields.length} fields"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
          this.at = 0;
        }}
      />
      <div id="column-list" class="options" role="listbox" aria-multiselectable="true" aria-label="Fields">
        ${repeat(
          fields,
          ({ path }) => path,
          ({ path, label, description }, at) =>
            html`<div
              class="option ${at === this.at ? "active" : ""}"
              id=${at === this.at ? "chosen-column" : `column-${path}`}
              role="option"
              aria-selected=${shown.has(path)}
              title=${description}
              @mousedown=${(event: Event) => {
                event.preventDefault();
              }}
              @click=${() => {
                this.toggle(path);
              }}
            >
              <span class="check codicon ${shown.has(path) ? "codicon-check" : ""}"></span>
              <span class="label">${label}</span><span class="path">${path}</span>
            </div>`,
        )}
        ${fields.length === 0 ? html`<div class="none">No field matches “${this.search}”.</div>` : ""}
      </div>
      <div class="hint">Enter shows or hides, Alt+Up and Alt+Down move</div>
    </div>`;
  }
}

customElements.define("grid-columns", ColumnChooser);
