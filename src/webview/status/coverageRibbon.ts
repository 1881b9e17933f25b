import { html, LitElement, type TemplateResult } from "lit";
import type { CoveredStretch, GridState } from "../../protocol/grid.ts";
import { stretchAction, stretchWords } from "./coverageText.ts";

/** What is loaded of the queried range, along the time: the newest at the right. */
export class CoverageRibbon extends LitElement {
  static override properties = { state: { attribute: false }, at: { state: true } };
  declare state: GridState;
  declare onFetch: () => void;
  declare onRefresh: () => void;
  /** Number of the stretch that Tab comes to, newest first; undefined until one was visited. */
  declare at: number | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  /** The first gap is what one comes for; without one it is the newest stretch. */
  private get current(): number {
    const { run, phase } = this.state;
    const last = run.coverage.length - 1;
    if (this.at !== undefined) return Math.min(this.at, last);
    return Math.max(
      0,
      run.coverage.findIndex((stretch) => stretchAction(stretch, phase) === "fetch"),
    );
  }

  override focus(): void {
    this.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }

  private act(stretch: CoveredStretch): void {
    const action = stretchAction(stretch, this.state.phase);
    if (action === "fetch") this.onFetch();
    else if (action) this.onRefresh();
  }

  private onKey(event: KeyboardEvent): void {
    const last = this.state.run.coverage.length - 1;
    const to = { ArrowLeft: this.current + 1, ArrowRight: this.current - 1, Home: last, End: 0 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    this.at = Math.max(0, Math.min(last, to));
    void this.updateComplete.then(() => {
      this.focus();
    });
    event.preventDefault();
    event.stopPropagation();
  }

  protected override render(): TemplateResult {
    const { state } = this;
    const { coverage } = state.run;
    const now = new Date();
    const stretch = (part: CoveredStretch, at: number): TemplateResult => {
      const words = stretchWords(part, state, now);
      return html`<button
        class="stretch ${part.state}"
        .style=${`--ms: ${String(Math.max(1, Date.parse(part.to) - Date.parse(part.from)))}`}
        title=${words}
        aria-label=${words}
        aria-disabled=${stretchAction(part, state.phase) === undefined}
        tabindex=${at === this.current ? 0 : -1}
        @focus=${() => {
          this.at = at;
        }}
        @click=${() => {
          this.act(part);
        }}
      ></button>`;
    };
    return html`<div
      class="ribbon"
      role="toolbar"
      aria-label="Coverage of the range"
      .style=${`--stretches: ${String(coverage.length)}`}
      @keydown=${(event: KeyboardEvent) => {
        this.onKey(event);
      }}
    >
      ${coverage.map(stretch)}
    </div>`;
  }
}

customElements.define("grid-coverage", CoverageRibbon);
