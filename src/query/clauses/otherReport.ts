import { reports } from "../../reports/index.ts";
import type { Reader } from "../reader.ts";

const otherReportNames: ReadonlyMap<string, string> = new Map(reports.flatMap(({ otherNames }) => Object.entries(otherNames)));

/** What a report is called elsewhere: `sign-ins`, `AuditLogs`. */
export function otherReport(reader: Reader): { readonly written: string; readonly end: number } | undefined {
  let name = "";
  let found: { readonly written: string; readonly end: number } | undefined;
  for (let ahead = 0; ahead < 6; ahead++) {
    const { kind, text, end } = reader.peek(ahead);
    if (kind !== "word" && !(ahead > 0 && kind === "symbol" && text === "-")) break;
    if (kind === "word") name += text.toLowerCase().replaceAll("_", "");
    const written = otherReportNames.get(name);
    if (written !== undefined && kind === "word") found = { written, end };
  }
  return found;
}
