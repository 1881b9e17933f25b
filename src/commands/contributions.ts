import type { Entries, Entry, InternalEntry, Key, MenuPlace } from "./entry.ts";

export interface CommandContributions {
  readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string; readonly icon?: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly group?: string; readonly when: string }[]>>;
  readonly keybindings: readonly (Key & { readonly command: string })[];
}

export const commandPrefix = "tenantActivity.";

/** What package.json says of the commands of a table. */
export function commandContributions(table: Entries): CommandContributions {
  const shown = Object.entries(table).flatMap(([name, entry]) => (isShown(entry) ? [{ command: commandPrefix + name, entry }] : []));
  const places = shown.flatMap(({ command, entry }) => placesOf(entry).map((place) => ({ ...place, command })));
  return {
    commands: shown.map(({ command, entry: { title, icon } }) => ({
      command,
      title,
      category: "Tenant Activity",
      ...(icon !== undefined && { icon: `$(${icon})` }),
    })),
    menus: Object.fromEntries(
      Array.from(new Set(places.map(({ menu }) => menu)), (name) => [
        name,
        places.flatMap(({ menu, command, group, when }) =>
          menu === name ? [{ command, ...(group !== undefined && { group }), when }] : [],
        ),
      ]),
    ),
    keybindings: shown.flatMap(({ command, entry: { keys = [] } }) => keys.map((key) => ({ command, ...key }))),
  };
}

const isShown = (entry: Entry | InternalEntry): entry is Entry => !("internal" in entry);

function placesOf({ palette, menus = [] }: Entry): readonly (Omit<MenuPlace, "group"> & { readonly group?: string })[] {
  return palette === undefined ? menus : [{ menu: "commandPalette", when: palette === false ? "false" : palette }, ...menus];
}
