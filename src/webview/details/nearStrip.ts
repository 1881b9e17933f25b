import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { GridState, HostApi, NearRecord, NearTie } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatInstant } from "../../records/formatInstant.ts";
import { cut, visible } from "../../records/visible.ts";
import type { Remote } from "../../rpc.ts";
import { keyName } from "../panel/shortcuts.ts";
import { NearAnswers } from "./nearAnswers.ts";

const longest = 80;

const labelOf = ({ label }: NearTie): string => label.toLowerCase();

/** What counts is what this grid has; in a narrow pane only who cannot see it is told so. */
function sentence(tie: NearTie): TemplateResult {
  const { others, order, isSoFar } = tie;
  const count = others === 0 ? "No more" : `${isSoFar ? "At least " : ""}${formatCount(others)} more`;
  const sides = order && others > 0 ? `: ${formatCount(order.before)} before, ${formatCount(order.after)} after` : "";
  return html`${count} of this ${labelOf(tie)}<span class="near-scope"> in this grid</span>${sides}`;
}

/**
 * What else is loaded of the operation and the session of the record in the details, in the order of time, with steps to the one before and the one after.
 * It is one stop of the Tab key; arrow keys go along its buttons.
 */
export class NearStrip extends LitElement {
  static override properties = {
    state: { attribute: false },
    record: { attribute: false },
    content: { attribute: false },
    at: { state: true },
  };
  declare state: GridState;
  /** Number of the record shown. */
  declare record: number | undefined;
  /** Tells the record from another one of its number. */
  declare content: unknown;
  declare host: () => Remote<HostApi>;
  declare announce: (text: string) => void;
  /** Goes to a row, by its position. */
  declare onGo: ((position: number) => void) | undefined;
  /** Name of the button that takes the focus. */
  declare at: string | undefined;
  private readonly answers = new NearAnswers(this);
  /** What is drawn: of the record before while the answer is on its way. */
  private drawn: readonly NearTie[] = [];
  private hadFocus = false;

