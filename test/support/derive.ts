import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commandContributions, commandPrefix, type CommandContributions } from "../../src/commands/contributions.ts";
import type { Entries } from "../../src/commands/entry.ts";
import { commands } from "../../src/commands/index.ts";
import { queriesSetting, withFieldTables } from "../../src/reports/contributions.ts";
import { reports, type Report } from "../../src/reports/index.ts";
import { recordSchema } from "../../src/reports/recordSchema.ts";
import { entriesFor } from "./entriesFor.ts";

/** What package.json, docs/fields.md and the schemas have to say about the reports and commands: as they are, and as they should be. */
export function derived(): readonly { readonly file: string; readonly is: string; readonly should: string }[] {
  return [
    { name: "package.json", from: withDerived },
    { name: "docs/fields.md", from: (text: string) => withFieldTables(text, reports) },
    ...reports.map((report) => ({ name: schemaFile(report), from: () => `${JSON.stringify(recordSchema(report), undefined, 2)}\n` })),
  ].map(({ name, from }) => {
    const file = fileURLToPath(new URL(`../../${name}`, import.meta.url));
    // The schema of a new report is not there yet.
    const is = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
    return { file, is, should: from(is) };
  });
}

export interface Manifest {
  readonly contributes: CommandContributions & {
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

/** What is there stays where it stands, so that a change shows what it changes. */
function withDerived(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const { contributes } = manifest;
  const { configuration } = contributes;
  const properties = { ...configuration.properties, "tenantActivity.queries": queriesSetting(reports) };
  const own = commandContributions(commands);
  const names = [...new Set([...Object.keys(contributes.menus), ...Object.keys(own.menus)])];
  const menus = names.map((name) => [name, inPlace(contributes.menus[name] ?? [], own.menus[name] ?? [])] as const);
  const should = {
    ...contributes,
    configuration: { ...configuration, properties },
    commands: inPlace(contributes.commands, own.commands),
    menus: Object.fromEntries(menus.filter(([, items]) => items.length > 0)),
    keybindings: inPlace(contributes.keybindings, own.keybindings),
    jsonValidation: jsonValidation(),
  };
  return `${JSON.stringify({ ...manifest, contributes: should }, undefined, 2)}\n`;
}

interface Row {
  readonly command?: string;
}

/** `should` in the order of `is`, with what is there for no command of the table: submenus, commands of VS Code. */
function inPlace<Item extends Row>(is: readonly Item[], should: readonly Item[]): Item[] {
  const keyOf = (item: Item): string => JSON.stringify(Object.entries(item).toSorted());
  const foreign = is.filter(({ command }) => !command?.startsWith(commandPrefix));
  return [...should, ...foreign].toSorted(inOrderOf(is, keyOf));
}

/** Compares by the place in `known`; what is not there comes last. */
function inOrderOf<Item>(known: readonly Item[], keyOf: (item: Item) => string): (a: Item, b: Item) => number {
  const places = new Map(known.map((item, place) => [keyOf(item), place]));
  const place = (item: Item): number => places.get(keyOf(item)) ?? places.size;
  return (a, b) => place(a) - place(b);
}

/** What was written into package.json by hand, as entries for the table; undefined when it has all. */
export function missingEntries({ contributes }: Manifest, table: Entries): string | undefined {
  const entries = entriesFor(contributes, table);
  return entries === ""
    ? undefined
    : `package.json has commands that no table of src/commands has. Put them into the one that they belong to, and run npm run derive:\n\n${entries}`;
}

const schemaFile = ({ id }: Pick<Report, "id">): string => `schemas/${id}.json`;

/** The schemas, by the address of a record's document. */
const jsonValidation = (): readonly { readonly fileMatch: string; readonly url: string }[] =>
  reports.map((report) => ({ fileMatch: `tenant-activity:/${report.id}/**`, url: `./${schemaFile(report)}` }));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = derived();
  // Rather than to take out of package.json what somebody has added there.
  const missing = missingEntries(JSON.parse(files.find(({ file }) => file.endsWith("package.json"))?.is ?? "") as Manifest, commands);
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = 1;
  } else for (const { file, is, should } of files) if (is !== should) writeFileSync(file, should);
}
