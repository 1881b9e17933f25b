import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { GridState, HostApi } from "../protocol.ts";
import type { Remote } from "../rpc.ts";

const typingMs = 200;

/** Looks for words among what is loaded, or for what meets a condition. It is no part of the query. */
export class FilterBox extends LitElement {
  static override properties = { state: { attribute: false }, draft: { state: true } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare onDone: () => void;
  declare draft: string;
  private typing: ReturnType<typeof setTimeout> | undefined;

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
    if (changed.has("state") && before?.filter !== this.state.filter && this.typing === undefined) this.draft = this.state.filter;
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
    if (event.key === "Escape" && this.draft !== "") this.apply("", true);
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
    return html`<span class="codicon codicon-search ${state.filter === "" ? "" : "active"}" aria-hidden="true"></span>
      <input
        class="text"
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label="Filter loaded rows"
        aria-invalid=${problem !== undefined}
        aria-describedby="filter-problem"
        placeholder="Filter loaded rows"
        title="Words in any column, or a condition: status/errorCode ne 0. Only for the loaded rows, no part of the query (Ctrl+F)"
        .value=${live(draft)}
        @input=${(event: Event) => {
          this.apply((event.target as HTMLInputElement).value, false);
        }}
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
                this.apply("", true);
                this.focus();
              }}
            ></button>`
      }
      <div id="filter-problem" class="filter-problem" ?hidden=${problem === undefined}>${problem}</div>`;
  }
}

customElements.define("grid-filter", FilterBox);
