import type { GridCommand } from "../../protocol/grid.ts";

/** What one can do with the value in the focused line, wherever the line stands. */
export interface LineActions {
  /** `text`: the value's JSON text as it came. */
  copyValue(value: unknown, text: string | undefined): void;
  copyPath(path: string): void;
  /** `key`: as `Place` has it. `here`: this grid goes there; otherwise one beside. */
  goTo(key: string, here: boolean): void;
  /** `beside`: in a grid of its own. */
  filter(path: string, value: unknown, keep: boolean, beside: boolean): void;
}

/** The value in a line. `key`: as `Place` has it; `path`: its field's; `text`: its JSON text as it came. */
export interface LineValue {
  readonly key: string;
  readonly path: string;
  readonly value: unknown;
  readonly text: string | undefined;
}

/** What VS Code's menus and palette may have done with the current value. */
export type DetailCommand = Extract<GridCommand, `${string}Detail${string}`>;

export function runOn({ path, value, text }: LineValue, command: DetailCommand, actions: LineActions): void {
  if (command === "copyDetailValue") actions.copyValue(value, text);
  else if (command === "copyDetailPath") actions.copyPath(path);
  else actions.filter(path, value, command.startsWith("filterFor"), command.endsWith("Beside"));
}

/** What a key does with the current value. `undefined`: the key is not for values; false: there is nothing to do it with. */
export function keyOn(current: LineValue | undefined, name: string, actions: LineActions): boolean | undefined {
  switch (name) {
    case "Ctrl+c":
      // Selected text is copied by VS Code itself.
      if (!current || !document.getSelection()?.isCollapsed) return false;
      actions.copyValue(current.value, current.text);
      return true;
    case "Ctrl+Shift+c":
      if (current) actions.copyPath(current.path);
      return current !== undefined;
    case "+":
    case "-":
    case "Alt++":
    case "Alt+-":
      if (current) actions.filter(current.path, current.value, name.endsWith("+"), name.startsWith("Alt"));
      return current !== undefined;
  }
  return undefined;
}

/** What a button in a line does with its value. `isAlt`: beside what is done here. */
export function pressOn({ path, value, text }: LineValue, action: string, isAlt: boolean, actions: LineActions): void {
  switch (action) {
    case "copyValue":
      actions.copyValue(value, text);
      break;
    case "copyPath":
      actions.copyPath(path);
      break;
    case "filterFor":
    case "filterForBeside":
    case "filterOut":
      actions.filter(path, value, action !== "filterOut", isAlt || action === "filterForBeside");
      break;
  }
}
