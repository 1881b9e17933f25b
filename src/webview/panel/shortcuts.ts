/** What a key does in the rows. */
export type Command =
  | "up"
  | "down"
  | "left"
  | "right"
  | "home"
  | "end"
  | "pageUp"
  | "pageDown"
  | "first"
  | "last"
  | "open"
  | "openBeside"
  | "details"
  | "toggle"
  | "selectAll"
  | "copy"
  | "copyRows"
  | "copyJson"
  | "copyMarkdown"
  | "bookmark"
  | "filterFor"
  | "filterOut"
  | "filterForBeside"
  | "filterOutBeside"
  | "closeGroups"
  | "openGroups"
  | "menu"
  | "back"
  | PanelCommand;
/** What a key does anywhere in the panel. */
export type PanelCommand =
  "goTo" | "goToHere" | "query" | "filter" | "summary" | LookCommand | "runAgain" | "nextPart" | "previousPart" | "help";
/** Looks for a row and goes there. */
export type LookCommand = "find" | "findNext" | "findPrevious" | "goToTime" | "nextBookmark" | "previousBookmark";
/** What a key does on a column header. */
export type HeaderCommand =
  | "down"
  | "left"
  | "right"
  | "home"
  | "end"
  | "sort"
  | "addSort"
  | "moveLeft"
  | "moveRight"
  | "narrower"
  | "wider"
  | "fit"
  | "hide"
  | "pin"
  | "group"
  | "thenGroup"
  | "zone"
  | "menu";

interface Shortcut<Name extends string> {
  /** As people read it. */
  readonly shown: string;
  readonly does: string;
  readonly keys: Readonly<Record<string, Name>>;
}

export const panelShortcuts: readonly Shortcut<PanelCommand>[] = [
  { shown: "F2, /", does: "Go to the query line", keys: { F2: "query", "/": "query" } },
  { shown: "Ctrl+F", does: "Filter the loaded rows", keys: { "Ctrl+f": "filter" } },
  {
    shown: "F3, Shift+F3",
    does: "Find in the rows, which all stay; then the next or the previous one found",
    keys: { F3: "findNext", "Shift+F3": "findPrevious" },
  },
  {
    shown: "G, Shift+G",
    does: "Go to what the value or the record leads to: in a new grid beside, or in this one",
    keys: { g: "goTo", "Shift+g": "goToHere" },
  },
  { shown: "Ctrl+G", does: "Go to a time", keys: { "Ctrl+g": "goToTime" } },
  { shown: "F4, Shift+F4", does: "Next or previous bookmark", keys: { F4: "nextBookmark", "Shift+F4": "previousBookmark" } },
  { shown: "S", does: "Show or hide the summary", keys: { s: "summary" } },
  { shown: "F5", does: "Run again", keys: { F5: "runAgain" } },
  { shown: "F6, Shift+F6", does: "Next or previous part of the panel", keys: { F6: "nextPart", "Shift+F6": "previousPart" } },
  { shown: "?", does: "Show these shortcuts", keys: { "?": "help" } },
];

export const gridShortcuts: readonly Shortcut<Command>[] = [
  {
    shown: "Arrow keys, Home, End, Page Up, Page Down",
    does: "Move to another cell; with Shift extend the selection",
    keys: {
      ArrowUp: "up",
      ArrowDown: "down",
      ArrowLeft: "left",
      ArrowRight: "right",
      Home: "home",
      End: "end",
      PageUp: "pageUp",
      PageDown: "pageDown",
    },
  },
  {
    shown: "Ctrl+Home, Ctrl+End",
    does: "First or last row; with Shift extend the selection",
    keys: { "Ctrl+Home": "first", "Ctrl+End": "last" },
  },
  { shown: "Ctrl+Space, Ctrl+click", does: "Select the row too, or no longer", keys: { "Ctrl+ ": "toggle" } },
  { shown: "Ctrl+A", does: "Select all rows", keys: { "Ctrl+a": "selectAll" } },
  { shown: "Enter, double click", does: "Open the record as JSON; with Ctrl beside", keys: { Enter: "open", "Ctrl+Enter": "openBeside" } },
  { shown: "Space", does: "Show or hide the details", keys: { " ": "details" } },
  {
    shown: "Left, Right on a group",
    does: "Close or open it, as Enter and Space do; Left in the first column goes to the group",
    keys: {},
  },
  {
    shown: "Ctrl+Left, Ctrl+Right",
    does: "Close or open all groups",
    keys: { "Ctrl+ArrowLeft": "closeGroups", "Ctrl+ArrowRight": "openGroups" },
  },
  {
    shown: "+, -",
    does: "Filter for the focused value, or it out; with Alt in a new grid beside",
    keys: {
      "+": "filterFor",
      "-": "filterOut",
      "Alt++": "filterForBeside",
      "Alt+-": "filterOutBeside",
      // What these keys type on a Mac.
      "Alt+±": "filterForBeside",
      "Alt+–": "filterOutBeside",
    },
  },
  { shown: "B", does: "Put a bookmark on the row, or take it away", keys: { b: "bookmark" } },
  { shown: "Shift+F10, Menu key", does: "Open the menu of the cell or column", keys: { "Shift+F10": "menu", ContextMenu: "menu" } },
  { shown: "Ctrl+C", does: "Copy the value of the focused cell; of selected rows the table", keys: { "Ctrl+c": "copy" } },
  { shown: "Ctrl+Shift+C", does: "Copy the selected rows as JSON", keys: { "Ctrl+Shift+c": "copyJson" } },
  { shown: "Escape", does: "Back one step: selection, details, then cancel what is loading", keys: { Escape: "back" } },
  ...panelShortcuts,
];

