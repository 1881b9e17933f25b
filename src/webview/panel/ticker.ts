/** What tells whether anybody can see the page. */
export type Sight = Pick<Document, "hidden" | "addEventListener">;

/** Draws anew as time goes by: with one timer at most, with none while nobody can see it, and at once when the page is seen again. */
export class Ticker {
  private readonly draw: () => void;
  private readonly page: Sight;
  private timer: ReturnType<typeof setInterval> | undefined;
  private everyMs: number | undefined;

  constructor(page: Sight, draw: () => void) {
    this.page = page;
    this.draw = draw;
    page.addEventListener("visibilitychange", () => {
      if (!page.hidden && this.everyMs !== undefined) draw();
      this.start();
    });
  }

  /** Undefined: what is drawn does not depend on the time. */
  every(ms: number | undefined): void {
    this.everyMs = ms;
    this.start();
  }

  private start(): void {
    clearInterval(this.timer);
    if (this.everyMs !== undefined && !this.page.hidden) this.timer = setInterval(this.draw, this.everyMs);
  }
}
