import type { GridState } from "../../protocol/grid.ts";
import { say } from "../shared/announcer.ts";
import type { PanelParts } from "./panelParts.ts";
import { stateNews } from "./stateNews.ts";

const progressMs = 5_000;

/** What is said of what happens. */
export class PanelNews {
  private readonly panel: HTMLElement;
  private readonly parts: Pick<PanelParts, "get">;
  private saidAt = 0;

  constructor(panel: HTMLElement, parts: Pick<PanelParts, "get">) {
    this.panel = panel;
    this.parts = parts;
  }

  /** To who cannot see it. */
  readonly announce = (text: string): void => {
    this.saidAt = performance.now();
    const log = this.panel.querySelector(".announcer");
    if (log) say(log, text);
  };

  /** To everybody, in the line below the rows. `queryText`: the query that it is said of, where that is another one now. */
  tell(message: string, queryText?: string): void {
    this.parts.get("notice")?.tell(message, queryText);
    this.announce(message);
  }

  /** What is new in a state. */
  follow(before: GridState, state: GridState): void {
    const news = stateNews(before, state, performance.now() - this.saidAt > progressMs);
    if (news !== undefined) this.announce(news);
  }
}
