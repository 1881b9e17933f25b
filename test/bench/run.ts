// npm run bench [-- NAME...] [--json FILE]: runs the benches whose file name contains one of the names, or all; needs the built bundles.
import { globSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Bench, Measure, Table } from "./bench.ts";

const { values, positionals } = parseArgs({ options: { json: { type: "string" } }, allowPositionals: true });
const all = globSync("*.bench.ts", { cwd: import.meta.dirname }).sort();
const chosen = all.filter((file) => positionals.length === 0 || positionals.some((name) => file.includes(name)));
if (chosen.length === 0) {
  console.error(`No bench named ${positionals.join(", ")}: there are ${all.map((file) => path.basename(file, ".bench.ts")).join(", ")}.`);
  process.exit(1);
}

const figure = (value: number): string => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });

function print({ title, rows }: Table): void {
  const cells = rows.map(({ name, value, unit, beside }: Measure) => [
    name,
    figure(value),
    unit,
    beside ? `${(value / beside.value).toFixed(2)} x ${beside.name} (${figure(beside.value)})` : "",
  ]);
  const lines = [["name", "value", "unit", "ratio"], ...cells];
  const width = (column: number): number => Math.max(...lines.map((line) => (line[column] ?? "").length));
  console.log(`\n${title}`);
  for (const [name = "", value = "", unit = "", ratio = ""] of lines) {
    console.log(`  ${name.padEnd(width(0))}  ${value.padStart(width(1))} ${unit.padEnd(width(2))}  ${ratio}`.trimEnd());
  }
}

const tables: Table[] = [];
for (const file of chosen) {
  const { bench } = (await import(`./${file}`)) as { readonly bench: Bench };
  try {
    const made = [await bench()].flat();
    made.forEach(print);
    tables.push(...made);
  } catch (error) {
    console.error(`\n${file} failed:`, error);
    process.exitCode = 1;
  }
}
if (values.json) writeFileSync(values.json, JSON.stringify(tables, null, 2) + "\n");
