import { logAnalyticsColumn } from "./logAnalyticsColumns.ts";
import type { Field, Report } from "./report.ts";

/** JSON schema that only describes: it has nothing by which a document could be wrong. */
export interface RecordSchema {
  markdownDescription?: string;
  properties?: Record<string, RecordSchema>;
  /** Of lists; what is none has no items, which is not wrong either. */
  items?: RecordSchema;
}

const code = (text: string): string => `\`${text}\``;
const codes = (texts: readonly string[]): string => texts.map(code).join(", ");

/** What a hover says of a member: meaning, kind, what the service filters by, where Log Analytics has it, what is going. */
export function memberDescription(field: Field, report: Report): string {
  const { path, label, kind, list, description, deprecated } = field;
  const { operators, observed = [], tried = [], sortable, versions } = field.graph;
  const kindText = `${list ? `list of ${kind}` : kind}${field.nullable ? "" : ", always there"}`;
  const members = field.values ?? field.knownValues ?? [];
  const others = [...observed, ...tried];
  const asked = [
    operators.length > 0 ? `filters by ${codes(operators)}` : "does not filter by it",
    ...(others.length > 0 ? [`published queries also use ${codes(others)}`] : []),
    ...(sortable ? ["sorts by it"] : []),
  ];
  const column = logAnalyticsColumn(report.id, path);
  return [
    `**${label}**: ${description}`,
    ...(deprecated === undefined ? [] : [`Deprecated. ${deprecated}`]),
    [
      `- Kind: ${kindText}${members.length > 0 ? `; known values ${codes(members)}` : ""}`,
      `- Service: ${asked.join("; ")}`,
      ...(versions.length === 1 ? [`- Version: ${versions.join()} only`] : []),
      ...(column === undefined ? [] : [`- Log Analytics: ${column.replace(/^[\w.[\]]+/, code)}`]),
    ].join("\n"),
  ].join("\n\n");
}

/** The JSON schema of a report's records. Record documents get what it says as hovers, from VS Code itself. */
export function recordSchema(report: Report): object {
  const root: RecordSchema = {};
  for (const field of report.fields) {
    if (field.derived) continue;
    let at = root;
    for (const step of field.path.split("/")) {
      if (step === "[]") at = at.items ??= {};
      else {
        const properties: Record<string, RecordSchema> = (at.properties ??= {});
        at = properties[step] ??= {};
      }
    }
    at.markdownDescription = memberDescription(field, report);
  }
  return { $schema: "http://json-schema.org/draft-07/schema#", title: `One record of ${report.title}`, ...root };
}
