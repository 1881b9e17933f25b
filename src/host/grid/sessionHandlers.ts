import type { HostApi } from "../../protocol/grid.ts";
import { namedKeys } from "../../records/namedKeys.ts";
import type { Handlers } from "../../rpc.ts";
import { checkText } from "../../sessions/asked.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { filterChoices, filterPreview, filterValues } from "../../sessions/filterBuilder.ts";
import { answeredHere } from "../../sessions/answeredHere.ts";
import { completeLine } from "../../sessions/lineCompletion.ts";
import { hoverLine } from "../../sessions/lineHover.ts";
import { pickRange } from "../../sessions/pickedRange.ts";

/** As many as the grid's own cache asks for. */
const mostRowsAtOnce = 1_000;
/** So long a summary waits for lists to be read: then it says what it has, and is asked again. */
const summaryPatienceMs = 300;

/** The rows that a question is about are no longer those of the view: the state that tells so is on its way. */
export class Stale extends Error {
  override readonly name = "Stale";
  constructor() {
    super("The rows have changed since this was asked");
  }
}

/**
 * What a session alone answers of what a grid asks. A question about the rows of another view than the present is refused with `Stale`: the grid would
 * not show the answer, and the store would have to work for it.
 */
export function sessionHandlers(session: GridSession) {
  const at = (revision: number): GridSession => {
    if (revision !== session.revision) throw new Stale();
    return session;
  };
  return {
    rows: ({ revision, from, count }) => at(revision).rows(from, Math.min(count, mostRowsAtOnce)),
    record: ({ record }) => session.record(record),
    entityKeys: async ({ record }) => namedKeys(session.report, JSON.parse(await session.record(record))),
    sort: ({ sort }) => session.sort(sort),
    columns: ({ columns }) => session.columns(columns),
    checkQuery: ({ text }) => checkText(text, session.report.id, session.calendar),
    complete: (place) =>
      completeLine(place, {
        report: session.report.id,
        facets: (questions) => session.facets(questions),
        activityTypes: () => session.activityTypes(),
        calendar: session.calendar,
      }),
    hover: (place) => hoverLine(place, { report: session.report.id, ...session.clock }),
    answeredHere: ({ text }) => answeredHere(text, session.report.id),
    filterChoices: ({ path }) => filterChoices(path, session.report),
    filterPreview: ({ parts }) => filterPreview(parts, { report: session.report, ...session.clock }),
    filterValues: (asked) =>
      filterValues(asked, {
        report: session.report,
        ...session.clock,
        facets: (questions, given) => session.facetsWithin(questions, given),
      }),
    pickRange: (asked) => pickRange(asked, session),
    loadMore: () => void session.loadMore(),
    loadAll: () => void session.loadAll(),
    refresh: () => void session.refresh(),
    cancel: () => session.cancel(),
    facets: ({ revision, facets }) => at(revision).facets(facets),
    histogram: ({ revision, edges, field }) => at(revision).histogram(edges, field),
    waysOut: ({ revision }) => at(revision).waysOut(),
    askWayOut: ({ revision, way }) => at(revision).askWayOut(way),
    summary: async ({ revision }) => {
      const answer = await at(revision).summary(summaryPatienceMs);
      if (answer === undefined) throw new Stale();
      return answer;
    },
    groupBy: ({ path, then }) => session.group(path, then),
    foldRepeats: ({ folded }) => session.fold(folded),
    openGroups: ({ group, open }) => session.openGroups(open, group),
    find: (question) => session.find(question),
    selectionSummary: ({ ranges, path }) => session.selectionSummary(ranges, path),
    explain: async ({ code }) => (await import("../../reports/errorCodes.ts")).describeErrorCode(code),
  } satisfies Partial<Handlers<HostApi>>;
}
