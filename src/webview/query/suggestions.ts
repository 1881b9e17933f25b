import { html, nothing, render, type TemplateResult } from "lit";
import type { Completions, HostApi, LineSuggestion } from "../../protocol/grid.ts";
import { bestMatches } from "../../query/bestMatches.ts";
import type { CompletionKind } from "../../query/complete.ts";
import { visible } from "../../records/visible.ts";
import type { Remote } from "../../rpc.ts";
import { insert } from "../shared/typeInto.ts";
import type { LinePlaces } from "./linePlaces.ts";

/** CSS pixels, as in the style sheet. */
const rowHeight = 22;
const mostRows = 12;
const leastRows = 3;
const footHeight = 26;
/** Rows drawn above and below those in sight. */
const ahead = 4;

const icons: Record<CompletionKind, string> = {
  report: "table",
  clause: "symbol-keyword",
  field: "symbol-field",
  operator: "symbol-operator",
  function: "symbol-method",
  value: "symbol-enum-member",
  variable: "symbol-variable",
};

/** What is shown: an answer, narrowed to what is typed since. */
interface Shown {
  readonly text: string;
  readonly answer: Completions;
  readonly items: readonly LineSuggestion[];
  readonly active: number;
  /** Enter is not for it: the person has not chosen, and what is typed can stay as it is. */
  readonly isOffer: boolean;
  /** The person has asked for it. */
  readonly isAsked: boolean;
}

/** What the suggestions need of the query line. */
export interface SuggestionsLine {
  readonly box: HTMLTextAreaElement;
  /** The list is drawn into it. */
  readonly place: HTMLElement;
  readonly places: LinePlaces;
  readonly host: () => Remote<HostApi>;
  isComposing(): boolean;
}

/** What may stand at the caret of the query line: a list under the line, asked of the host. */
export class Suggestions {
  private readonly line: SuggestionsLine;
  private shown: Shown | undefined;
  /** The whole text of what the active one means is shown. */
  private isDetailed = false;
  /** Set while an answer is out: what is typed meanwhile is asked for when it has come. */
  private isWaiting = false;
  /** Asked for last; undefined: nobody waits for an answer any more. */
  private wanted: { readonly isAsked: boolean; readonly needsWord: boolean } | undefined;
  private isAccepting = false;
  private top = 0;

  constructor(line: SuggestionsLine) {
    this.line = line;
  }

  get isOpen(): boolean {
    return this.shown !== undefined;
  }

  close(): void {
    this.wanted = undefined;
    if (!this.shown) return;
    this.shown = undefined;
    this.draw();
  }

