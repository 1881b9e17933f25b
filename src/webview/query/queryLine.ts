import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { GridState, HostApi } from "../../protocol/grid.ts";
import type { Span } from "../../query/expression.ts";
import type { Problem } from "../../query/query.ts";
import type { Remote } from "../../rpc.ts";
import { visible } from "../../records/visible.ts";
import { LineHistory } from "./lineHistory.ts";
import type { LineHelp } from "./lineHelp.ts";
import { insert, typeInto } from "../shared/typeInto.ts";

const isPlain = ({ ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean => !ctrlKey && !metaKey && !shiftKey && !altKey;

const typingMs = 200;
const nowhere: readonly Span[] = [];
/** Behind the text: a line that is still empty has its height, and what is missing at the end can be underlined. */
const behind = " ";

/** The query as one line of text that grows while it is edited, over the rows, so that nothing moves. */
export class QueryLine extends LitElement {
  static override properties = {
    state: { attribute: false },
    draft: { state: true },
    problems: { state: true },
    here: { state: true },
    unfolded: { state: true },
  };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare onDone: () => void;
  declare announce: (text: string) => void;
  declare draft: string;
  declare problems: readonly Problem[];
  /** Parts of the draft that the service does not answer. */
  declare here: readonly Span[];
  /** All of the text is shown, and what is wrong with it. */
  declare unfolded: boolean;
  /** Set while one walks through what was run. */
  private past: LineHistory | undefined;
  private isPressed = false;
  private help: LineHelp | undefined;
  private isHelpComing = false;
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
    this.here = nowhere;
    this.unfolded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("focusin", () => {
      this.unfolded = true;
    });
    this.addEventListener("focusout", () => {
      if (!this.isPressed) this.fold();
    });
    // Who clicks below the line hits what is there: it folds when the button is up again, and the click is done.
    window.addEventListener("pointerdown", () => (this.isPressed = true), { capture: true });
    for (const name of ["pointerup", "pointercancel", "dragend"])
      window.addEventListener(
        name,
        () => {
          this.isPressed = false;
          setTimeout(() => {
            this.fold();
          });
        },
        { capture: true },
      );
  }

  private fold(): void {
    requestAnimationFrame(() => {
      if (!this.contains(document.activeElement)) this.unfolded = false;
    });
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

  protected override updated(changed: PropertyValues<this>): void {
    const text = changed.has("unfolded") && !this.unfolded ? this.querySelector(".query-text") : null;
    if (text) text.scrollTop = 0;
    // The first rows do not wait for colours.
    if (this.state.rows > 0 || this.state.phase !== "running") void this.getHelp();
    this.paint();
  }

  /** What mends all problems is a place of its own to press, and none in the text. */
  private paint(): void {
    this.help?.paint(
      this.draft,
      this.here,
      this.problems.filter(({ fixesAll }) => !fixesAll),
    );
  }

  private async getHelp(): Promise<void> {
    if (this.isHelpComing) return;
    this.isHelpComing = true;
    const { LineHelp } = await import("./lineHelp.ts");
    const { host, announce } = this;
    this.help = new LineHelp(this, host, announce, () => this.composing !== undefined);
    this.paint();
    this.look();
  }

  /** Asks which parts of the draft the service does not answer, and once it is typed in what is wrong with it. */
  private look(isTyped = false): void {
    const [asked, text] = [this.asked, this.draft];
    const isStill = (): boolean => asked === this.asked && text === this.draft;
    void this.host()
      .answeredHere({ text })
      .then(
        (here) => {
          if (isStill()) this.here = here;
        },
        () => undefined,
      );
    if (isTyped)
      void this.host()
        .checkQuery({ text })
        .then((problems) => {
          if (isStill()) this.problems = problems;
        });
  }

  private take(text: string): void {
    // Whoever composes a text is not interrupted.
    if (this.composing) {
      this.composing.next = text;
      return;
    }
    this.forgetCheck();
    this.past = undefined;
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
    this.here = nowhere;
    this.help?.close();
    if (this.help) this.look();
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
    this.help?.close();
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

  private onInput(event: InputEvent): void {
    if (this.isWriting) return;
    this.past = undefined;
    this.draft = this.input.value;
    this.edited = undefined;
    this.problems = [];
    this.here = nowhere;
    this.forgetCheck();
    this.typing = setTimeout(() => {
      this.look(true);
    }, typingMs);
    if (!this.help) void this.getHelp();
    // The list stands where the text is drawn.
    else void this.updateComplete.then(() => this.help?.typed(event));
  }

  private onKey(event: KeyboardEvent): void {
    if (this.help?.key(event)) {
      // It was for what is open over the line.
    } else if (event.key === "Enter" && !event.shiftKey) void this.run();
    else if (event.key === "." && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) this.fixAtCaret();
    else if (/^Arrow(Up|Down)$/.test(event.key) && isPlain(event) && this.help?.isAtEdge(event.key === "ArrowUp"))
      void this.walk(event.key === "ArrowUp");
    else if (event.key === "Escape") {
      this.forgetCheck();
      // What was typed stays: first its problems are closed, then one leaves.
      if (this.problems.length > 0) this.problems = [];
      else this.onDone();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** To what was run on this connection before, or after, what is shown. What one had typed is at the end of the way back, and Ctrl+Z leads there, too. */
  private async walk(isOlder: boolean): Promise<void> {
    const { draft } = this;
    if (!this.past) {
      if (!isOlder) return;
      const run = await this.host().recentQueries();
      if (draft !== this.draft) return;
      this.past = new LineHistory(draft, run);
    }
    const text = this.past.step(isOlder);
    if (text === undefined) {
      if (isOlder) this.announce("There is no older query.");
      return;
    }
    const { past } = this;
    this.take(text);
    this.past = past;
  }

  private onComposed(): void {
    const { composing } = this;
    this.composing = undefined;
    this.draft = this.input.value;
    // Only who gave the composed text up has typed nothing.
    if (composing?.next !== undefined && this.draft === composing.from) this.take(composing.next);
    else if (composing && this.draft !== composing.from) this.help?.composed();
  }

  /** Not out of another part of VS Code, to which one may have gone before the answer came. */
  private goTo(problem: Problem | undefined): void {
    if (document.hasFocus()) this.focus();
    if (problem) this.input.setSelectionRange(problem.start, problem.end);
  }

  /** Of the problem at the caret, or else of all at once, or of the first one that can be mended so. */
  private fixAtCaret(): void {
    const caret = this.input.selectionStart;
    const mendable = this.problems.filter(({ replacement }) => replacement !== undefined);
    const isHere = ({ start, end, fixesAll }: Problem): boolean => !fixesAll && start <= caret && caret <= end;
    const problem = mendable.find(isHere) ?? mendable.find(({ fixesAll }) => fixesAll) ?? mendable[0];
    if (!problem) {
      this.announce("There is nothing here that can be mended at once.");
      return;
    }
    this.fix(problem);
    this.announce(problem.fixesAll ? "All is mended" : problem.replacement ? `Used “${visible(problem.replacement)}”` : "Removed");
  }

  private fix({ start, end, replacement }: Problem): void {
    this.focus();
    insert(this.input, start, end, replacement ?? "");
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
              title=${fixesAll ? visible(replacement) : "Ctrl+. at this place"}
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
    return html`<div class="query-box ${refused ? "refused" : ""} ${this.unfolded ? "unfolded" : ""}">
      <div class="query-text">
        <div class="mirror" aria-hidden="true">${draft + behind}</div>
        <textarea
          rows="1"
          spellcheck="false"
          autocomplete="off"
          autocapitalize="off"
          aria-label="Query"
          aria-invalid=${refused}
          aria-describedby="query-problems"
          aria-autocomplete="list"
          placeholder="signIns last 24h where …"
          .value=${live(draft)}
          @input=${this.onInput}
          @compositionstart=${() => {
            this.composing = { from: this.draft };
          }}
          @compositionend=${this.onComposed}
          @keydown=${this.onKey}
        ></textarea>
      </div>
      <div class="query-over">
        <div class="suggest" hidden></div>
        <div class="query-hover" id="query-hover" role="tooltip" hidden></div>
      </div>
      <ul id="query-problems" class="problems" ?hidden=${problems.length === 0}>
        ${problems.toSorted((one, other) => Number(other.fixesAll ?? false) - Number(one.fixesAll ?? false)).map((problem) => this.problem(problem))}
      </ul>
    </div>`;
  }
}

customElements.define("grid-query", QueryLine);
