import { readAddress } from "../../address.ts";
import { reportById, type GraphVersion, type Report, type ReportId } from "../../reports/index.ts";
import { ForeignLink } from "./errors.ts";

export interface PageOptions {
  /** Missing: the one to ask for the report. */
  readonly version?: GraphVersion;
  readonly filter?: string;
  readonly orderby?: string;
  readonly top?: number;
  readonly select?: readonly string[];
}

/** `<host>/beta/auditLogs/signIns?$filter=…`; spaces as %20, since `+` is a plus sign to some of the service's parsers. */
export function pageUrl(
  host: string,
  report: Report,
  { version = report.graph.version, filter, orderby, top, select }: PageOptions,
): string {
  const options: [string, string | undefined][] = [
    ["$filter", filter],
    ["$orderby", orderby],
    ["$top", top?.toString()],
    ["$select", select?.join(",")],
  ];
  const query = options.flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : [])).join("&");
  return `${host}/${version}/${report.graph.endpoint}${query && "?"}${query}`;
}

/** Rows of a full page. */
export const pageSizeOf = (report: ReportId): number => reportById(report).graph.pageSize;

/** Ids of audits hold characters that a path segment must not. */
export function recordUrl(host: string, report: Report, version: GraphVersion, id: string): string {
  return `${host}/${version}/${report.graph.endpoint}/${encodeURIComponent(id)}`;
}

/** Throws ForeignLink unless `link` goes to `host`: same scheme, name and port. Of any scheme but https only that of a machine's own endpoint is gone to. */
export function assertOwnLink(host: string, link: string): void {
  const url = readAddress(link);
  if (url === undefined || url.origin !== readAddress(host)?.origin)
    throw new ForeignLink((URL.canParse(link) && new URL(link).host) || "an unreadable address");
}
