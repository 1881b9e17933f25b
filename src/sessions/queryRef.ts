import { reportIds, type ReportId } from "../reports/report.ts";

/**
 * Where a query comes from.
 * - `starter`: comes with its report and cannot be changed
 * - `user`, `workspace`: the setting `tenantActivity.queries` there
 * - `folder`, `file`: reserved, nothing reads them yet
 * - `adHoc`: nobody has saved it
 */
export const queryOrigins = ["starter", "user", "workspace", "folder", "file", "adHoc"] as const;
export type QueryOrigin = (typeof queryOrigins)[number];

/** Which query is meant: the one identity of a saved query, wherever something is kept or done for it. Plain JSON. */
export interface QueryRef {
  readonly origin: QueryOrigin;
  /** Address of the workspace, folder or file that has it: two workspaces may have queries of one name. */
  readonly folder?: string;
  readonly report: ReportId;
  /** Empty for a query that nobody has saved. */
  readonly name: string;
  /** Its place among those that are equal in all of the above, 0 for the first. */
  readonly nth: number;
}

/** Whatever is asked of a report without a saved query. */
export const adHoc = (report: ReportId): QueryRef => ({ origin: "adHoc", report, name: "", nth: 0 });

/** A stable text, the same for equal refs and for no others. */
export const queryKey = ({ origin, folder, report, name, nth }: QueryRef): string =>
  JSON.stringify([origin, report, name, nth, ...(folder === undefined ? [] : [folder])]);

export const isSameQuery = (one: QueryRef | undefined, other: QueryRef | undefined): boolean =>
  one === undefined || other === undefined ? one === other : queryKey(one) === queryKey(other);

/** The ref of a key that was kept; undefined when it is none. */
export function readQueryKey(key: unknown): QueryRef | undefined {
  const parts = typeof key === "string" ? listIn(key) : undefined;
  if (!parts || parts.length < 4 || parts.length > 5) return undefined;
  const [originText, reportText, name, nth, folder] = parts;
  const origin = queryOrigins.find((one) => one === originText);
  const report = reportIds.find((one) => one === reportText);
  if (origin === undefined || report === undefined || typeof name !== "string") return undefined;
  if (typeof nth !== "number" || !Number.isSafeInteger(nth) || nth < 0) return undefined;
  if (parts.length === 5 && typeof folder !== "string") return undefined;
  return { origin, report, name, nth, ...(typeof folder === "string" && { folder }) };
}

function listIn(json: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The keys of earlier versions, `report` and `report:name`, mean the first query of that name, or the report without one. */
export function readEarlierKey(key: unknown, firstNamed: (report: ReportId, name: string) => QueryRef | undefined): QueryRef | undefined {
  const [, id, name] = typeof key === "string" ? (/^([^:]+)(?::(.*))?$/s.exec(key) ?? []) : [];
  const report = reportIds.find((one) => one === id);
  if (report === undefined) return undefined;
  return name === undefined ? adHoc(report) : firstNamed(report, name);
}
