import type * as vscode from "vscode";
import type { Column } from "../protocol.ts";
import type { Report } from "../reports/index.ts";

const key = "columns";
const kept = 100;

type Entry = readonly [name: string, columns: readonly Column[]];

/** The columns that the person last had, for each saved query and for each report; paths and widths only, no content of the tenant. */
export class ColumnMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Those of the saved query, else those of its report. */
  of(report: Report, savedQuery: string | undefined): readonly Column[] | undefined {
    const entries = new Map(this.#entries());
    return entries.get(nameOf(report, savedQuery)) ?? entries.get(report.id);
  }

  async keep(report: Report, savedQuery: string | undefined, columns: readonly Column[]): Promise<void> {
    const name = nameOf(report, savedQuery);
    const entries: Entry[] = [[name, columns], ...this.#entries().filter(([other]) => other !== name)];
    await this.#state.update(key, entries.slice(0, kept));
  }

  #entries(): readonly Entry[] {
    return this.#state.get(key, []);
  }
}

const nameOf = ({ id }: Report, savedQuery: string | undefined): string => (savedQuery === undefined ? id : `${id}:${savedQuery}`);
