import { html, nothing, render } from "lit";
import type { HostApi, LineHover } from "../../protocol/grid.ts";
import { visible } from "../../records/visible.ts";
import type { Remote } from "../../rpc.ts";
import type { LinePlaces } from "./linePlaces.ts";

/** As VS Code waits. */
const restMs = 300;

export interface HoverLine {
  readonly box: HTMLTextAreaElement;
  readonly place: HTMLElement;
  readonly places: LinePlaces;
  readonly host: () => Remote<HostApi>;
  readonly announce: (text: string) => void;
  /** Something else is shown there. */
  isTaken(): boolean;
}

/** What a part of the query line means: shown where the pointer rests on it, or asked for by a key. */
export class HoverCard {
  private readonly line: HoverLine;
  private shown: LineHover | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(line: HoverLine) {
    this.line = line;
  }

  get isOpen(): boolean {
    return this.shown !== undefined;
  }

  close(): void {
    clearTimeout(this.resting);
    this.asked++;
    if (!this.shown) return;
    this.shown = undefined;
    render(nothing, this.line.place);
    this.line.place.hidden = true;
    this.line.box.removeAttribute("aria-details");
  }

  pointed({ clientX, clientY, buttons }: MouseEvent): void {
    clearTimeout(this.resting);
    if (buttons !== 0 || this.line.isTaken()) return;
    this.resting = setTimeout(() => {
      const offset = this.line.places.offsetAt(clientX, clientY);
      const { shown } = this;
      if (offset === undefined) this.close();
      else if (!shown || offset < shown.start || offset > shown.end) void this.show(offset, false);
    }, restMs);
  }

  /** What stands at the caret, for whom uses the keys: it is read out, too. */
  atCaret(): void {
    void this.show(this.line.box.selectionStart, true);
  }

  private async show(offset: number, isAsked: boolean): Promise<void> {
    const { box, place, places, host, announce } = this.line;
    const text = box.value;
    const asked = ++this.asked;
    const hover = await host()
      .hover({ text, offset })
      .catch(() => undefined);
    if (asked !== this.asked || box.value !== text) return;
    if (!hover || this.line.isTaken()) {
      this.close();
      if (isAsked) announce("Nothing is known of what stands there.");
      return;
    }
    this.shown = hover;
    place.hidden = false;
    const { title, lines, start } = hover;
    render(
      html`<div class="hover-title">${visible(title)}</div>
        ${lines.map((line) => html`<div>${visible(line)}</div>`)}`,
      place,
    );
    box.setAttribute("aria-details", place.id);
    const edge = place.offsetParent?.getBoundingClientRect();
    const most = document.documentElement.clientWidth - place.offsetWidth - 4;
    place.style.left = `${String(Math.max(4, Math.min(places.leftOf(start), most)) - (edge?.left ?? 0))}px`;
    if (isAsked) announce([title, ...lines].join(". "));
  }
}
