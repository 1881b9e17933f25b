import type { Cell } from "../rows.ts";
import { memberAt } from "./cells.ts";
import type { Rest } from "./rest.ts";
import type { Shapes } from "./shapes.ts";

/** Cells of a path without a column, as far as they are known without the pages: found out once for each shape of the member. */
export class RestCells {
  readonly #rest: Rest;
  readonly #members: readonly string[];
  readonly #cellOf: (value: unknown) => Cell;
  #shapes: Shapes | undefined;
  #isClear = false;
  /** What is behind the member that has shapes. */
  #inner = "";
  #generation = 0;
  /** By code of a shape; `undefined` within: the page must tell. */
  readonly #cells = new Map<number, Cell | undefined>();

  /** `cellOf`: what stands for the value at the path. */
  constructor(path: string, rest: Rest, cellOf: (value: unknown) => Cell) {
    this.#rest = rest;
    this.#members = path.split("/");
    this.#cellOf = cellOf;
  }

  /** To be called before the rows of a step: as rows come, members come that none before had. */
  prepare(): void {
    const list = this.#members.indexOf("[]");
    const shapes = this.#rest.at(list < 0 ? this.#members : this.#members.slice(0, list));
    this.#isClear = shapes === undefined || (shapes !== "unclear" && shapes.path.every((name, depth) => name === this.#members[depth]));
    const found = shapes === "unclear" ? undefined : shapes;
    if (found === this.#shapes && found?.generation === this.#generation) return;
    this.#shapes = found;
    this.#generation = found?.generation ?? 0;
    this.#inner = this.#members.slice(found?.path.length ?? 0).join("/");
    this.#cells.clear();
  }

  /** `undefined`: the page must tell. */
  at(row: number): Cell | undefined {
    if (!this.#isClear || row >= this.#rest.rows || this.#rest.isOnPage(row)) return undefined;
    const code = this.#shapes?.codes[row] ?? 0;
    if (!this.#cells.has(code)) this.#cells.set(code, this.#ofShape(code));
    return this.#cells.get(code);
  }

  #ofShape(code: number): Cell | undefined {
    if (!this.#shapes) return this.#cellOf(undefined);
    let cell: Cell | undefined;
    const isKnown = this.#shapes.ask(code, (value) => {
      cell = this.#cellOf(this.#inner === "" ? value : memberAt(value, this.#inner));
      return true;
    });
    return isKnown ? cell : undefined;
  }
}
