import type { HostApi } from "../../../src/protocol/grid.ts";

type Argument<Method> = Method extends () => unknown ? undefined : Method extends (argument: infer Taken) => unknown ? Taken : never;

const text = "signIns last 7d where appDisplayName eq 'Azure Portal'";
const ranges = [
  { from: 0, to: 2 },
  { from: 2, to: 2 },
  { from: 5, to: 900_000 },
];

/** What a grid asks, of each method each form. */
export const rightMessages: { readonly [Name in keyof HostApi]: readonly Argument<HostApi[Name]>[] } = {
  ready: [{ zone: "Europe/Berlin" }],
  rows: [{ revision: 1, from: 0, count: 100 }],
  record: [{ record: 0 }],
  openRecord: [{ record: 7, beside: false }],
  openRecords: [{ ranges, format: "ndjson" }],
  copy: [
    { ranges, format: "tsv" },
    { ranges: [], format: "json", column: "id" },
  ],
  copyText: [{ text: "" }],
  sort: [
    { sort: [] },
    {
      sort: [
        { path: "createdDateTime", direction: "desc" },
        { path: "id", direction: "asc" },
      ],
    },
  ],
  filter: [{ text: "portal" }],
  columns: [{ columns: [{ path: "id" }, { path: "appDisplayName", width: 123.5, pinned: true }] }],
  checkQuery: [{ text }],
  complete: [{ text, offset: 15 }],
  hover: [{ text, offset: 0 }],
  answeredHere: [{ text }],
  openQuery: [{ text }],
  run: [{ text }],
  loadMore: [undefined],
  loadAll: [undefined],
  refresh: [undefined],
  cancel: [undefined],
  act: [{ action: "widen" }, { action: "freshToken" }],
  saveQuery: [{ text }],
  changeAnswers: [undefined],
  edit: [
    { text, change: { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only", isCell: true }, beside: true },
    { text, change: { kind: "value", path: "status/errorCode", value: -0.5, pick: "none" }, beside: false },
    { text, change: { kind: "value", path: "isInteractive", value: null, pick: "exclude" }, beside: false },
    { text, change: { kind: "last", amount: 3, unit: "mo" }, beside: false },
    { text, change: { kind: "range", brush: { from: "2026-11-17T00:00:00Z", to: "2026-11-18T00:00:00Z" } }, beside: false },
    { text, change: { kind: "range" }, beside: false },
    { text, change: { kind: "condition", condition: "status/errorCode eq 50126" }, beside: true },
    { text, change: { kind: "remove", clause: 1 }, beside: false },
    { text, change: { kind: "between", from: "2026-11-17", until: "2026-11-18T00:00:00Z" }, beside: false },
    { text, change: { kind: "between", from: "2026-11-17" }, beside: false },
    { text, change: { kind: "outcome", outcome: "interrupt" }, beside: false },
    { text, change: { kind: "outcome" }, beside: false },
  ],
  filterChoices: [{ path: "appDisplayName" }],
  filterValues: [{ path: "category", typed: "Gr", given: [{ path: "loggedByService", operator: "is", values: ["Core Directory"] }] }],
  filterPreview: [{ parts: [{ path: "status/errorCode", operator: "isAny", values: [0, -0.5, null, true], written: "5" }] }],
  pickRange: [
    { from: "2026-11-17", to: "" },
    { from: "", to: "", around: { record: 7, ms: 300_000 } },
  ],
  facets: [{ revision: 1, facets: [{ path: "appDisplayName", search: "", by: "count", from: 0, count: 10 }] }],
  histogram: [
    { revision: 1, edges: [-5, 0.5, 0.5, 1_800_000_000_000] },
    { revision: 1, edges: [0, 1], field: "location/countryOrRegion" },
  ],
  waysOut: [{ revision: 1 }],
  askWayOut: [{ revision: 1, way: 0 }],
  recentQueries: [undefined],
  summary: [{ revision: 1 }],
  openSummary: [undefined],
  copySummary: [undefined],
  groupBy: [{}, { path: "appDisplayName" }, { path: "appDisplayName", then: "userPrincipalName" }],
  foldRepeats: [{ folded: true }],
  openGroups: [{ open: true }, { group: 3, open: false }],
  selectionSummary: [{ ranges, path: "id" }],
  explain: [{ code: 50126 }, { code: -1.5 }],
  find: [
    { words: "portal", start: -1, step: 1 },
    { records: [3, 5], start: 7, step: -1 },
  ],
  goToTime: [{}, { near: 3 }],
  chooseZone: [undefined],
  panes: [
    {
      details: { open: true, size: 0.4, tab: "basics" },
      facets: { open: false, size: 260, paths: ["appDisplayName"] },
      histogram: { open: true },
    },
    {
      details: { open: true, size: 0.4 },
      facets: { open: false, size: 260, paths: [] },
      histogram: { open: true, field: "appDisplayName" },
      summary: { open: true, behind: true },
    },
  ],
  openAddress: [{ record: 3, path: "status/additionalDetails", address: "https://learn.microsoft.com/entra" }],
  exportRows: [{ ranges }],
  goTo: [
    { from: { kind: "record", record: 3, column: "ipAddress" }, here: false },
    { from: { kind: "record", record: 3, key: "targetResources/0/id" }, here: true },
    { from: { kind: "value", path: "ipAddress", value: null }, here: false },
    { from: { kind: "condition", condition: "appId eq 'a'" }, here: false },
  ],
  names: [{ record: 3 }],
  near: [{ record: 7 }],
  showNear: [{ record: 7, path: "correlationId", report: "directoryAudits", beside: true }],
  compare: [
    { record: 3, with: "oldAndNew" },
    { record: 3, with: "lastGood" },
  ],
  entityKeys: [{ record: 3 }],
};

/** Members that are one of a few words. */
const words: ReadonlySet<string> = new Set(["format", "direction", "action", "kind", "pick", "unit", "by", "outcome", "operator", "with"]);
/** Members that may be missing. */
const mayMiss: ReadonlySet<string> = new Set([
  "width",
  "pinned",
  "isCell",
  "brush",
  "until",
  "written",
  "around",
  "column",
  "key",
  "group",
  "then",
  "outcome",
  "tab",
  "words",
  "records",
  "near",
  "summary",
  "behind",
  "field",
]);
/** Numbers that count nothing: any will do. */
const measures: ReadonlySet<string> = new Set(["width", "code", "edges", "value", "start", "step", "size"]);

/** Each way to make one member of a message wrong. `name`: of the member that the value is, or is an item of. */
export function* wrongForms(right: unknown, name = ""): Generator<unknown> {
  const isCell = name === "value" || (name === "values" && !Array.isArray(right));
  yield* [[[]], { more: 1 }, NaN];
  if (!isCell) yield null;
  if (!Array.isArray(right)) yield [];
  if (right === undefined) yield* [0, "", false, {}];
  if (typeof right === "number") {
    if (!isCell) yield* ["1", true, Infinity];
    if (!measures.has(name) && !isCell) yield* [-1, 0.5, 2 ** 53];
  }
  if (typeof right === "string") {
    if (!isCell) yield* [5, false];
    if (words.has(name)) yield* ["", "sideways", "__proto__", "constructor", right.toUpperCase()];
  }
  if (typeof right === "boolean" && !isCell) yield* ["true", 1, ...(mayMiss.has(name) ? [false] : [])];
  if (Array.isArray(right)) {
    yield* ["", 5, false, { length: 0 }, [undefined]];
    for (const [at, item] of right.entries()) for (const wrong of wrongForms(item, name)) yield right.with(at, wrong);
  } else if (typeof right === "object" && right !== null) {
    yield* [
      "",
      5,
      false,
      { ...right, more: 1 },
      { ...right, constructor: 1 },
      Object.defineProperty({ ...right }, "__proto__", { value: 1, enumerable: true }),
    ];
    for (const [member, value] of Object.entries(right)) {
      const { [member]: _, ...others } = right as Record<string, unknown>;
      if (!mayMiss.has(member) && !(member === "path" && Object.keys(right).length === 1)) yield others;
      for (const wrong of wrongForms(value, member)) yield { ...right, [member]: wrong };
    }
  }
}
