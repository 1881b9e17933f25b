import { commandPrefix, type CommandContributions } from "../../src/commands/contributions.ts";
import { gridIsActive, type Entries } from "../../src/commands/entry.ts";

/** Source text of entries for the commands that `contributes` has and the table has not: empty when it has them all. */
export function entriesFor({ commands, menus, keybindings }: CommandContributions, table: Entries): string {
  return commands
    .filter(({ command }) => !Object.hasOwn(table, command.slice(commandPrefix.length)))
    .map(({ command, title, icon }) => {
      const name = command.slice(commandPrefix.length);
      const own = Object.entries(menus).flatMap(([menu, items]) =>
        items.filter((item) => item.command === command).map(({ group, when }) => ({ menu, group, when })),
      );
      const palette = own.find(({ menu }) => menu === "commandPalette")?.when;
      const places = own.filter(({ menu }) => menu !== "commandPalette");
      const keys = keybindings.filter((key) => key.command === command).map(({ key, mac, when }) => ({ key, mac, when }));
      const members = [
        `title: ${JSON.stringify(title)}`,
        ...(icon === undefined ? [] : [`icon: ${JSON.stringify(icon.slice(2, -1))}`]),
        ...(palette === undefined
          ? []
          : [`palette: ${palette === "false" ? "false" : palette === gridIsActive ? "gridIsActive" : JSON.stringify(palette)}`]),
        ...(places.length > 0 ? [`menus: ${JSON.stringify(places)}`] : []),
        ...(keys.length > 0 ? [`keys: ${JSON.stringify(keys)}`] : []),
      ];
      return `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: { ${members.join(", ")} },`;
    })
    .join("\n");
}
