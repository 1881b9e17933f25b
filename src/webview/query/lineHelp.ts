import type { HostApi } from "../../protocol/grid.ts";
import type { Span } from "../../query/expression.ts";
import type { Problem } from "../../query/query.ts";
import type { Remote } from "../../rpc.ts";
import { HoverCard } from "./hoverCard.ts";
import { LineColours } from "./lineColours.ts";
import { LinePlaces } from "./linePlaces.ts";
import { Suggestions } from "./suggestions.ts";

/** What helps to write a query: colours, suggestions at the caret, and cards that say what a part means. Read when the first rows are there. */
export class LineHelp {
  private readonly box: HTMLTextAreaElement;
  private readonly colours: LineColours;
  private readonly suggestions: Suggestions;
  private readonly places: LinePlaces;
  private readonly card: HoverCard;

  /** `root`: holds text, colours, suggestions and card of the query line. */
  constructor(root: HTMLElement, host: () => Remote<HostApi>, announce: (text: string) => void, isComposing: () => boolean) {
    const element = (selector: string): HTMLElement => root.querySelector(selector) as HTMLElement;
    this.box = element("textarea") as HTMLTextAreaElement;
    this.colours = new LineColours(element(".mirror"));
    const places = new LinePlaces(this.box, () => this.colours.textNode());
    this.places = places;
    const shared = { box: this.box, places, host };
    this.suggestions = new Suggestions({ ...shared, place: element(".suggest"), isComposing });
    this.card = new HoverCard({ ...shared, place: element(".query-hover"), announce, isTaken: () => this.suggestions.isOpen });
    this.box.addEventListener("mousemove", (event) => {
      this.card.pointed(event);
    });
    element(".query-box").addEventListener("mouseleave", () => {
      this.card.close();
    });
    this.box.addEventListener("mousedown", () => {
      this.close();
    });
    this.box.addEventListener("blur", () => {
      this.close();
    });
    this.box.addEventListener("compositionstart", () => {
      this.close();
    });
  }

  paint(text: string, here: readonly Span[], problems: readonly Problem[]): void {
    this.colours.paint(text, here, problems);
  }

  close(): void {
    this.suggestions.close();
    this.card.close();
  }

  typed(event: InputEvent): void {
    this.card.close();
    this.suggestions.typed(event);
  }

  composed(): void {
    this.suggestions.composed();
  }

  /** The caret stands in the first line, or in the last, with nothing selected. */
  isAtEdge(isFirst: boolean): boolean {
    const { selectionStart, selectionEnd } = this.box;
    return selectionStart === selectionEnd && this.places.isAtEdge(selectionStart, isFirst);
  }

  /** True: the key was for what is open, and for nothing else. */
  key(event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key === " " && (ctrlKey || metaKey) && shiftKey && !altKey) {
      this.suggestions.close();
      this.card.atCaret();
      return true;
    }
    if (this.suggestions.key(event)) {
      this.card.close();
      return true;
    }
    const isOpen = this.card.isOpen;
    if (!/^(Control|Shift|Alt|Meta)$/.test(key)) this.card.close();
    return key === "Escape" && isOpen;
  }
}
