import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

suite("Keys in package.json", () => {
  const { contributes } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    contributes: { keybindings: { key: string; mac?: string; when: string }[] };
  };

  // A character may need Shift or AltGr on one keyboard and not be there on another.
  test("are those that every keyboard has, and work where the extension is looked at only", () => {
    const named =
      /^(?:(?:ctrl|cmd|shift|alt)\+)*(?:enter|delete|backspace|escape|space|tab|home|end|up|down|left|right|page(?:up|down)|f\d+)$/;
    assert.deepEqual(
      contributes.keybindings.filter(
        ({ key, mac, when }) =>
          !named.test(key) || !named.test(mac ?? key) || !/focusedView|activeWebviewPanelId|resourceScheme == 'tenant-activity'/.test(when),
      ),
      [],
    );
  });
});
