import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { GridState, HostApi, QueryChange, WayOut, WaysOut as Ways } from "../../protocol/grid.ts";
import { cutMiddle, visible } from "../../records/visible.ts";
import type { Remote } from "../../rpc.ts";
import { unlessStale } from "../shared/unlessStale.ts";
import { rowsOfWay, sayingCase, wayWords } from "./wayWords.ts";

const longestText = 72;

/** What would be found without a clause, or with a text in another spelling: each a button that shows it, or first has it counted. */
export class WaysOut extends LitElement {
  static override properties = { state: { attribute: false }, ways: { state: true }, asking: { state: true } };
  declare state: GridState;
  declare host: () => Pick<Remote<HostApi>, "waysOut" | "askWayOut" | "run" | "cancel">;
  declare edit: (change: QueryChange) => Promise<void>;
  declare clearFilter: () => void;
  declare announce: (text: string) => void;
  declare ways: readonly WayOut[];
  /** Place of the one that is being counted. */
  declare asking: number | undefined;
  /** What the ways are of. */
  private known = "";

  constructor() {
    super();
    this.ways = [];
    this.asking = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("state")) return;
    const { revision, loaded, queryText, filter, phase } = this.state;
    const key = JSON.stringify([revision, loaded, queryText, filter, phase]);
    if (key === this.known) return;
    this.known = key;
    this.ways = [];
    this.asking = undefined;
    void this.take(this.host().waysOut({ revision }), key);
  }

  /** An answer about another view is dropped. Answers with whether it was of this one. */
  private async take(answer: Promise<Ways>, key: string): Promise<boolean> {
    const found = await unlessStale(answer);
    if (!found || key !== this.known) return false;
    this.ways = found.ways;
    return true;
  }

  private async ask(at: number): Promise<void> {
    this.asking = at;
    const { known } = this;
    const before = this.ways;
    try {
      const isMine = await this.take(this.host().askWayOut({ revision: this.state.revision, way: at }), known);
      if (isMine) this.announce(this.news(before).join(". "));
    } finally {
      if (this.known === known) this.asking = undefined;
    }
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>("button.way")[at]?.focus();
  }

  /** What was not said before. */
  private news(before: readonly WayOut[]): readonly string[] {
    return this.ways
      .filter((way) => !before.includes(way) && !before.some((one) => JSON.stringify(one) === JSON.stringify(way)))
      .map((way) => `${wayWords(way)}: ${way.problem ?? rowsOfWay(way) ?? ""}`);
  }

  private go({ run, edit }: WayOut): void {
    if (edit) void this.edit(edit);
    else if (run !== undefined) void this.host().run({ text: run });
    else this.clearFilter();
  }

  private way(way: WayOut, at: number): TemplateResult {
    const words = visible(wayWords(way));
    const said = rowsOfWay(way);
    const isAsked = this.asking === at;
    const isShown = way.rows !== undefined;
    const leadsOn = !isShown || (way.rows !== 0 && way.kind !== "anySpelling");
    const title = isShown
      ? way.run === undefined
        ? `${words}: shows the rows that are loaded`
        : `${words}: runs this query\n${visible(way.run)}`
      : `${words}: asks the service for one page and counts its rows`;
    return html`<li>
      <button
        class="way"
        title=${title}
        aria-disabled=${leadsOn ? nothing : "true"}
        aria-busy=${isAsked}
        @click=${() => {
          if (isAsked || !leadsOn) return;
          if (isShown) this.go(way);
          else void this.ask(at);
        }}
      >
        <span
          class="codicon codicon-${isAsked ? "sync" : isShown ? (leadsOn ? "arrow-right" : "circle-slash") : "search"}"
          aria-hidden="true"
        ></span
        ><span class="way-words">${cutMiddle(words, longestText)}</span
        ><span class="way-rows">${isAsked ? "asking the service…" : (said ?? "count")}</span>
      </button>
      ${
        isAsked
          ? html`<button
              class="secondary"
              @click=${() => {
                void this.host().cancel();
              }}
            >
              Cancel
            </button>`
          : nothing
      }
      ${way.problem === undefined ? nothing : html`<p class="way-problem" role="alert">${visible(way.problem)}</p>`}
    </li>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ways } = this;
    if (ways.length === 0) return nothing;
    const cases = sayingCase(ways);
    return html`<section class="ways" aria-label="Ways out">
      <h3>0 rows. Close to it:</h3>
      ${cases === undefined ? nothing : html`<p class="dim">${cases}</p>`}
      <ul>
        ${ways.map((way, at) => this.way(way, at))}
      </ul>
    </section>`;
  }
}

customElements.define("grid-ways-out", WaysOut);
