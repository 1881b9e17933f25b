import * as vscode from "vscode";

/** Two clicks on the same item within this time are a double click; VS Code does not tell its trees. */
const doubleClickMs = 500;

/** Tells of each click on an item of a tree whether it is the second of a double click. */
export class DoubleClick {
  #last: { readonly id: string; readonly at: number } | undefined;

  /** `id`: the item's. */
  isSecond(id: string): boolean {
    const isDouble =
      vscode.workspace.getConfiguration("workbench.list").get("openMode") === "doubleClick" ||
      (this.#last?.id === id && Date.now() - this.#last.at < doubleClickMs);
    this.#last = isDouble ? undefined : { id, at: Date.now() };
    return isDouble;
  }
}
