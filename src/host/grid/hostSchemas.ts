import * as v from "valibot";
import type { BannerAction, GridApi, HostApi } from "../../protocol/grid.ts";
import { filterOperators } from "../../query/filterClause.ts";
import { rangeUnits } from "../../query/query.ts";
import { reportIds } from "../../reports/report.ts";
import type { AnswerSchemas, ArgumentSchemas } from "../../rpc.ts";
import { columns, count, list, mostFields, name, nothing, object, oneOf, ranges, sort, text, truth } from "./messageParts.ts";

/** Characters: what the clipboard takes of rows, too, in bytes. */
const longestCopy = 50_000_000;
/** A person picks each by hand. */
const mostPicked = 10_000;
const mostParts = 20;
/** A bar has some pixels. */
const mostEdges = 10_000;
/** Milliseconds from 1970 to the last instant that there is. */
const lastInstant = 8.64e15;

/** Milliseconds of a year. */
const longestAroundMs = 366 * 24 * 3_600_000;

/** Somebody sets each by hand. */
const mostBookmarks = 1_000_000;
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const finite = v.pipe(v.number(), v.finite());
const actions = [
  "retry",
  "run",
  "widen",
  "allKept",
  "showLog",
  "signIn",
  "checkAccess",
  "freshToken",
  "loadAll",
] as const satisfies BannerAction[];

const cell = v.union([text, finite, v.boolean(), v.null()]);

const change = oneOf({
  value: object({
    kind: v.literal("value"),
    path: name,
    value: cell,
    pick: v.picklist(["only", "include", "exclude", "none"]),
    isCell: v.exactOptional(v.literal(true)),
  }),
  last: object({ kind: v.literal("last"), amount: count, unit: v.picklist(rangeUnits) }),
  range: object({ kind: v.literal("range"), brush: v.exactOptional(object({ from: name, to: name })) }),
  outcome: object({ kind: v.literal("outcome"), outcome: v.exactOptional(v.picklist(["success", "failure", "interrupt", "other"])) }),
  condition: object({ kind: v.literal("condition"), condition: text, clause: v.exactOptional(count) }),
  between: object({ kind: v.literal("between"), from: name, until: v.exactOptional(name) }),
  remove: object({ kind: v.literal("remove"), clause: count }),
});

const goToFrom = oneOf({
  record: object({ kind: v.literal("record"), record: count, column: v.exactOptional(name), key: v.exactOptional(name) }),
  value: object({ kind: v.literal("value"), path: name, value: cell }),
  condition: object({ kind: v.literal("condition"), condition: text }),
});

const facet = object({ path: name, search: text, by: v.picklist(["count", "value"]), from: count, count });

const parts = list(
  object({ path: name, operator: v.picklist(filterOperators), values: list(cell, mostPicked), written: v.exactOptional(text) }),
  mostParts,
);

const edges = v.pipe(
  list(v.pipe(v.number(), v.minValue(-lastInstant), v.maxValue(lastInstant)), mostEdges),
  v.check((several) => several.every((edge, at) => edge >= (several[at - 1] ?? -Infinity))),
);

/** What the page of a grid may ask, as `HostApi` has it: it shows hostile text, so nothing that it sends is taken as it is. */
export const hostSchemas = {
  ready: object({ zone: name }),
  rows: object({ revision: count, from: count, count }),
  record: object({ record: count }),
  openRecord: object({ record: count, beside: truth }),
  openRecords: object({ ranges, format: v.picklist(["json", "ndjson"]) }),
  copy: object({ ranges, format: v.picklist(["tsv", "markdown", "json"]), column: v.exactOptional(name) }),
  copyText: object({ text: v.pipe(v.string(), v.maxLength(longestCopy)) }),
  sort: object({ sort }),
  filter: object({ text }),
  columns: object({ columns }),
  checkQuery: object({ text }),
  complete: object({ text, offset: count }),
  hover: object({ text, offset: count }),
  answeredHere: object({ text }),
  openQuery: object({ text }),
  run: object({ text }),
  loadMore: nothing,
  loadAll: nothing,
  refresh: nothing,
  cancel: nothing,
  act: object({ action: v.picklist(actions) }),
  saveQuery: object({ text }),
  changeAnswers: nothing,
  edit: object({ text, change, beside: truth }),
  filterChoices: object({ path: name }),
  filterValues: object({ path: name, typed: text, given: parts }),
  filterPreview: object({ parts }),
  pickRange: object({
    from: name,
    to: name,
    around: v.exactOptional(object({ record: count, ms: v.pipe(count, v.maxValue(longestAroundMs)) })),
  }),
  facets: object({ revision: count, facets: list(facet, mostFields) }),
  histogram: object({ revision: count, edges, field: v.exactOptional(name) }),
  waysOut: object({ revision: count }),
  askWayOut: object({ revision: count, way: count }),
  recentQueries: nothing,
  summary: object({ revision: count }),
  openSummary: nothing,
  copySummary: nothing,
  groupBy: v.pipe(
    object({ path: v.exactOptional(name), then: v.exactOptional(name) }),
    v.check(({ path, then }) => then === undefined || path !== undefined),
  ),
  foldRepeats: object({ folded: truth }),
  openGroups: object({ group: v.exactOptional(count), open: truth }),
  selectionSummary: object({ ranges, path: name }),
  explain: object({ code: finite }),
  find: object({
    words: v.exactOptional(text),
    records: v.exactOptional(list(count, mostBookmarks)),
    start: v.pipe(v.number(), v.safeInteger()),
    step: v.picklist([1, -1]),
  }),
  goToTime: object({ near: v.exactOptional(count) }),
  chooseZone: nothing,
  panes: object({
    details: object({ open: truth, size: share, tab: v.exactOptional(name) }),
    facets: object({ open: truth, size: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)), paths: list(name, mostFields) }),
    histogram: object({ open: truth, field: v.exactOptional(name) }),
    summary: v.exactOptional(object({ open: truth, behind: v.exactOptional(v.literal(true)) })),
  }),
  openAddress: object({ record: count, path: name, address: name }),
  exportRows: object({ ranges }),
  compare: object({ record: count, with: v.picklist(["oldAndNew", "lastGood"]) }),
  goTo: object({ from: goToFrom, here: truth }),
  entityKeys: object({ record: count }),
  names: object({ record: count }),
  near: object({ record: count }),
  showNear: object({ record: count, path: name, report: v.picklist(reportIds), beside: truth }),
} satisfies ArgumentSchemas<HostApi>;

/** What the page answers, as `GridApi` has it. */
export const gridAnswers = {
  show: nothing,
  selection: object({ record: v.exactOptional(count), ranges }),
  focus: nothing,
  command: nothing,
  goTo: nothing,
} satisfies AnswerSchemas<GridApi>;
