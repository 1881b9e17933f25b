import type { HostApi } from "../protocol.ts";
import type { Handlers } from "../rpc.ts";
import type { GridSession } from "./gridSession.ts";

/** More than a window shows: a page of the grid's own cache. */
const mostRowsAtOnce = 1_000;

/** The rows that a question means are no longer those of the view. The state that tells so is on its way. */
export class Stale extends Error {
  override readonly name = "Stale";
  constructor() {
    super("The rows have changed since this was asked");
  }
}

/** What a session alone answers of what a grid asks. Questions about rows of another view than the present are refused: nobody would show the answers. */
export function sessionHandlers(session: GridSession) {
  const current = (revision: number): GridSession => {
    if (revision !== session.revision) throw new Stale();
    return session;
  };
  return {
    rows: ({ revision, from, count }) => current(revision).rows(from, Math.min(count, mostRowsAtOnce)),
    record: ({ record }) => session.record(record),
    sort: ({ sort }) => session.sort(sort),
    columns: ({ columns }) => session.columns(columns),
    checkQuery: ({ text }) => session.check(text),
    loadMore: () => void session.loadMore(),
    loadAll: () => void session.loadAll(),
    refresh: () => void session.refresh(),
    cancel: () => session.cancel(),
    facets: ({ revision, facets }) => current(revision).facets(facets),
    histogram: ({ revision, edges }) => current(revision).histogram(edges),
    groupBy: ({ path }) => session.group(path),
    openGroups: ({ group, open }) => session.openGroups(open, group),
    summary: ({ ranges, path }) => session.summary(ranges, path),
    explain: async ({ code }) => (await import("../reports/errorCodes.ts")).explainErrorCode(code) ?? null,
  } satisfies Partial<Handlers<HostApi>>;
}
