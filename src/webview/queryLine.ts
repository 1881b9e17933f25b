import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { GridState, HostApi } from "../protocol.ts";
import type { Problem } from "../query/query.ts";
import type { Remote } from "../rpc.ts";
import { visible } from "../records/visible.ts";
import { insert, typeInto } from "./typeInto.ts";

const typingMs = 200;

/** The query as one line of text that grows while it is edited, over the rows, so that nothing moves. */
export class QueryLine extends LitElement {
  static override properties = { state: { attribute: false }, draft: { state: true }, problems: { state: true } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare onDone: () => void;
  declare announce: (text: string) => void;
  declare draft: string;
  declare problems: readonly Problem[];
  private typing: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  /** The draft that a gesture edits: the text that comes of it is the next draft. */
  private edited: string | undefined;
  /** The line itself changes what stands in its box. */
  private isWriting = false;
  /** A typing method composes a text: the draft before it, and what came meanwhile to be the next draft. */
  private composing: { readonly from: string; next?: string } | undefined;

  constructor() {
    super();
    this.draft = "";
    this.problems = [];
  }

  protected override createRenderRoot(): this {
    return this;
  }

  private get input(): HTMLTextAreaElement {
    return this.querySelector("textarea") as HTMLTextAreaElement;
  }

  override focus(): void {
    this.input.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as GridState | undefined;
    if (!changed.has("state") || before?.queryText === this.state.queryText) return;
    const draft = this.composing?.from ?? this.draft;
    if (!before || draft === before.queryText || draft === this.edited) this.take(this.state.queryText);
  }

  private take(text: string): void {
    // Whoever composes a text is not interrupted.
    if (this.composing) {
      this.composing.next = text;
      return;
    }
    this.forgetCheck();
    this.edited = undefined;
    this.problems = [];
    // The first text is no change that one could take back.
    const box = this.querySelector("textarea");
    if (box) {
      this.isWriting = true;
      typeInto(box, text);
      this.isWriting = false;
    }
    this.draft = text;
  }

  /** What is wrong with an earlier draft is not told any more. */
  private forgetCheck(): void {
    clearTimeout(this.typing);
    this.asked++;
  }

  /** The draft, for a gesture to edit. */
  sent(): string {
    this.edited = this.draft;
    return this.draft;
  }

  /** What a gesture made of the draft, unless it was typed in meanwhile. */
  accept(text: string): void {
    if (this.draft === this.edited) this.take(text);
  }

  /** Shows what is wrong with the draft. */
  refuse(problems: readonly Problem[]): void {
    this.asked++;
    this.problems = problems;
    this.goTo(problems.find(({ severity }) => severity === "error"));
  }

  /** Puts the focus there, on a part of the text where it is found. */
  select(part = ""): void {
    const start = this.draft.indexOf(part);
    this.focus();
    if (start >= 0) this.input.setSelectionRange(start, start + part.length);
  }

  async run(): Promise<void> {
    clearTimeout(this.typing);
    const asked = ++this.asked;
    const text = this.draft;
    const focused = document.activeElement;
    const problems = await this.host().run({ text });
    if (asked !== this.asked) return;
    this.problems = problems;
    const refused = problems.filter(({ severity }) => severity === "error");
    // Who has gone on to another part meanwhile stays there.
    const hasStayed = document.activeElement === focused || document.activeElement === document.body;
    if (refused.length > 0) {
      this.announce(`Nothing was sent. ${refused.map(({ message }) => message).join(" ")}`);
      this.goTo(refused[0]);
    } else if (hasStayed) this.onDone();
  }

  private onInput(): void {
    if (this.isWriting) return;
    this.draft = this.input.value;
    this.edited = undefined;
    this.problems = [];
    this.forgetCheck();
    const { asked } = this;
    this.typing = setTimeout(() => {
      void this.host()
        .checkQuery({ text: this.draft })
        .then((problems) => {
          if (asked === this.asked) this.problems = problems;
        });
    }, typingMs);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey) void this.run();
    else if (event.key === "Escape") {
      this.forgetCheck();
      // What was typed stays: first its problems are closed, then one leaves.
      if (this.problems.length > 0) this.problems = [];
      else this.onDone();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private onComposed(): void {
    const { composing } = this;
    this.composing = undefined;
    this.draft = this.input.value;
    // Only who gave the composed text up has typed nothing.
    if (composing?.next !== undefined && this.draft === composing.from) this.take(composing.next);
  }

  /** Not out of another part of VS Code, to which one may have gone before the answer came. */
  private goTo(problem: Problem | undefined): void {
    if (document.hasFocus()) this.focus();
    if (problem) this.input.setSelectionRange(problem.start, problem.end);
  }

  private fix({ start, end, replacement }: Problem): void {
    this.focus();
    insert(this.input, start, end, replacement ?? "");
  }

  /** The text again, under the input: it carries the underlines, and is what one sees while the line is not edited. */
  private mirror(): TemplateResult[] {
    const parts: TemplateResult[] = [];
    let at = 0;
    for (const { start, end, severity, fixesAll } of [...this.problems].sort((a, b) => a.start - b.start)) {
      if (start < at || fixesAll) continue;
      const stop = Math.max(end, start + 1);
      parts.push(html`${this.draft.slice(at, start)}<span class="squiggle ${severity}">${this.draft.slice(start, stop) || " "}</span>`);
      at = stop;
    }
    return [...parts, html`${this.draft.slice(at)} `];
  }

  private problem(problem: Problem): TemplateResult {
    const { severity, message, start, end, replacement, fixesAll } = problem;
    const lines = this.draft.slice(0, start).split("\n");
    const column = (lines.at(-1) ?? "").length + 1;
    const place = lines.length > 1 ? `line ${String(lines.length)}, column ${String(column)}` : `column ${String(column)}`;
    return html`<li>
      <span class="codicon codicon-${severity} severity-${severity}" role="img" aria-label=${severity}></span>
      <button
        class="plain message"
        title=${visible(this.draft.slice(start, end))}
        @click=${() => {
          this.goTo(problem);
        }}
      >
        ${message} ${fixesAll ? nothing : html`<span class="place">${place}</span>`}
      </button>
      ${
        replacement === undefined
          ? nothing
          : html`<button
              class="link"
              title=${fixesAll ? visible(replacement) : nothing}
              @click=${() => {
                this.fix(problem);
              }}
            >
              ${fixesAll ? "Fix all" : replacement === "" ? "Remove" : html`Use “${replacement}”`}
            </button>`
      }
    </li>`;
  }

  protected override render(): TemplateResult {
    const { draft, problems } = this;
    const refused = problems.some(({ severity }) => severity === "error");
    return html`<div class="query-box ${refused ? "refused" : ""}">
      <div class="query-text">
        <div class="mirror" aria-hidden="true">${this.mirror()}</div>
        <textarea
          rows="1"
          spellcheck="false"
          autocomplete="off"
          autocapitalize="off"
          aria-label="Query"
          aria-invalid=${refused}
          aria-describedby="query-problems"
          placeholder="signIns last 24h where …"
          .value=${live(draft)}
          @input=${this.onInput}
          @compositionstart=${() => {
            this.composing = { from: this.draft };
          }}
          @compositionend=${this.onComposed}
          @keydown=${this.onKey}
          @scroll=${(event: Event) => {
            ((event.target as HTMLElement).previousElementSibling as HTMLElement).scrollTop = (event.target as HTMLElement).scrollTop;
          }}
        ></textarea>
      </div>
      <ul id="query-problems" class="problems" ?hidden=${problems.length === 0}>
        ${problems.map((problem) => this.problem(problem))}
      </ul>
    </div>`;
  }
}

customElements.define("grid-query", QueryLine);
