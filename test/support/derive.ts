import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { queriesSetting, withFieldTables } from "../../src/reports/contributions.ts";
import { reports, type Report } from "../../src/reports/index.ts";
import { recordSchema } from "../../src/reports/recordSchema.ts";

/** What package.json, docs/fields.md and the schemas have to say about the reports: as they are, and as they should be. */
export function derived(): readonly { readonly file: string; readonly is: string; readonly should: string }[] {
  return [
    { name: "package.json", from: (text: string) => withSchemas(withQueriesSetting(text)) },
    { name: "docs/fields.md", from: (text: string) => withFieldTables(text, reports) },
    ...reports.map((report) => ({ name: schemaFile(report), from: () => `${JSON.stringify(recordSchema(report), undefined, 2)}\n` })),
  ].map(({ name, from }) => {
    const file = fileURLToPath(new URL(`../../${name}`, import.meta.url));
    const is = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
    return { file, is, should: from(is) };
  });
}

function withQueriesSetting(text: string): string {
  const manifest = JSON.parse(text) as { contributes: { configuration: { properties: Record<string, unknown> } } };
  manifest.contributes.configuration.properties["tenantActivity.queries"] = queriesSetting(reports);
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

const schemaFile = ({ id }: Pick<Report, "id">): string => `schemas/${id}.json`;

/** The schemas, by the address of a record's document. */
function withSchemas(text: string): string {
  const manifest = JSON.parse(text) as { contributes: Record<string, unknown> };
  manifest.contributes["jsonValidation"] = reports.map((report) => ({
    fileMatch: `tenant-activity:/${report.id}/**`,
    url: `./${schemaFile(report)}`,
  }));
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, is, should } of derived()) if (is !== should) writeFileSync(file, should);
}