  /** Something was typed, or taken away. */
  typed(event: InputEvent): void {
    const { inputType, data } = event;
    if (this.isAccepting) return;
    if (inputType === "insertText" && data !== null && [...data].length === 1) {
      if (/[\p{L}\p{N}_$/'.-]/u.test(data)) this.ask({ isAsked: this.shown?.isAsked ?? false, needsWord: true });
      else if (/[\s(,=<>!&|]/.test(data)) this.ask({ isAsked: false, needsWord: false });
      else this.close();
    } else if (inputType.startsWith("delete") && (this.shown || this.wanted))
      this.ask({ isAsked: this.shown?.isAsked ?? false, needsWord: true });
    else this.close();
  }

  /** A typing method has put a word there. */
  composed(): void {
    this.ask({ isAsked: false, needsWord: true });
  }

  /** True: the key was for the list. */
  key({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
    if (key === " " && (ctrlKey || metaKey) && !shiftKey && !altKey) {
      if (this.shown) this.detail(!this.isDetailed);
      else this.ask({ isAsked: true, needsWord: false });
      return true;
    }
    const { shown } = this;
    if (!shown || ctrlKey || metaKey || altKey) return false;
    const step = steps(key);
    if (step !== undefined && !shiftKey) {
      this.move(shown, shown.isOffer && step === 1 ? shown.active : shown.active + step, Math.abs(step) === 1);
      return true;
    }
    if ((key === "Enter" && !shiftKey && !shown.isOffer) || (key === "Tab" && !shiftKey)) {
      this.accept(shown.active);
      return true;
    }
    if (key === "Escape") {
      this.close();
      return true;
    }
    if (/^(Enter|Tab|Home|End|Arrow)/.test(key)) this.close();
    return false;
  }

  private ask(wanted: { readonly isAsked: boolean; readonly needsWord: boolean }): void {
    if (this.line.isComposing()) return;
    this.wanted = wanted;
    if (this.narrow(wanted)) return;
    if (!this.isWaiting) void this.fetch();
  }

  private async fetch(): Promise<void> {
    this.isWaiting = true;
    try {
      while (this.wanted) {
        const { box, host } = this.line;
        const [text, offset] = [box.value, box.selectionStart];
        const answer = await host().complete({ text, offset });
        const { wanted } = this;
        if (!wanted) return;
        // What was typed meanwhile is asked for now; who has gone elsewhere wants nothing.
        if (document.activeElement !== box || box.selectionStart !== box.selectionEnd) this.close();
        else if (box.value === text && box.selectionStart === offset) {
          this.wanted = undefined;
          this.show(text, answer, answer.items, wanted, offset);
        } else if (box.value === text) this.close();
      }
    } catch {
      // Whoever types goes on without them.
      this.close();
    } finally {
      this.isWaiting = false;
    }
  }

  /** Shows those of the last answer that fit to what was typed since. True: there are no others. */
  private narrow(wanted: { readonly isAsked: boolean; readonly needsWord: boolean }): boolean {
    const { shown, line } = this;
    if (!shown) return false;
    const { from, to, isWhole, items } = shown.answer;
    const { value, selectionStart: offset } = line.box;
    const rest = shown.text.length - to;
    const end = value.length - rest;
    const isSame =
      offset > from &&
      offset === end &&
      value.startsWith(shown.text.slice(0, from)) &&
      value.endsWith(shown.text.slice(to)) &&
      /^['"]?[\p{L}\p{N}_.@ -]*$/u.test(value.slice(from, end)) &&
      value.slice(from, end).startsWith(shown.text.slice(from, to));
    const found = isSame ? bestMatches(items, value.slice(from, end)) : [];
    if (found.length === 0) {
      if (!isSame) this.hide();
      return false;
    }
    this.show(value, { ...shown.answer, to: end }, found, wanted, offset);
    if (isWhole) this.wanted = undefined;
    return isWhole;
  }

  /** Until the answer is there. */
  private hide(): void {
    if (!this.shown) return;
    this.shown = undefined;
    this.draw();
  }

  private show(
    text: string,
    answer: Completions,
    items: readonly LineSuggestion[],
    { isAsked, needsWord }: { readonly isAsked: boolean; readonly needsWord: boolean },
    offset: number,
  ): void {
    const typed = text.slice(answer.from, offset);
    const [first] = items;
    const isWritten = first?.insert.toLowerCase() === text.slice(answer.from, answer.to).toLowerCase();
    const isNothing = !first || (!isAsked && ((needsWord && typed === "") || (isWritten && items.length === 1)));
    if (isNothing) {
      this.hide();
      return;
    }
    const isOffer = !isAsked && (typed === "" || isWritten || /^-?[\d.]+$/.test(typed));
    if (!this.shown) this.isDetailed = false;
    this.shown = { text, answer, items, active: 0, isOffer, isAsked };
    this.top = 0;
    this.draw();
  }

  private move(shown: Shown, to: number, wraps: boolean): void {
    const count = shown.items.length;
    const active = wraps ? (to + count) % count : Math.max(0, Math.min(count - 1, to));
    this.shown = { ...shown, active, isOffer: false };
    this.reveal(active);
    this.draw();
  }

  private reveal(active: number): void {
    const height = this.rows * rowHeight;
    this.top = Math.min(active * rowHeight, Math.max(this.top, (active + 1) * rowHeight - height));
    const list = this.line.place.querySelector(".suggestions");
    if (list) list.scrollTop = this.top;
  }

  private detail(isDetailed: boolean): void {
    this.isDetailed = isDetailed;
    this.draw();
  }

  private accept(at: number): void {
    const { shown, line } = this;
    const item = shown?.items[at];
    if (!shown || !item) return;
    const { from, to } = shown.answer;
    // What always has something behind it gets its blank.
    const isFollowed = (item.kind === "clause" || item.kind === "operator") && !/[\s(]$/.test(item.insert);
    const text = `${item.insert}${isFollowed && !/^\s/.test(shown.text.slice(to)) ? " " : ""}`;
    this.close();
    this.isAccepting = true;
    insert(line.box, from, to, text);
    this.isAccepting = false;
    if (/[\s(]$/.test(text) || (isFollowed && line.box.value.length > from + text.length)) this.ask({ isAsked: false, needsWord: false });
  }

  /** How many have room below the line. */
  private get rows(): number {
    const { place } = this.line;
    const room = window.innerHeight - place.getBoundingClientRect().top - footHeight - 8;
    return Math.min(this.shown?.items.length ?? 0, Math.max(leastRows, Math.min(mostRows, Math.floor(room / rowHeight))));
  }

  private draw(): void {
    const { shown, line } = this;
    const { box, place, places } = line;
    if (!shown) {
      render(nothing, place);
      for (const name of ["aria-activedescendant", "aria-controls"]) box.removeAttribute(name);
      place.hidden = true;
      return;
    }
    place.hidden = false;
    const { items, active, isOffer } = shown;
    const first = Math.max(0, Math.floor(this.top / rowHeight) - ahead);
    const rows = items.slice(first, Math.ceil(this.top / rowHeight) + mostRows + ahead);
    // The active one is always there: it is the one that is read out.
    render(
      html`<div
          class="suggestions"
          id="query-suggestions"
          role="listbox"
          aria-label="Suggestions"
          tabindex="0"
          .style=${`height: ${String(this.rows * rowHeight)}px`}
          @scroll=${this.onScroll}
          @mousedown=${(event: MouseEvent) => {
            // Whoever scrolls goes on typing.
            event.preventDefault();
          }}
        >
          <div class="suggestion-room" role="presentation" .style=${`height: ${String(items.length * rowHeight)}px`}>
            ${rows.map((item, at) => this.row(item, first + at, items.length, first + at === active, isOffer))}
          </div>
        </div>
        ${this.foot(items[active])}`,
      place,
    );
    box.setAttribute("aria-controls", "query-suggestions");
    if (isOffer) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", `query-suggestion-${String(active)}`);
    // Under the word at hand, as far as there is room at the right.
    const edge = place.offsetParent?.getBoundingClientRect();
    const left = places.leftOf(shown.answer.from) - 26;
    const most = document.documentElement.clientWidth - place.offsetWidth - 4;
    place.style.left = `${String(Math.max(4, Math.min(left, most)) - (edge?.left ?? 0))}px`;
  }

  private row(
    { label, kind, title, detail }: LineSuggestion,
    at: number,
    count: number,
    isActive: boolean,
    isOffer: boolean,
  ): TemplateResult {
    return html`<div
      class="suggestion ${isActive ? (isOffer ? "offered" : "active") : ""}"
      id="query-suggestion-${at}"
      role="option"
      aria-selected=${isActive && !isOffer}
      aria-setsize=${count}
      aria-posinset=${at + 1}
      .style=${`top: ${String(at * rowHeight)}px`}
      @mousedown=${(event: MouseEvent) => {
        event.preventDefault();
        if (event.button === 0) this.accept(at);
      }}
    >
      <span class="codicon codicon-${icons[kind]} of-${kind}" aria-hidden="true"></span>
      <span class="suggestion-label">${visible(label)}</span>
      ${title === undefined ? nothing : html`<span class="suggestion-title">${title}</span>`}
      ${detail === undefined ? nothing : html`<span class="suggestion-detail">${detail}</span>`}
    </div>`;
  }

  /** What the active one means: a line of it, or all. */
  private foot(item: LineSuggestion | undefined): TemplateResult | typeof nothing {
    if (!item) return nothing;
    const { label, title, detail, doc } = item;
    const parts = [visible(label), ...(title === undefined ? [] : [title]), ...(detail === undefined ? [] : [detail])];
    const all = html`<strong>${parts.join(" · ")}</strong>${doc === undefined ? nothing : html`<br />${doc}`}`;
    return html`<div class="suggestion-foot ${this.isDetailed ? "whole" : ""}">
      <div class="suggestion-doc">${this.isDetailed ? all : (doc ?? visible(label))}</div>
      <span class="suggestion-keys">${this.isDetailed ? nothing : "Ctrl+Space: more"}</span>
    </div>`;
  }

  private readonly onScroll = ({ target }: Event): void => {
    const { scrollTop } = target as HTMLElement;
    if (scrollTop === this.top) return;
    this.top = scrollTop;
    this.draw();
  };
}

function steps(key: string): number | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "PageDown":
      return mostRows - 1;
    case "PageUp":
      return 1 - mostRows;
    default:
      return undefined;
  }
}
