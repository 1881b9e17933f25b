import { logAnalyticsColumn } from "./logAnalyticsColumns.ts";
import type { Field, Report, ReportId } from "./report.ts";

/** JSON schema of the setting `tenantActivity.queries`, for package.json. */
export function queriesSetting(reports: readonly Report[]) {
  // A person's query has no task.
  const examples = reports.flatMap(({ starters }) =>
    starters.slice(0, 1).map(({ name, query, description }) => ({ name, query, description })),
  );
  const ids = reports.map(({ id }) => id);
  return {
    type: "array",
    order: 1,
    scope: "window",
    default: [],
    markdownDescription: `Your own queries. They stand in the Tenant Activity view under their report, beside the starter queries.\n\nEach has a \`name\`, a \`query\` that begins with ${sentence(ids.map((id) => `\`${id}\``))}, and, if you like, a \`description\`.`,
    examples: [examples],
    items: {
      type: "object",
      required: ["name", "query"],
      additionalProperties: false,
      errorMessage: 'A saved query is an object: { "name": "…", "query": "…" }.',
      defaultSnippets: examples.map(({ query, description }, index) => ({
        label: `New query: ${reports[index]?.title ?? ""}`,
        description,
        body: { name: "${1:Name}", query: `\${2:${snippetText(query)}}` },
      })),
      properties: {
        name: {
          type: "string",
          pattern: "\\S",
          patternErrorMessage: "Give the query a name: it is what the view and the quick pick show.",
          description: "Shown in the view, in the quick pick and as the title of the grid.",
        },
        query: {
          type: "string",
          pattern: `^\\s*(${ids.join("|")})(\\s|$)`,
          patternErrorMessage: `Begin the query with the report to ask: ${sentence(ids)}. Example: ${examples[0]?.query ?? ""}`,
          markdownDescription: `A report, then clauses in any order: \`last 7d\` or \`from … to …\`, \`types …\`, \`where …\`, \`columns …\`, \`sort …\`, \`take …\`.\n\nFields that are made here of others, which the service is never asked for: ${reports.map(madeHere).join("; ")}.`,
          examples: examples.map(({ query }) => query),
        },
        description: { type: "string", description: "Shown when the pointer rests on the query." },
      },
    },
  };
}

const madeHere = ({ title, fields }: Report): string =>
  `${title}: ${fields
    .filter(({ derived }) => derived)
    .map(({ path }) => `\`${path}\``)
    .join(", ")}`;

/** The page of all fields with the tables between `<!-- fields:signIns -->` and `<!-- /fields -->` written anew. Throws when a report has no place. */
export function withFieldTables(page: string, reports: readonly Report[]): string {
  return reports.reduce((text, report) => {
    const start = `<!-- fields:${report.id} -->`;
    const from = text.indexOf(start);
    const to = text.indexOf("<!-- /fields -->", from);
    if (from < 0 || to < 0) throw new Error(`docs/fields.md needs ${start} and <!-- /fields --> for the fields of ${report.title}`);
    return `${text.slice(0, from + start.length)}\n${fieldTable(report)}\n${text.slice(to)}`;
  }, page);
}

function fieldTable({ id, title, fields, logAnalytics }: Report): string {
  const made = fields.filter(({ derived }) => derived).length;
  const from = made > 0 ? `, ${String(made)} of them made here from other members of the record` : "";
  return [
    "<details>",
    `<summary>${title}: ${String(fields.length)} fields${from}</summary>`,
    "",
    inLogAnalytics(logAnalytics),
    "",
    "| Field | Column | Kind | Filtered by the service | Also seen | Sorted | Version | Log Analytics | What it says |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...fields.map((field) => `| ${row(field, id).join(" | ")} |`),
    "",
    "</details>",
  ].join("\n");
}

const inLogAnalytics = (tables: readonly string[]): string =>
  tables.length === 0
    ? "No table of Log Analytics is known that has these events."
    : `In Log Analytics, where a tenant sends them there: ${tables.map((table) => `\`${table}\``).join(", ")}.`;

function row(field: Field, report: ReportId): string[] {
  return [
    `\`${field.path}\``,
    field.label,
    `${field.list ? `list of ${field.kind}` : field.kind}${field.derived ? ", made here" : ""}`,
    field.graph.operators.join(", "),
    [...(field.graph.observed ?? []), ...(field.graph.tried ?? [])].join(", "),
    field.graph.sortable ? "yes" : "",
    field.graph.versions.join(", "),
    field.derived ? "" : (logAnalyticsColumn(report, field.path) ?? ""),
    field.deprecated ? `${field.description} Deprecated: ${field.deprecated}` : field.description,
  ];
}

const sentence = (words: readonly string[]): string => `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;

/** A text inside a placeholder of a snippet, where `$`, `}` and the backslash are syntax. */
const snippetText = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
