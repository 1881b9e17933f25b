import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { FindQuestion, Found, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { formatCount } from "../../records/counted.ts";

const typingMs = 150;

/** Looks for rows among those shown and goes from one to the next: a line below the rows, so that it covers none. All rows stay, unlike with the filter. */
export class FindBox extends LitElement {
  static override properties = { state: { attribute: false }, text: { state: true }, found: { state: true } };
  declare state: GridState;
  declare host: () => Pick<Remote<HostApi>, "find">;
  /** Position that has the focus. */
  declare row: () => number;
  declare onGo: (position: number) => void;
  declare onClose: () => void;
  declare announce: (text: string) => void;
  declare text: string;
  declare found: Found | undefined;
  private asked = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.text = "";
    this.found = undefined;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  override focus(): void {
    void this.updateComplete.then(() => {
      this.querySelector("input")?.select();
    });
  }

  /** Goes to the next row, or to the one before. */
  go(step: FindQuestion["step"]): Promise<void> {
    clearTimeout(this.typing);
    return this.find({ start: this.row() + step, step });
  }

  private async find({ start, step }: Pick<FindQuestion, "start" | "step">): Promise<void> {
    const asked = ++this.asked;
    const { text } = this;
    if (text.trim() === "") {
      this.found = undefined;
      return;
    }
    const found = await this.host().find({ words: text, start, step });
    if (asked !== this.asked) return;
    this.found = found;
    if (found.position !== undefined) this.onGo(found.position);
    this.announce(this.counter());
  }

  private counter(): string {
    const { found } = this;
    if (!found) return "";
    if (found.problem !== undefined) return found.problem;
    if (found.index === undefined) return "No row has this";
    return `${formatCount(found.index + 1)} of ${formatCount(found.count)}`;
  }

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.find({ start: this.row(), step: 1 }), typingMs);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Enter") void this.go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private button(icon: string, label: string, title: string, run: () => void): TemplateResult {
    return html`<button class="icon codicon codicon-${icon}" title=${title} aria-label=${label} @click=${run}></button>`;
  }

  protected override render(): TemplateResult {
    const { text, found, state } = this;
    const isBad = found !== undefined && found.count === 0;
    return html`<div class="find" role="search">
      <span class="codicon codicon-search" aria-hidden="true"></span>
      <input
        class="text"
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label="Find in the rows"
        aria-invalid=${isBad}
        placeholder="Find in the rows"
        title="Words in any column, or a condition, among the rows shown. Enter: next, Shift+Enter: previous"
        .value=${text}
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
      <span class="find-count ${isBad ? "severity-error" : ""}" aria-live="off">${this.counter()}</span>
      ${this.button("arrow-up", "Previous row found", "Previous (Shift+F3)", () => void this.go(-1))}
      ${this.button("arrow-down", "Next row found", "Next (F3)", () => void this.go(1))}
      ${this.button("close", "Close the search", "Close (Escape)", () => {
        this.onClose();
      })}
      ${state.group === undefined && !state.folded ? nothing : html`<span class="dim">in open ${state.folded ? "lines" : "groups"}</span>`}
    </div>`;
  }
}

customElements.define("grid-find", FindBox);
