import type { Ask } from "./question.ts";

/** Requests that are under way; and when one last ended. Of this machine's clock. */
export class Unanswered {
  readonly #sent = new Set<Ask>();
  #heardAt = 0;

  sent(ask: Ask): void {
    this.#sent.add(ask);
  }

  heard(ask: Ask, now: number): void {
    this.#sent.delete(ask);
    this.#heardAt = now;
  }

  /** Since when nothing has come, as long as something is under way. */
  get since(): number | undefined {
    if (this.#sent.size === 0) return undefined;
    return Math.max(Math.min(...[...this.#sent].map(({ sentAt }) => sentAt)), this.#heardAt);
  }
}
