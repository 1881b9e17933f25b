import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { reportIds } from "../../src/reports/report.ts";

type Names = readonly string[];

/** Where the parts of all reports meet: apart, as each is read by others, and none should bring the rest along. */
const indexes: readonly {
  /** File, and export. */
  readonly name: string;
  readonly exported: string;
  /** Of what is exported of each, behind its id. */
  readonly suffix: string;
  readonly type: string;
  readonly from: string;
  readonly says: string;
  readonly byId?: true;
}[] = [
  { name: "all", exported: "reports", suffix: "", type: "Report", from: "report", says: "In the order of their ids." },
  {
    ...{ name: "cards", exported: "reportCards", suffix: "Card", type: "ReportCard", from: "report" },
    says: "Of all reports, in the order of `reports`; the reports are made from them.",
  },
  {
    ...{ name: "layouts", exported: "layouts", suffix: "Layout", type: "RecordLayout", from: "recordLayout", byId: true },
    says: "Apart from the reports, as the page of the grid reads them and gets its fields from the host.",
  },
  {
    ...{ name: "summaries", exported: "summaries", suffix: "Summary", type: "ReportSummary", from: "summaryParts", byId: true },
    says: "Apart from the reports: what a summary asks and says is read where one is made.",
  },
];

const longest = 140;

function listed(name: string, type: string, names: Names): string {
  const start = `export const ${name}: readonly ${type}[] = [`;
  const line = `${start}${names.join(", ")}];`;
  return line.length <= longest ? line : `${start}\n${names.map((one) => `  ${one},\n`).join("")}];`;
}

const byIds = (name: string, type: string, ids: Names, names: Names): string =>
  `export const ${name}: Readonly<Record<ReportId, ${type}>> = {\n${ids.map((id, at) => `  ${id}: ${names[at] ?? ""},\n`).join("")}};`;

/** The files of `src/reports` that say which reports there are, as they are and as the ids in `report.ts` want them. */
export function reportIndexes(ids: Names = reportIds): readonly { readonly file: string; readonly is: string; readonly should: string }[] {
  return indexes.map(({ name, exported, suffix, type, from, says, byId }) => {
    const names = ids.map((id) => `${id}${suffix}`);
    const imports = [
      ...names.map((one) => `import { ${one} } from "./${one}.ts";`),
      `import type { ${type} } from "./${from}.ts";`,
      ...(byId ? ['import type { ReportId } from "./report.ts";'] : []),
    ];
    const body = byId ? byIds(exported, type, ids, names) : listed(exported, type, names);
    const file = fileURLToPath(new URL(`../../src/reports/${name}.ts`, import.meta.url));
    const is = existsSync(file) ? readFileSync(file, "utf8").replaceAll("\r\n", "\n") : "";
    return { file, is, should: `// Written by npm run derive.\n${imports.join("\n")}\n\n/** ${says} */\n${body}\n` };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { file, is, should } of reportIndexes()) if (is !== should) writeFileSync(file, should);
