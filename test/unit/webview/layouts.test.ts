import assert from "node:assert/strict";
import { tableKey } from "../../../src/webview/table/tableKey.ts";
import { headerKeys, keyName, panelKeys, type Pressed } from "../../../src/webview/panel/shortcuts.ts";

type Held = "Ctrl" | "Shift" | "Alt" | "AltGr" | "AltGr on Windows";

function pressed(key: string, code: string, ...held: readonly Held[]): Pressed {
  const asCtrlAlt = held.includes("AltGr on Windows");
  return {
    key,
    code,
    ctrlKey: held.includes("Ctrl") || asCtrlAlt,
    metaKey: false,
    shiftKey: held.includes("Shift"),
    altKey: held.includes("Alt") || asCtrlAlt,
    getModifierState: () => asCtrlAlt || held.includes("AltGr"),
  };
}

/** What a key does in the rows, on a header, and in the panel. */
function does(press: Pressed): string | undefined {
  const key = tableKey(press, false);
  if (key && "rows" in key) return key.rows;
  return panelKeys.get(keyName(press)) ?? headerKeys.get(keyName(press));
}

// What each keyboard reports for the keys in question, and what they are to do.
const layouts: Readonly<Record<string, readonly (readonly [expected: string | undefined, key: string, code: string, ...held: Held[]])[]>> =
  {
    "US English": [
      ["query", "/", "Slash"],
      ["help", "?", "Slash", "Shift"],
      ["filterFor", "+", "Equal", "Shift"],
      ["filterOut", "-", "Minus"],
      ["filterForBeside", "+", "Equal", "Shift", "Alt"],
      ["filterOutBeside", "-", "Minus", "Alt"],
      ["copy", "c", "KeyC", "Ctrl"],
      ["copyJson", "C", "KeyC", "Ctrl", "Shift"],
      ["filterFor", "+", "NumpadAdd"],
      ["filterOut", "-", "NumpadSubtract"],
      ["query", "/", "NumpadDivide"],
      [undefined, "=", "Equal"],
      [undefined, "c", "KeyC"],
    ],
    "US English on a Mac": [
      ["filterForBeside", "±", "Equal", "Shift", "Alt"],
      ["filterOutBeside", "–", "Minus", "Alt"],
      [undefined, "π", "KeyP", "Alt"],
      [undefined, "Ω", "KeyZ", "Alt"],
    ],
    "US Dvorak": [
      ["copy", "c", "KeyI", "Ctrl"],
      ["filter", "f", "KeyY", "Ctrl"],
      ["query", "/", "BracketLeft"],
      [undefined, "j", "KeyC", "Ctrl"],
    ],
    Russian: [
      ["copy", "с", "KeyC", "Ctrl"],
      ["copyJson", "С", "KeyC", "Ctrl", "Shift"],
      ["selectAll", "ф", "KeyA", "Ctrl"],
      ["filter", "а", "KeyF", "Ctrl"],
      ["goTo", "п", "KeyG"],
      ["pin", "з", "KeyP"],
      ["query", "/", "Backslash", "Shift"],
      ["help", "?", "Digit7", "Shift"],
      ["filterFor", "+", "Equal", "Shift"],
      ["filterOut", "-", "Minus"],
      [undefined, ".", "Slash"],
      [undefined, "ё", "Backquote"],
    ],
    Greek: [
      ["copy", "ψ", "KeyC", "Ctrl"],
      ["copyJson", "Ψ", "KeyC", "Ctrl", "Shift"],
      ["selectAll", "α", "KeyA", "Ctrl"],
      ["filter", "φ", "KeyF", "Ctrl"],
      ["goTo", "γ", "KeyG"],
      ["pin", "π", "KeyP"],
      ["query", "/", "Slash"],
      ["filterFor", "+", "Equal", "Shift"],
    ],
    Hebrew: [
      ["copy", "ב", "KeyC", "Ctrl"],
      ["query", "/", "KeyQ"],
      [undefined, ".", "Slash"],
    ],
    Arabic: [
      ["copy", "ؤ", "KeyC", "Ctrl"],
      ["help", "؟", "Slash", "Shift"],
      [undefined, "لا", "KeyB", "Ctrl"],
    ],
    Thai: [
      ["copy", "แ", "KeyC", "Ctrl"],
      ["query", "ฝ", "Slash"],
      ["filterOut", "ข", "Minus"],
      ["goTo", "เ", "KeyG"],
      ["selectAll", "ฟ", "KeyA", "Ctrl"],
    ],
    Korean: [["copy", "ㅊ", "KeyC", "Ctrl"]],
    "Japanese kana": [
      ["copy", "そ", "KeyC", "Ctrl"],
      ["query", "め", "Slash"],
    ],
    German: [
      ["query", "/", "Digit7", "Shift"],
      ["filterFor", "+", "BracketRight"],
      ["filterOut", "-", "Slash"],
      ["filterForBeside", "+", "BracketRight", "Alt"],
      ["help", "?", "Minus", "Shift"],
      ["copy", "c", "KeyC", "Ctrl"],
      [undefined, "ß", "Minus"],
      [undefined, "Dead", "Equal"],
      [undefined, "ö", "Semicolon"],
    ],
    French: [
      ["query", "/", "Period", "Shift"],
      ["filterFor", "+", "Equal", "Shift"],
      ["filterOut", "-", "Digit6"],
      ["help", "?", "KeyM", "Shift"],
      ["selectAll", "a", "KeyQ", "Ctrl"],
      [undefined, "é", "Digit2"],
      [undefined, "q", "KeyA", "Ctrl"],
    ],
    Spanish: [
      [undefined, "¡", "Equal"],
      [undefined, "¿", "Equal", "Shift"],
      ["filterFor", "+", "BracketRight"],
      ["query", "/", "Digit7", "Shift"],
    ],
    Turkish: [
      [undefined, "ı", "KeyI"],
      ["filterOut", "-", "Equal"],
      ["query", "/", "Digit7", "Shift"],
    ],
    "a keyboard with / + - on AltGr": [
      ["query", "/", "KeyX", "AltGr"],
      ["filterFor", "+", "KeyX", "AltGr"],
      ["filterOut", "-", "KeyX", "AltGr"],
      ["query", "/", "KeyX", "AltGr on Windows"],
      ["filterFor", "+", "KeyX", "AltGr on Windows"],
      ["filterOut", "-", "KeyX", "AltGr on Windows"],
      ["help", "?", "KeyX", "AltGr on Windows", "Shift"],
      [undefined, "€", "KeyE", "AltGr on Windows"],
    ],
    "a screen keyboard without places": [
      ["copy", "c", "", "Ctrl"],
      [undefined, "с", "", "Ctrl"],
    ],
  };

suite("Shortcuts of the grid on a keyboard that is", () => {
  for (const [layout, keys] of Object.entries(layouts))
    test(`${layout} do what they say`, () =>
      assert.deepEqual(
        keys.map(([, key, code, ...held]) => [does(pressed(key, code, ...held)), key, code, ...held]),
        keys,
      ));

  test("any: a letter groups on a header that goes to in the rows", () =>
    assert.deepEqual(
      ["п", "γ", "เ", "g"].map((key) => headerKeys.get(keyName(pressed(key, "KeyG")))),
      ["group", "group", "group", "group"],
    ));
});
