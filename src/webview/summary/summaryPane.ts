import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { GoToFrom, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import { formatCount } from "../../records/counted.ts";
import { outcomes } from "../../records/outcome.ts";
import type { Remote } from "../../rpc.ts";
import type { Phrase, RowsWanted, SummaryBar, SummarySection, SummaryTable } from "../../summary/summary.ts";
import { keyName } from "../panel/shortcuts.ts";
import { rowsContext, type Heatmap } from "./heatmap.ts";
import { SummaryAnswers } from "./summaryAnswers.ts";

const paneContext = JSON.stringify({ webviewSection: "summary", preventDefaultContextMenuItems: true });

/** Without what is known of them beside. */
const asked = (rows: RowsWanted): RowsWanted => (rows.kind === "condition" ? { kind: rows.kind, condition: rows.condition } : rows);

const spoken = (sentence: readonly Phrase[]): string =>
  sentence.map((phrase) => (typeof phrase === "string" ? phrase : phrase.text)).join("");

/** What the rows say, in sentences first; each number leads to its rows. What came last stays until the next answer, and numbers change in place. */
export class SummaryPane extends LitElement {
  static override properties = {
    state: { attribute: false },
    shown: { attribute: false },
  };
  declare state: GridState;
  /** It is in front, not behind the details. */
  declare shown: boolean;
  declare host: () => Remote<HostApi>;
  declare edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  declare announce: (text: string) => void;
  declare onClose: () => void;
  declare onLeave: () => void;

  private readonly answers = new SummaryAnswers(this);
  /** The rows that links lead to, by their keys, in the order in which they stand. */
  private links = new Map<string, RowsWanted>();
  /** The link that has the focus, or had it last. */
  private at: string | undefined;
  /** What leads to rows, and had the focus or the pointer last. */
  private leading: Element | undefined;
  private focusWithin = false;
  /** It was opened when there were rows: who cannot see it is told how it begins. */
  private isNews = false;

  constructor() {
    super();
    this.shown = true;
    this.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.addEventListener("click", (event) => {
      this.onPointer(event);
    });
    for (const kind of ["focusin", "contextmenu"] as const)
      this.addEventListener(kind, ({ target }) => {
        this.at = keyOf(target) ?? this.at;
        if (target instanceof Element) this.leading = target;
      });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Puts the focus on the link that had it, or the first one. */
  override focus(): void {
    void this.updateComplete.then(() => {
      (this.linkElement(this.at) ?? this.linkElements()[0] ?? this.querySelector<HTMLElement>(".summary-body"))?.focus();
    });
  }

  /** Of VS Code's menus and palette: the rows of the link that has the focus, or whose menu it is. */
  showRows(beside: boolean): void {
    if (!this.lead(this.leading, beside)) this.announce("Move to a number of the summary first.");
  }

  /** The rows of the link that has the focus, or whose menu it is. */
  get goToFrom(): GoToFrom | undefined {
    const rows = this.rowsAt(this.leading);
    return rows?.kind === "condition" ? { kind: rows.kind, condition: rows.condition } : undefined;
  }

  /** A button of a line to go on from its value; missing where the line has none. `label`: what the line begins with. */
  private goOn(label: string, rows: RowsWanted | undefined): TemplateResult | typeof nothing {
    if (rows?.kind !== "condition" || !rows.goesOn) return nothing;
    const { kind, condition } = rows;
    return html`<button
      class="icon codicon codicon-go-to-search go-on"
      tabindex="-1"
      title="Go To… (G)
Alt+click: in this grid"
      aria-label="Go To… from ${label}"
      @click=${({ altKey }: MouseEvent) => void this.host().goTo({ from: { kind, condition }, here: altKey })}
    ></button>`;
  }

  /** The rows that an element leads to, or one that it is in. */
  private rowsAt(element: Element | undefined): RowsWanted | undefined {
    const key = element && keyOf(element);
    return key === undefined ? element?.closest<Heatmap>("grid-heatmap")?.rowsAt(element) : this.links.get(key);
  }

  private lead(target: Element | undefined, beside: boolean): boolean {
    const rows = this.rowsAt(target);
    if (rows) void this.edit(asked(rows), beside);
    return rows !== undefined;
  }

  private linkElement(key: string | undefined): HTMLElement | undefined {
    return key === undefined ? undefined : this.linkElements().find((element) => element.dataset["key"] === key);
  }

  private linkElements(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-key]")];
  }

  private onPointer(event: MouseEvent): void {
    this.lead(event.target as Element, event.altKey || event.ctrlKey || event.metaKey);
  }

  private onKey(event: KeyboardEvent): void {
    const name = keyName(event);
    const target = event.target as Element;
    const key = keyOf(target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[name];
    // What is a button by its element is pressed by these keys itself.
    const presses = (name === "Enter" || name === " ") && target.localName !== "button";
    if (name === "Escape") this.onLeave();
    else if (presses || name === "Alt+Enter" || name === "Ctrl+Enter") {
      if (!this.lead(target, !presses)) return;
    } else if (key !== undefined && step !== undefined) {
      const all = this.linkElements();
      const next = all[all.findIndex((element) => element.dataset["key"] === key) + step];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "nearest" });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.focusWithin = this.contains(document.activeElement) && keyOf(document.activeElement) !== undefined;
    if (changed.has("shown") && this.shown && this.state.loaded > 0) this.isNews = true;
    this.answers.ask();
  }

  /** Elements are used again for other links: the focus stays with the link. When it is gone the one now in its place has it. */
  protected override updated(): void {
    const { summary } = this.answers;
    if (summary && this.isNews && this.shown) {
      this.isNews = false;
      const [first = []] = summary.sections.flatMap(({ sentences }) => sentences);
      this.announce(spoken(first));
    }
    if (!this.focusWithin || keyOf(document.activeElement) === this.at) return;
    const same = this.linkElement(this.at);
    if (same) same.focus({ preventScroll: true });
    else if (!this.contains(document.activeElement)) this.querySelector<HTMLElement>(".summary-body")?.focus({ preventScroll: true });
  }

  /** Names the rows of a link within its section: the same ones have the same name after the next answer. */
  private keep(section: string, rows: RowsWanted): string {
    const name = `${section} ${rows.kind === "condition" ? rows.condition : rows.outcome}`;
    let key = name;
    for (let nth = 2; this.links.has(key); nth++) key = `${name} ${String(nth)}`;
    this.links.set(key, rows);
    return key;
  }

  /** Of a row of a table: its first number that leads to rows of one value. */
  private goOnOf(cells: readonly Phrase[]): TemplateResult | typeof nothing {
    const [first = ""] = cells;
    const linked = cells.find((cell) => typeof cell !== "string" && cell.rows.kind === "condition" && cell.rows.goesOn);
    return linked === undefined || typeof linked === "string" ? nothing : this.goOn(spoken([first]), linked.rows);
  }

  private phrase(section: string, phrase: Phrase): TemplateResult {
    if (typeof phrase === "string") return html`${phrase}`;
    const key = this.keep(section, phrase.rows);
    // No button: that would be a box of its own, which a line breaks before and not in.
    return html`<span class="rows-link" role="button" tabindex="0" data-key=${key} data-vscode-context=${rowsContext}
      >${phrase.text}</span
    >`;
  }

  private bars(section: string, bars: readonly SummaryBar[]): TemplateResult {
    return html`<ul class="summary-bars">
      ${bars.map(({ label, share, value, outcome, rows }) => {
        const inside = html`<span class="bar-label"
            >${
              outcome
                ? html`<span class="codicon codicon-${outcomes[outcome].icon} outcome-${outcome}" aria-hidden="true"></span> `
                : nothing
            }<bdi>${label}</bdi></span
          >
          <span class="bar-track" aria-hidden="true"
            ><span class="bar-fill ${outcome ?? ""}" .style=${`--share: ${String(share * 100)}%`}></span
          ></span>
          <span class="bar-value">${value}</span>`;
        return html`<li>
          ${
            rows
              ? html`<button class="plain summary-bar" data-key=${this.keep(section, rows)} data-vscode-context=${rowsContext}>
                  ${inside}
                </button>`
              : html`<div class="summary-bar">${inside}</div>`
          }${this.goOn(label, rows)}
        </li>`;
      })}
    </ul>`;
  }

  private table(section: string, { columns, rows, more }: SummaryTable, title: string | undefined): TemplateResult {
    // In a narrow pane the cells of a row stand one behind the other, which are no table to a browser any longer: so the roles.
    const size = columns.length > 5 ? "crowded" : columns.length > 3 ? "many" : "";
    return html`<table class="summary-table ${size}" role="table" aria-label=${title ?? nothing}>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map(({ label, isNumber }) => html`<th scope="col" role="columnheader" class=${isNumber ? "number" : ""}>${label}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map(
            (cells) =>
              html`<tr role="row">
                ${cells.map(
                  (cell, at) =>
                    html`<td role="cell" class=${columns[at]?.isNumber ? "number" : ""} data-label=${columns[at]?.label ?? ""}>
                      ${typeof cell === "string" ? html`<bdi>${cell}</bdi>` : this.phrase(section, cell)}${
                        at === cells.length - 1 ? this.goOnOf(cells) : nothing
                      }
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
      ${more > 0 ? html`<p class="summary-note">And ${formatCount(more)} more.</p>` : nothing}`;
  }

  private section({ id, title, sentences, bars, table, heatmap, notes = [] }: SummarySection): TemplateResult {
    return html`<section class="summary-section" data-section=${id}>
      ${title === undefined ? nothing : html`<h3>${title}</h3>`}
      <div class="summary-content">
        ${sentences.map((sentence) => html`<p>${sentence.map((phrase) => this.phrase(id, phrase))}</p>`)}
        ${bars?.length ? this.bars(id, bars) : nothing} ${table?.rows.length ? this.table(id, table, title) : nothing}
        ${heatmap ? html`<grid-heatmap .heatmap=${heatmap} .noun=${this.state.report.noun}></grid-heatmap>` : nothing}
        ${notes.map((note) => html`<p class="summary-note">${note}</p>`)}
      </div>
    </section>`;
  }

  /** Why the rows could not be counted. What was counted before stays below. */
  private failed(failure: string): TemplateResult {
    return html`<div class="summary-failed" role="alert">
      <p>The rows could not be summed up: ${failure}</p>
      <button
        class="secondary"
        @click=${() => {
          this.answers.again();
        }}
      >
        Sum up again
      </button>
    </div>`;
  }

  private body(): TemplateResult {
    const { state, answers } = this;
    const { summary, failure } = answers;
    this.links = new Map();
    if (!summary) {
      if (failure !== undefined) return this.failed(failure);
      const why = { idle: "The summary is there once the query has run.", running: "Rows are coming." }[state.phase as string];
      const words = state.loaded > 0 ? "Summing up the rows…" : (why ?? "No rows are loaded: there is nothing to sum up.");
      return html`<p class="summary-empty">${words}</p>`;
    }
    return html`${failure === undefined ? nothing : this.failed(failure)}
      <p class="summary-basis">${summary.basis.join(" ")}</p>
      ${repeat(
        summary.sections,
        ({ id }) => id,
        (section) => this.section(section),
      )}`;
  }

  private tool(codicon: string, label: string, act: () => void, title = label): TemplateResult {
    return html`<button class="icon codicon codicon-${codicon}" title=${title} aria-label=${label} @click=${act}></button>`;
  }

  protected override render(): TemplateResult {
    return html`<div class="summary-head">
        <h2>Summary</h2>
        ${this.tool("copy", "Copy as Markdown", () => {
          void this.host()
            .copySummary()
            .then(() => {
              this.announce("Summary copied as Markdown");
            });
        })}
        ${this.tool("open-preview", "Open as a document beside", () => void this.host().openSummary())}
        ${this.tool(
          "close",
          "Close the summary",
          () => {
            this.onClose();
          },
          "Close the summary (S)",
        )}
      </div>
      <div class="summary-body" role="region" aria-label="Summary" tabindex="0" data-vscode-context=${paneContext}>${this.body()}</div>`;
  }
}

const keyOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>("[data-key]")?.dataset["key"] : undefined;

customElements.define("grid-summary", SummaryPane);
