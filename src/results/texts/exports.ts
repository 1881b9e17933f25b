import type { ExportOrder, ResultsApi } from "../api.ts";
import { Export, type ExportSource } from "./export.ts";

/** The calls of the worker that write records into files. `selected`: the records that an order means, and where to get them. */
export class Exports implements Pick<ResultsApi, "startExport" | "continueExport" | "endExport" | "endExports"> {
  readonly #selected: (order: ExportOrder) => { readonly records: Uint32Array; readonly source: ExportSource };
  readonly #exports = new Map<number, Export>();
  #next: number;

  constructor(firstNumber: number, selected: (order: ExportOrder) => { readonly records: Uint32Array; readonly source: ExportSource }) {
    this.#next = firstNumber;
    this.#selected = selected;
  }

  readonly startExport: ResultsApi["startExport"] = (order) => {
    const { records, source } = this.#selected(order);
    this.#exports.set(this.#next, new Export(order, records, source));
    return this.#next++;
  };

  readonly continueExport = ({ export: number }: { readonly export: number }): ReturnType<Export["next"]> => {
    const known = this.#exports.get(number);
    if (!known) throw new RangeError(`Export ${number} is not known`);
    return known.next();
  };

  readonly endExport = async ({ export: number }: { readonly export: number }): Promise<void> => {
    const known = this.#exports.get(number);
    this.#exports.delete(number);
    await known?.end(new Error("The export was given up"));
  };

  readonly endExports = async (): Promise<void> => {
    const reason = new Error("The export ended: Visual Studio Code closes, or the extension is stopped. Export the rows again.");
    await Promise.all(Array.from(this.#exports.values(), (each) => each.end(reason)));
  };

  /** The result is no longer there: what still writes its records ends. */
  released(result: number): void {
    const reason = new Error("The export ended: its rows were closed or run again before all were written. Export them again.");
    for (const each of this.#exports.values()) if (each.result === result) void each.end(reason);
  }
}
