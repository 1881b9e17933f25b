import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gridCommands } from "../../../../src/commands/grid.ts";

interface MenuItem {
  readonly command: string;
  readonly group: string;
  readonly when: string;
}

suite("Commands of the grid in package.json", () => {
  const { contributes } = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8")) as {
    contributes: { commands: { command: string; category: string; icon?: string }[]; menus: Record<string, MenuItem[]> };
  };
  test("the title shows no icon that the panel below it has for something", () => {
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    const shown = (contributes.menus["editor/title"] ?? []).filter(({ group }) => group.startsWith("navigation"));
    const ofPanel = ["$(save)", "$(refresh)", "$(play)", "$(table)", "$(graph)", "$(list-filter)", "$(question)"];
    assert.deepEqual(
      shown.map(({ command }) => icons.get(command)).filter((icon) => ofPanel.includes(icon ?? "")),
      [],
    );
  });

  const prefix = "tenantActivity.grid.";
  const ofGrid = (items: readonly { readonly command: string }[] | undefined): string[] =>
    (items ?? []).filter(({ command }) => command.startsWith(prefix)).map(({ command }) => command.slice(prefix.length));
  const all = ofGrid(Object.keys(gridCommands).map((name) => ({ command: `tenantActivity.${name}` }))).toSorted();

  test("each has a title, and a place in the palette or none", () => {
    assert.deepEqual(ofGrid(contributes.commands).toSorted(), all);
    assert.deepEqual(ofGrid(contributes.menus["commandPalette"]).toSorted(), all);
  });

  test("in a menu no two stand at one place, but those of which one is shown", () => {
    const places = (contributes.menus["webview/context"] ?? [])
      .filter(({ command }) => !/unpinColumn$/.test(command))
      .map(({ group, when }) => `${/webviewSection == '(\w+)'/.exec(when)?.[1] ?? ""} ${group}`);
    assert.deepEqual(
      places.filter((place, at) => places.indexOf(place) !== at),
      [],
    );
  });
});