  constructor() {
    super();
    this.at = undefined;
    this.addEventListener("keydown", (event) => {
      this.onKey(event);
    });
    this.addEventListener("focusin", ({ target }) => {
      this.at = (target as HTMLElement).dataset["name"] ?? this.at;
    });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** To the record before (-1) or after (1) of the closest tie that has one there. */
  step(by: -1 | 1): void {
    const record = this.shown.map((tie) => this.neighbour(tie, by)).find((one) => one !== undefined);
    if (record) void this.go(record);
    else if (this.answers.near)
      this.announce(`Nothing ${by < 0 ? "before" : "after"} it is loaded of ${this.names("or") || "the same operation"}`);
  }

  /** Those that have others. */
  private get shown(): readonly NearTie[] {
    return (this.answers.near?.ties ?? []).filter(({ others, elsewhere }) => others > 0 || elsewhere.length > 0);
  }

  private names(word: string): string {
    const labels = (this.answers.near?.ties ?? []).map((tie) => `this ${labelOf(tie)}`);
    return labels.length > 1 ? `${labels.slice(0, -1).join(", ")} ${word} ${labels.at(-1) ?? ""}` : (labels[0] ?? "");
  }

  private neighbour({ order }: NearTie, by: -1 | 1): NearRecord | undefined {
    return by < 0 ? order?.previous : order?.next;
  }

  /** A record that the filter leaves out, or that is in a closed group, has no row to go to. */
  private async go({ record }: NearRecord): Promise<void> {
    if (!this.answers.near) return;
    const { position } = await this.host().find({ records: [record], start: 0, step: 1 });
    if (position !== undefined) {
      this.onGo?.(position);
      return;
    }
    this.announce("It is not among the rows shown: opened as JSON beside");
    await this.host().openRecord({ record, beside: true });
  }

  private show({ path }: NearTie, report: GridState["report"]["id"], beside: boolean): void {
    const { record } = this;
    // What fails is told by the extension.
    if (record !== undefined && this.answers.near)
      void this.host()
        .showNear({ record, path, report, beside })
        .catch(() => undefined);
  }

  private onKey(event: KeyboardEvent): void {
    const name = keyName(event);
    const buttons = [...this.querySelectorAll("button")];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[name];
    if (at >= 0 && name === "Alt+Enter")
      buttons[at]?.dispatchEvent(new MouseEvent("click", { altKey: true, bubbles: true, cancelable: true }));
    else if (at < 0 || to === undefined) return;
    else buttons[Math.max(0, Math.min(buttons.length - 1, to))]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  protected override willUpdate(): void {
    this.hadFocus = this.contains(document.activeElement);
    this.answers.ask(this.content);
    if (this.answers.near) this.drawn = this.shown;
    else if (this.answers.failure !== undefined) this.drawn = [];
  }

  /** Buttons are used again for other records' ties: the focus stays with what the button does, and in the details when there is none any longer. */
  protected override updated(): void {
    if (!this.hadFocus || !document.hasFocus()) return;
    const wanted = this.querySelector<HTMLElement>('button[tabindex="0"]') ?? this.closest<HTMLElement>("grid-details");
    if (wanted !== document.activeElement) wanted?.focus({ preventScroll: true });
  }

  private arrow(tie: NearTie, by: -1 | 1, name: string, takesFocus: (name: string) => 0 | -1): TemplateResult {
    const { zone } = this.state;
    const record = this.neighbour(tie, by);
    const [side, key] = by < 0 ? ["before", "Alt+Left"] : ["after", "Alt+Right"];
    const words = record
      ? [formatInstant(record.time, zone, new Date()), record.who, record.what].filter(Boolean).map((text) => visible(cut(text, longest)))
      : [];
    const label = record ? `The one ${side}: ${words.join(" · ")}` : `None ${side} of this ${labelOf(tie)}`;
    return html`<button
      class="icon codicon codicon-arrow-${by < 0 ? "left" : "right"}"
      title=${record ? `${label} (${key})` : label}
      aria-label=${label}
      aria-disabled=${record ? nothing : "true"}
      tabindex=${takesFocus(name)}
      data-name=${name}
      @click=${() => {
        if (record) void this.go(record);
      }}
    ></button>`;
  }

  private link(
    tie: NearTie,
    report: GridState["report"]["id"],
    name: string,
    text: string,
    title: string,
    takesFocus: (name: string) => 0 | -1,
  ) {
    const isOwn = report === this.state.report.id;
    return html`<button
      class="link ${isOwn ? "near-all" : ""}"
      aria-label=${text}
      title="${title}${isOwn ? "\nAlt+click, Alt+Enter: in a new grid beside" : ""}"
      tabindex=${takesFocus(name)}
      data-name=${name}
      @click=${({ altKey }: MouseEvent) => {
        this.show(tie, report, altKey || !isOwn);
      }}
    >
      ${isOwn ? html`<span class="codicon codicon-filter" aria-hidden="true"></span>` : nothing}<span>${text}</span>
    </button>`;
  }

  private line(tie: NearTie, takesFocus: (name: string) => 0 | -1): TemplateResult {
    const { path, others, elsewhere } = tie;
    const { report } = this.state;
    const all = `All ${formatCount(others + 1)} of this ${labelOf(tie)} that are loaded, without what else narrows the rows`;
    return html`<div class="near-line">
      ${
        others > 0
          ? html`<span class="near-steps"
              >${this.arrow(tie, -1, `${path} before`, takesFocus)}${this.arrow(tie, 1, `${path} after`, takesFocus)}</span
            >`
          : nothing
      }<span class="near-text" title="Counted in what this grid has loaded, whatever its filter says">${sentence(tie)}</span>${
        others > 0 ? this.link(tie, report.id, `${path} all`, "Show all here", all, takesFocus) : nothing
      }${elsewhere.map(({ report: other, noun, rows }) =>
        this.link(
          tie,
          other,
          `${path} ${other}`,
          `${counted(rows, noun)} in another grid`,
          `Show what is loaded there of this ${labelOf(tie)}, in a new grid beside`,
          takesFocus,
        ),
      )}
    </div>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { near, failure } = this.answers;
    if (failure !== undefined) return html`<p class="near-line">What else is loaded of it could not be counted: ${visible(failure)}</p>`;
    const { drawn } = this;
    // The place is kept while the next answer is on its way: what is above stays where it is, and so does the focus.
    if (!near && drawn.length === 0) return html`<p class="near-line" aria-hidden="true">&nbsp;</p>`;
    if (near?.ties.length === 0) return nothing;
    if (drawn.length === 0) return html`<p class="near-line">No more of ${this.names("or")} in this grid</p>`;
    const names = drawn.flatMap(({ path, others, elsewhere }) => [
      ...(others > 0 ? ["before", "after", "all"] : []).map((name) => `${path} ${name}`),
      ...elsewhere.map(({ report }) => `${path} ${report}`),
    ]);
    const at = this.at !== undefined && names.includes(this.at) ? this.at : names[0];
    const takesFocus = (name: string) => (name === at ? 0 : -1);
    return html`<div role="toolbar" aria-label="Near in time" aria-busy=${near ? nothing : "true"}>
      ${drawn.map((tie) => this.line(tie, takesFocus))}
    </div>`;
  }
}

customElements.define("grid-near", NearStrip);
