import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";

const toldMs = 6_000;

/** What the last gesture did, and what running the query would change: whole sentences, below the rows, which stay where they are when one comes or goes. */
export class GridNotice extends LitElement {
  static override properties = { state: { attribute: false }, told: { state: true } };
  declare state: GridState;
  declare onRun: () => void;
  /** The button that had the focus is gone. */
  declare onLeave: () => void;
  /** What the last gesture did. */
  declare told: string | undefined;
  /** The query that the gesture made. */
  private toldOf = "";
  private telling: ReturnType<typeof setTimeout> | undefined;
  private focusWithin = false;

  constructor() {
    super();
    this.told = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.telling);
  }

  override focus(): void {
    this.querySelector("button")?.focus();
  }

  /** Says what a gesture did: for a while, as long as the query is so, and until it runs. */
  tell(message: string, queryText = this.state.queryText): void {
    this.told = message;
    this.toldOf = queryText;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.told = undefined;
    }, toldMs);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (before) {
      const { queryText, phase } = this.state;
      const isOther = queryText !== this.toldOf && queryText !== before.queryText;
      if (isOther || (phase === "running" && before.phase !== "running")) this.told = undefined;
    }
    this.focusWithin = this.contains(document.activeElement);
  }

  protected override updated(): void {
    if (this.focusWithin && !this.contains(document.activeElement)) this.onLeave();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state, told } = this;
    const { pending } = state;
    const message = told ?? pending?.message;
    if (message === undefined) return nothing;
    return html`<div class="pending ${pending?.kind ?? ""}">
      <span class="codicon codicon-${pending?.kind === "stale" ? "warning" : "info"}" aria-hidden="true"></span>
      <span class="pending-message">${message}</span>
      ${
        pending
          ? html`<button
              class=${pending.kind === "stale" ? "primary" : "link"}
              title=${pending.message}
              @click=${() => {
                this.onRun();
              }}
            >
              Run the query
            </button>`
          : nothing
      }
    </div>`;
  }
}

customElements.define("grid-notice", GridNotice);
