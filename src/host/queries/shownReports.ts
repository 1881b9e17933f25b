import type { Memento } from "vscode";
import { reportCards } from "../../reports/cards.ts";
import type { ReportId } from "../../reports/report.ts";

export const shownKey = "shownReports";

/** Which reports the tree shows: all that most people need, and of the others those that somebody has shown or that were found to be readable. */
export class ShownReports {
  readonly #state: Pick<Memento, "get" | "update">;
  readonly #listeners = new Set<() => void>();

  constructor(state: Pick<Memento, "get" | "update">) {
    this.#state = state;
  }

  /** Answers with how to end that. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  has(report: ReportId): boolean {
    return !isApart(report) || this.#kept.includes(report);
  }

  /** From now on; of one that is there anyway nothing is kept. */
  async show(report: ReportId): Promise<void> {
    if (!this.has(report)) await this.keep([...this.#kept, report]);
  }

  /** These of the hidden ones and no others. */
  async keep(reports: readonly ReportId[]): Promise<void> {
    await this.#state.update(shownKey, reports);
    for (const listener of [...this.#listeners]) listener();
  }

  /** What another version has kept may be anything. */
  get #kept(): readonly ReportId[] {
    const kept = this.#state.get<unknown>(shownKey);
    return Array.isArray(kept) ? reportCards.flatMap(({ id, apart }) => (apart && kept.includes(id) ? [id] : [])) : [];
  }
}

export const isApart = (report: ReportId): boolean => reportCards.some(({ id, apart }) => id === report && apart !== undefined);