export const headerShortcuts: readonly Shortcut<HeaderCommand>[] = [
  {
    shown: "Arrow up from the first row",
    does: "Go to the column headers",
    keys: {
      ArrowDown: "down",
      ArrowLeft: "left",
      ArrowRight: "right",
      Home: "home",
      End: "end",
      "Shift+F10": "menu",
      ContextMenu: "menu",
    },
  },
  {
    shown: "Enter, Space",
    does: "Sort; with Shift as a further key",
    keys: { Enter: "sort", " ": "sort", "Shift+Enter": "addSort", "Shift+ ": "addSort" },
  },
  { shown: "Alt+Left, Alt+Right", does: "Move the column", keys: { "Alt+ArrowLeft": "moveLeft", "Alt+ArrowRight": "moveRight" } },
  {
    shown: "Shift+Left, Shift+Right",
    does: "Make the column narrower or wider; Ctrl+Enter fits it to its values",
    keys: { "Shift+ArrowLeft": "narrower", "Shift+ArrowRight": "wider", "Ctrl+Enter": "fit" },
  },
  { shown: "G", does: "Group the rows by the column, or no longer", keys: { g: "group" } },
  { shown: "Shift+G", does: "Part each group once more by the column, or no longer", keys: { "Shift+g": "thenGroup" } },
  { shown: "P", does: "Pin the column at the left, or no longer", keys: { p: "pin" } },
  { shown: "Z", does: "Choose the zone of all times", keys: { z: "zone" } },
  { shown: "Delete", does: "Hide the column", keys: { Delete: "hide" } },
];

/** A `KeyboardEvent`, as far as shortcuts look at it. */
export interface Pressed {
  readonly key: string;
  /** The key's place on the keyboard, named for what it types on a US one. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  getModifierState?(name: "AltGraph"): boolean;
}

/** Letters and signs of scripts other than Latin. Not what keyboards of Latin script have: `ß` and `¿` stand where a US one has `-` and `+`. */
const otherScript = /^[^\p{ASCII}\p{Script_Extensions=Latin}\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}]+$/u;
/** What the keys of shortcuts type on a US keyboard, without and with Shift; letters aside. */
const onUsKeyboard: Readonly<Record<string, readonly [string, string]>> = { Slash: ["/", "?"], Minus: ["-", "_"], Equal: ["=", "+"] };

/** The character of the key; where a keyboard has another script, the one that a US keyboard has in that place, as in VS Code. */
function characterOf({ key, code = "", shiftKey }: Pressed): string {
  if (!otherScript.test(key)) return key;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  return letter?.toLowerCase() ?? onUsKeyboard[code]?.[shiftKey ? 1 : 0] ?? key;
}

/**
 * `Ctrl+Shift+c`: modifiers in this order; the command key of a Mac counts as Ctrl. Shift is left out where it is needed to type the
 * character, and so is AltGr, which Windows reports as Ctrl and Alt.
 */
export function keyName(pressed: Pressed): string {
  const { shiftKey } = pressed;
  const key = characterOf(pressed);
  const typesByAltGr = key.length === 1 && pressed.getModifierState?.("AltGraph") === true;
  const [ctrlKey, metaKey, altKey] = typesByAltGr ? [false, false, false] : [pressed.ctrlKey, pressed.metaKey, pressed.altKey];
  const plain = key.length === 1 && /[a-z]/i.test(key) ? key.toLowerCase() : key;
  const typed = key.length === 1 && key !== " " && plain === key && !/[a-z]/.test(key);
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shiftKey && !typed ? "Shift+" : ""}${plain}`;
}

const lookup = <Name extends string>(shortcuts: readonly Shortcut<Name>[]): ReadonlyMap<string, Name> =>
  new Map(shortcuts.flatMap(({ keys }) => Object.entries(keys)));

export const panelKeys = lookup(panelShortcuts);
export const gridKeys = lookup(gridShortcuts);
export const headerKeys = lookup(headerShortcuts);
