import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Clause, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import { cutMiddle, visible } from "../../records/visible.ts";
import type { Remote } from "../../rpc.ts";
import { ranges } from "./ranges.ts";

const longestText = 44;

/** The clauses of the query, each with who answers it. */
export class ClauseChips extends LitElement {
  static override properties = { state: { attribute: false }, at: { state: true }, menu: { state: true }, open: { state: true } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare announce: (text: string) => void;
  /** The record that has the focus. */
  declare record: () => number | undefined;
  declare edit: (change: QueryChange) => Promise<void>;
  /** Shows a part of the query's text. */
  declare onShow: (text?: string) => void;
  /** Number of the chip that Tab comes to; the button after the last chip is one more. */
  declare at: number;
  /** The ranges to choose from are shown. */
  declare menu: boolean;
  /** What puts a filter or a range together is shown. */
  declare open: "filter" | "times" | undefined;
  private focusWithin = false;

  constructor() {
    super();
    this.at = 0;
    this.menu = false;
    this.open = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.clauses [tabindex="0"]')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const count = this.state.clauses.length;
    // The button behind the chips stays the one that it is when there are more of them.
    if (changed.has("state") && (changed.get("state") as GridState | undefined)?.clauses.length === this.at) this.at = count;
    this.at = Math.min(this.at, count);
    this.focusWithin = this.contains(document.activeElement);
  }

  protected override updated(changed: PropertyValues<this>): void {
    // What had the focus may be gone: a chip that was removed.
    if (this.focusWithin && document.hasFocus() && !this.contains(document.activeElement)) this.focus();
    const before = (changed.get("state") as GridState | undefined)?.clauses.length ?? 0;
    // The clause that a gesture added is in sight.
    if (before > 0 && this.state.clauses.length > before)
      this.querySelector(".chip.added:last-child")?.scrollIntoView({ inline: "end", block: "nearest" });
    if (changed.has("menu") && this.menu) this.querySelector<HTMLElement>('[role="menu"] button')?.focus();
  }

  private goTo(at: number): void {
    this.at = Math.max(0, Math.min(this.state.clauses.length, at));
    void this.updateComplete.then(() => {
      this.focus();
    });
  }

  private removeClause(at: number): void {
    if (!this.state.clauses[at]?.removable) return;
    const within = this.contains(document.activeElement);
    void this.edit({ kind: "remove", clause: at }).then(() => {
      if (within && document.hasFocus()) this.goTo(at);
    });
  }

  private closeMenu(): void {
    this.menu = false;
    this.goTo(0);
  }

  /** Below the chips, until it is done or left. */
  show(open: "filter" | "times"): void {
    this.menu = false;
    this.open = open;
    void (open === "filter" ? import("./builder/filterBuilder.ts") : import("./timePicker.ts"));
  }

  /** Who has gone elsewhere meanwhile stays there. */
  private readonly closeOpen = (): void => {
    const at = this.open === "filter" ? this.state.clauses.length : 0;
    const within = this.contains(document.activeElement);
    this.open = undefined;
    if (within && document.hasFocus()) this.goTo(at);
  };

  private opened(): TemplateResult | typeof nothing {
    const { state, host, edit, announce, closeOpen, record } = this;
    if (this.open === "filter")
      return html`<grid-builder .state=${state} .host=${host} .edit=${edit} .announce=${announce} .onClose=${closeOpen}></grid-builder>`;
    if (this.open === "times")
      return html`<grid-times
        .state=${state}
        .host=${host}
        .edit=${edit}
        .announce=${announce}
        .onClose=${closeOpen}
        .record=${record}
      ></grid-times>`;
    return nothing;
  }

  private onKey(event: KeyboardEvent): void {
    const { at } = this;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.state.clauses.length }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (to !== undefined) this.goTo(to);
    else if (event.key === "Delete" || event.key === "Backspace") this.removeClause(at);
    else if (event.key === "ArrowDown" && this.state.clauses[at]?.kind === "range") this.menu = true;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private readonly onWheel = (event: WheelEvent): void => {
    (event.currentTarget as Element).scrollLeft += event.deltaY;
  };

  private onMenuKey(event: KeyboardEvent): void {
    const items = [...this.querySelectorAll<HTMLElement>('[role="menu"] button')];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.closeMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private rangeMenu(): TemplateResult {
    return html`<div
      class="popup ranges"
      role="menu"
      aria-label="Range"
      @keydown=${this.onMenuKey}
      @focusout=${(event: FocusEvent) => {
        if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.menu = false;
      }}
    >
      ${ranges.map(({ label, amount, unit }) => {
        const current = this.state.clauses[0]?.text === `last ${String(amount)}${unit}`;
        return html`<button
          role="menuitemradio"
          aria-checked=${current}
          tabindex="-1"
          @click=${() => {
            this.closeMenu();
            void this.edit({ kind: "last", amount, unit });
          }}
        >
          <span class="codicon ${current ? "codicon-check" : ""}" aria-hidden="true"></span>${label}
        </button>`;
      })}
      <button
        role="menuitem"
        tabindex="-1"
        @click=${() => {
          this.show("times");
        }}
      >
        <span class="codicon" aria-hidden="true"></span>Custom…
      </button>
    </div>`;
  }

  private chip(clause: Clause, at: number): TemplateResult {
    const { kind, note, added, removable, answeredBy } = clause;
    const text = visible(clause.text);
    const by = kind === "condition" ? answeredBy : undefined;
    const isRange = kind === "range";
    const focused = (): void => {
      this.at = at;
    };
    return html`<span class="chip ${kind} ${added ? "added" : ""}" @focusin=${focused}>
      <button
        class="chip-text"
        tabindex=${at === this.at ? 0 : -1}
        title="${text}${"\n"}${note}"
        aria-haspopup=${isRange ? "menu" : nothing}
        aria-expanded=${isRange ? this.menu : nothing}
        aria-keyshortcuts=${removable ? "Delete" : nothing}
        @click=${() => {
          if (isRange) this.menu = !this.menu;
          else this.onShow(clause.text);
        }}
      >
        <span class="chip-words">${cutMiddle(text, longestText)}</span>${
          isRange ? html`<span class="codicon codicon-chevron-down" aria-hidden="true"></span>` : nothing
        }${by ? html`<span class="chip-badge ${by}">${by}</span>` : nothing}${
          added ? html`<span class="unseen">, added to what was fetched</span>` : nothing
        }
      </button>
      ${
        removable
          ? html`<button
              class="chip-remove codicon codicon-close"
              tabindex="-1"
              title="Remove (Delete)"
              aria-label="Remove ${text}"
              @click=${() => {
                this.removeClause(at);
              }}
            ></button>`
          : nothing
      }
    </span>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { clauses } = this.state;
    if (clauses.length === 0) return nothing;
    return html`<div class="clauses">
      <div class="chips" role="toolbar" aria-label="Clauses of the query" @keydown=${this.onKey}>
        <div class="chips-shown" @wheel=${{ handleEvent: this.onWheel, passive: true }}>
          ${clauses.map((clause, at) => this.chip(clause, at))}
        </div>
        <button
          class="add-clause"
          tabindex=${this.at === clauses.length ? 0 : -1}
          title="Add a filter"
          aria-label="Add filter"
          aria-haspopup="dialog"
          aria-expanded=${this.open === "filter"}
          @focus=${() => {
            this.at = clauses.length;
          }}
          @click=${() => {
            if (this.open === "filter") this.closeOpen();
            else this.show("filter");
          }}
        >
          <span class="codicon codicon-add" aria-hidden="true"></span><span class="add-label">Add filter</span>
        </button>
      </div>
      ${this.menu ? this.rangeMenu() : nothing}${this.opened()}
    </div>`;
  }
}

customElements.define("grid-clauses", ClauseChips);
