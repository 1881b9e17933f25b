import assert from "node:assert/strict";
import { gridKeys, gridShortcuts, headerKeys, headerShortcuts, keyName } from "../../../../src/webview/panel/shortcuts.ts";

const press = (key: string, ...held: ("ctrlKey" | "metaKey" | "shiftKey" | "altKey")[]): string =>
  keyName({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...Object.fromEntries(held.map((name) => [name, true])) });

suite("Shortcuts", () => {
  test("a key is named with what is held, except the Shift that types it", () =>
    assert.deepEqual(
      [
        press("C", "ctrlKey", "shiftKey"),
        press("c", "metaKey"),
        press("?", "shiftKey"),
        press("+", "shiftKey"),
        press("Enter", "shiftKey"),
        press(" ", "shiftKey"),
        press("ArrowLeft", "altKey"),
      ],
      ["Ctrl+Shift+c", "Ctrl+c", "?", "+", "Shift+Enter", "Shift+ ", "Alt+ArrowLeft"],
    ));

  test("keys do what they say", () =>
    assert.deepEqual(
      [press("C", "ctrlKey", "shiftKey"), press("+", "shiftKey"), press("F6", "shiftKey"), press("Enter", "ctrlKey")].map((name) =>
        gridKeys.get(name),
      ),
      ["copyJson", "filterFor", "previousPart", "openBeside"],
    ));

  test("no key has two meanings in one place", () =>
    assert.deepEqual(
      [gridShortcuts, headerShortcuts].map((list) => list.reduce((sum, { keys }) => sum + Object.keys(keys).length, 0)),
      [gridKeys.size, headerKeys.size],
    ));
});
