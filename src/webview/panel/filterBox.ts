import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { foundParts } from "../status/statusText.ts";
import { typeInto } from "../shared/typeInto.ts";

const typingMs = 200;
const usage = "Words in any column, or a condition: status/errorCode ne 0. Only for the loaded rows, no part of the query (Ctrl+F)";

/** Looks for words among what is loaded, or for what meets a condition. It is no part of the query. */
export class FilterBox extends LitElement {
  static override properties = { state: { attribute: false }, draft: { state: true } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare onDone: () => void;
  declare draft: string;
  private typing: ReturnType<typeof setTimeout> | undefined;
  /** A typing method composes a text: the draft before it, and whether another one came meanwhile. */
  private composing: { readonly from: string; isLate?: true } | undefined;

  constructor() {
    super();
    this.draft = "";
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override focus(): void {
    this.querySelector("input")?.select();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (!changed.has("state") || before?.filter === this.state.filter) return;
    // What is typed, or being composed, is newer than any state.
    const isTyped = this.typing !== undefined || (before !== undefined && this.draft !== before.filter);
    if (isTyped) return;
    if (this.composing) this.composing.isLate = true;
    else this.draft = this.state.filter;
  }

  private onInput(event: InputEvent): void {
    this.draft = (event.target as HTMLInputElement).value;
    // Half of a word that is being composed finds nothing that is meant.
    if (!this.composing) this.apply(this.draft, false);
  }

  private onComposed(): void {
    const { composing, draft, state } = this;
    this.composing = undefined;
    if (draft !== composing?.from) this.apply(draft, false);
    else if (composing.isLate) this.draft = state.filter;
  }

  /** Takes the words away, so that Ctrl+Z brings them back. */
  clear(): void {
    const input = this.querySelector("input");
    if (input) typeInto(input, "");
    this.apply("", true);
  }

  /** Filters by `text` after a pause, or at once. */
  apply(text: string, now: boolean): void {
    this.draft = text;
    clearTimeout(this.typing);
    const send = (): void => {
      this.typing = undefined;
      if (text !== this.state.filter) void this.host().filter({ text });
    };
    if (now) send();
    else this.typing = setTimeout(send, typingMs);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.draft !== "") this.clear();
    else if (event.key === "Escape") this.onDone();
    else if (event.key === "Enter" || event.key === "ArrowDown") {
      this.apply(this.draft, true);
      this.onDone();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const { draft, state } = this;
    const problem = draft === state.filter ? state.filterProblem : undefined;
    const isSearching = draft === state.filter && state.filterBasis !== undefined;
    const icon = isSearching ? "codicon-loading codicon-modifier-spin" : "codicon-search";
    return html`<span class="codicon ${icon} ${state.filter === "" ? "" : "active"}" aria-hidden="true"></span>
      <input
        class="text"
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label="Filter loaded rows"
        aria-invalid=${problem !== undefined}
        aria-describedby="filter-problem"
        placeholder="Filter loaded rows"
        title=${isSearching ? `${foundParts(state).join(", ")}. ${usage}` : usage}
        .value=${live(draft)}
        @input=${this.onInput}
        @compositionstart=${() => {
          this.composing = { from: this.draft };
        }}
        @compositionend=${this.onComposed}
        @keydown=${this.onKey}
      />
      ${
        draft === ""
          ? nothing
          : html`<button
              class="icon codicon codicon-close"
              title="Clear the filter (Escape)"
              aria-label="Clear the filter"
              @click=${() => {
                this.clear();
                this.focus();
              }}
            ></button>`
      }
      <div id="filter-problem" class="filter-problem" ?hidden=${problem === undefined}>${problem}</div>`;
  }
}

customElements.define("grid-filter", FilterBox);
