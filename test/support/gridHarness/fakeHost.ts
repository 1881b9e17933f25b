// Runs in the page, before the grid: answers as the extension host would, from records that the harness put into `window.start`.
import { gridAnswers, hostSchemas } from "../../../src/host/grid/hostSchemas.ts";
import { checkText } from "../../../src/sessions/asked.ts";
import { answeredHere } from "../../../src/sessions/answeredHere.ts";
import { changed } from "../../../src/sessions/gesture.ts";
import { completeLine } from "../../../src/sessions/lineCompletion.ts";
import { filterChoices, filterPreview, filterValues } from "../../../src/sessions/filterBuilder.ts";
import { hoverLine } from "../../../src/sessions/lineHover.ts";
import { pickRange } from "../../../src/sessions/pickedRange.ts";
import { pendingOf } from "../../../src/sessions/pendingOf.ts";
import { shownOf } from "../../../src/sessions/shown.ts";
import { answererOf } from "../../../src/sources/graph/plan.ts";
import { withPartPicks, withPicks } from "../../../src/sessions/withPicks.ts";
import type {
  Cell,
  Completions,
  Facet,
  FacetQuestion,
  GridApi,
  GridRow,
  GridState,
  GroupAnswers,
  GroupRow,
  HostApi,
  NameThere,
  Near,
  Row,
  WayOut,
} from "../../../src/protocol/grid.ts";
import {
  compile,
  narrowing,
  parseFilter,
  parseQuery,
  printQuery,
  timeBound,
  type Expression,
  type Problem,
  type Query,
} from "../../../src/query/index.ts";
import { namedKeys } from "../../../src/records/namedKeys.ts";
import { ties } from "../../../src/records/ties.ts";
import { derivedValue } from "../../../src/reports/derived.ts";
import { describeErrorCode } from "../../../src/reports/errorCodes.ts";
import { fieldOf, reportById, type ActivityRecord } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import type { Summary } from "../../../src/summary/summary.ts";
import { fakeSummary } from "./fakeSummary.ts";
import { connect, type Handlers, type Remote } from "../../../src/rpc.ts";

export interface Start {
  readonly state: GridState;
  readonly records: readonly { readonly outcome: Row["outcome"]; readonly record: ActivityRecord }[];
  /** How long an answer takes. */
  readonly delayMs: number;
  readonly memory?: unknown;
}

export interface FakeHost {
  state: GridState;
  /** Method names and arguments, in the order of the calls. */
  readonly calls: { readonly method: string; readonly argument: unknown }[];
  memory: unknown;
  /** Set: what may stand at any place of the query line. */
  completions?: Completions;
  /** Set: query texts are checked as the host checks them; without it only one slip is known. */
  checks?: boolean;
  /** Set: every call fails with these words. */
  fail?: string;
  /** Of records that came late: how late, in ms. */
  late?: Readonly<Record<number, number>>;
  /** Set: what is said of the rows. */
  summary?: Summary;
  /** Set: what else is loaded of the operation and session of any record. */
  near?: Near;
  /** Set: that is not answered before. */
  nearHeld?: Promise<void>;
  /** Set: that fails with these words. */
  nearFails?: string;
  /** Set: what the directory calls what any record names. */
  names?: readonly NameThere[];
  /** What was summed up is a part only. */
  partial?: true;
  /** What it says is to be found otherwise; and what becomes of the one that is asked. */
  ways: readonly WayOut[];
  counted: readonly WayOut[];
  /** Set: every answer waits for it. */
  held?: Promise<void>;
  show(change: Partial<GridState>): void;
  far: Remote<GridApi>;
}

declare global {
  interface Window {
    start: Start;
    fake: FakeHost;
  }
}

const { state, records, delayMs, memory } = window.start;
const report = reportById(state.report.id);
const now = new Date(state.run.to ?? 0);
const queryOf = (text: string): Query => {
  const { query } = parseQuery(text);
  if (!query) throw new Error(`The fake host cannot read ${text}`);
  return query;
};
/** The query whose records are loaded. */
let fetched = queryOf(state.queryText);
/** Groups that are open, by their keys. */
const openKeys = new Set<string>();

/** All that a record has at a path: one value, or one for each item of the lists on the way. */
function valuesAt(record: ActivityRecord, path: string): Cell[] {
  const found = path
    .split("/[]/")
    .reduce<unknown[]>((items, member) => items.flatMap((item) => valueAt(item as ActivityRecord, member) ?? []), [record]);
  return found.length === 0 ? [null] : found.map((value) => (typeof value === "object" ? JSON.stringify(value) : (value as Cell)));
}

function cellAt(record: ActivityRecord, path: string): Cell {
  const field = fieldOf(report, path);
  const made = field?.derived ? derivedValue(field, record) : undefined;
  if (made !== undefined) return typeof made === "string" ? made : JSON.stringify(made);
  const [list = "", member] = path.split("/[]/");
  const value = valueAt(record, list);
  const found = member === undefined ? value : Array.isArray(value) ? value.map((item: ActivityRecord) => valueAt(item, member)) : null;
  return found === undefined || found === null ? null : typeof found === "object" ? JSON.stringify(found) : (found as Cell);
}

const all = records.map((_, at) => at);
/** The records stand for as many as are loaded, over and over: how often the one at a place occurs. */
const times = (place: number): number =>
  Math.floor(fake.state.loaded / records.length) + (place < fake.state.loaded % records.length ? 1 : 0);
const countOf = (places: readonly number[]): number => places.reduce((sum, place) => sum + times(place), 0);

/** Places of the records that meet the terms and the filter. */
function matching(terms: readonly Expression[]): readonly number[] {
  const { filter, filterProblem } = fake.state;
  const tests = terms.map((term) => compile(term, { now }));
  if (filter !== "" && filterProblem === undefined) {
    const { expression } = parseFilter(filter);
    // A word alone is a path, which is no condition.
    if (expression && expression.type !== "path") tests.push(compile(expression, { now }));
    else tests.push((record) => JSON.stringify(record).toLowerCase().includes(filter.toLowerCase()));
  }
  return tests.length === 0 ? all : all.filter((place) => tests.every((test) => test(records[place]?.record ?? {})));
}

const addedTerms = (): readonly Expression[] => narrowing(fetched, queryOf(fake.state.queryText)).added;

function rowOf(places: readonly number[], position: number): Row {
  const { sort, columns } = fake.state;
  const at = sort[0]?.direction === "asc" ? countOf(places) - 1 - position : position;
  const place = places[at % places.length] ?? 0;
  const { outcome, record: source } = records[place] ?? { outcome: "other" as const, record: {} };
  const record = Math.floor(at / Math.max(1, places.length)) * records.length + place;
  const lateMs = fake.late?.[record];
  return { record, outcome, cells: columns.map(({ path }) => cellAt(source, path)), ...(lateMs !== undefined && { lateMs }) };
}

interface FakeGroup {
  readonly key: string;
  readonly value: Cell;
  readonly records: number;
  readonly places: readonly number[];
  readonly within?: FakeGroup;
}

/** Groups of some places, largest first. */
function groupsBy(path: string, places: readonly number[], within?: FakeGroup): FakeGroup[] {
  const groups = new Map<Cell, number[]>();
  for (const place of places) {
    const value = cellAt(records[place]?.record ?? {}, path);
    const group = groups.get(value);
    if (group) group.push(place);
    else groups.set(value, [place]);
  }
  return [...groups]
    .map(([value, members]) => {
      const key = `${within?.key ?? ""} ${JSON.stringify(value)}`;
      return { key, value, records: countOf(members), places: members, ...(within && { within }) };
    })
    .sort((a, b) => b.records - a.records);
}

/** Lines of repeats, the latest first. */
function repeatsIn(places: readonly number[]): FakeGroup[] {
  const lines = new Map<string, number[]>();
  for (const place of places) {
    const told = report.repeats.map(({ paths }) => paths.map((path) => cellAt(records[place]?.record ?? {}, path)).find(Boolean) ?? null);
    const key = JSON.stringify(told);
    lines.set(key, [...(lines.get(key) ?? []), place]);
  }
  return [...lines].map(([key, members]) => ({ key, value: null, records: countOf(members), places: members }));
}

/** All groups as they are numbered. */
function groupsNow(): { readonly outer: readonly FakeGroup[]; readonly inner: readonly FakeGroup[] } {
  const { group, thenGroup, folded } = fake.state;
  const places = matching(addedTerms());
  if (folded) return { outer: repeatsIn(places), inner: [] };
  const outer = group === undefined ? [] : groupsBy(group, places);
  return { outer, inner: thenGroup === undefined ? [] : outer.flatMap((one) => groupsBy(thenGroup, one.places, one)) };
}

function answersOf(places: readonly number[]): GroupAnswers {
  const counts = { success: 0, failure: 0, interrupt: 0, other: 0 };
  for (const place of places) counts[records[place]?.outcome ?? "other"] += times(place);
  const instants = places.map((place) => Date.parse(String(valueAt(records[place]?.record ?? {}, report.timeField))));
  const people = report.people.map(({ paths }) => {
    const named = places.map((place) => paths.map((path) => cellAt(records[place]?.record ?? {}, path)).find(Boolean));
    return new Set(named.filter(Boolean)).size;
  });
  return { outcomes: counts, people, first: Math.min(...instants), last: Math.max(...instants) };
}

/** All rows of a grouped view, as functions: few of them are looked at. */
function groupedRows(): { readonly length: number; slice(from: number, to: number): GridRow[] } {
  const { outer, inner } = groupsNow();
  const { folded, thenGroup } = fake.state;
  const blocks: { readonly head?: FakeGroup; readonly rows: number; readonly places: readonly number[] }[] = [];
  const add = (one: FakeGroup): void => {
    const isOpen = openKeys.has(one.key);
    const parts = inner.filter(({ within }) => within === one);
    if (folded && one.records === 1) blocks.push({ rows: 1, places: one.places });
    else if (parts.length > 0) {
      blocks.push({ head: one, rows: 0, places: [] });
      if (isOpen) parts.forEach(add);
    } else blocks.push({ head: one, rows: isOpen ? one.records : 0, places: one.places });
  };
  outer.forEach(add);
  const headRow = (one: FakeGroup): GroupRow => {
    const { within, value, records: count, places, key } = one;
    const beside = within ? inner.filter((other) => other.within === within) : outer;
    return {
      group: within ? outer.length + inner.indexOf(one) : outer.indexOf(one),
      value,
      records: count,
      open: openKeys.has(key),
      at: beside.indexOf(one) + 1,
      of: beside.length,
      answers: answersOf(places),
      ...(thenGroup !== undefined && !within && { inside: inner.filter((other) => other.within === one).length }),
      ...(within && { within: { group: outer.indexOf(within), value: within.value } }),
      ...(folded && { latest: rowOf(places, 0) }),
    };
  };
  return {
    length: blocks.reduce((sum, { head, rows }) => sum + Number(head !== undefined) + rows, 0),
    slice(from, to) {
      const shown: GridRow[] = [];
      let at = 0;
      for (const { head, rows, places } of blocks) {
        if (head && at >= from && at < to) shown.push(headRow(head));
        at += Number(head !== undefined);
        for (let position = Math.max(0, from - at); position < rows && at + position < to; position++)
          shown.push({ ...rowOf(places, position), ...(folded && head && { isRepeat: true as const }) });
        at += rows;
        if (at >= to) break;
      }
      return shown;
    },
  };
}

const isGrouped = (): boolean => fake.state.group !== undefined || fake.state.folded === true;

function rowsFrom(from: number, to: number): GridRow[] {
  if (isGrouped()) return groupedRows().slice(from, to);
  const places = matching(addedTerms());
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => rowOf(places, from + at));
}

/** Brings all that follows from the text, the filter and the groups in line with them. */
function arrange(change: Partial<GridState>): void {
  const { brush: _, pending: __, outcome: ____, grouped: _____, people: ______, ...rest } = fake.state;
  fake.state = { ...rest, ...change };
  const shown = shownOf(queryOf(fake.state.queryText), { ran: fetched });
  const pending = pendingOf(shown, { isWhole: false, loaded: fake.state.loaded });
  const brush = shown.narrowing?.brush;
  const outcome = shown.narrowing?.outcome;
  const count = countOf(matching(addedTerms()));
  const { outer, inner } = groupsNow();
  const { thenGroup } = fake.state;
  const rows = isGrouped() ? groupedRows().length : count;
  fake.show({
    clauses: shown.clauses,
    ...(pending && { pending }),
    ...(brush && { brush }),
    ...(outcome && { outcome }),
    ...(isGrouped() && {
      grouped: { groups: outer.length, ...(thenGroup !== undefined && { inside: inner.length }) },
      people: report.people,
    }),
    rows,
    matching: count,
    revision: fake.state.revision + 1,
  });
}

/** `given`: conditions that the rows counted meet, too. */
function facetOf(question: FacetQuestion, given: readonly string[] = []): Facet {
  const { path, search, by, from, count } = question;
  const query = queryOf(fake.state.queryText);
  const { added = [] } = shownOf(query, { ran: fetched }).narrowing ?? {};
  const others = added.filter((clause) => clause.path !== path);
  const conditions = [...others.map(({ condition }) => condition), ...given];
  const places = matching(conditions.flatMap((condition) => parseFilter(condition).expression ?? []));
  const counts = new Map<Cell, number>();
  for (const place of places) {
    for (const value of new Set(valuesAt(records[place]?.record ?? {}, path))) counts.set(value, (counts.get(value) ?? 0) + times(place));
  }
  const values = [...counts]
    .filter(([value]) =>
      String(value ?? "")
        .toLowerCase()
        .includes(search.toLowerCase()),
    )
    .sort(([a, rowsOfA], [b, rowsOfB]) => (by === "count" ? rowsOfB - rowsOfA : 0) || (String(a) < String(b) ? -1 : 1))
    .map(([value, rows]) => ({ value, rows }));
  return withPicks({ path, values: values.slice(from, from + count), distinct: values.length, rows: countOf(places) }, query, question);
}

function slips(text: string): Problem[] {
  const start = text.indexOf("errorCod ");
  const message = "Sign-ins have no field “errorCod”: did you mean “status/errorCode”?";
  return start < 0 ? [] : [{ start, end: start + 8, severity: "error", message, replacement: "status/errorCode" }];
}

/** What takes a moment at the host, too. */
const later: Pick<Handlers<HostApi>, "complete" | "hover" | "filterValues" | "pickRange" | "checkQuery" | "run"> = {
  checkQuery: ({ text }) => (fake.checks ? checkText(text, report.id, { now, zone: fake.state.zone }) : slips(text)),
  run: async ({ text }) => {
    const problems = await later.checkQuery({ text });
    if (problems.some(({ severity }) => severity === "error")) return problems;
    fetched = queryOf(text);
    arrange({ queryText: text });
    return [];
  },
  complete: (place) =>
    fake.completions ??
    completeLine(place, {
      report: report.id,
      facets: (questions) => Promise.resolve({ facets: questions.map((question) => facetOf(question)) }),
      calendar: { now, zone: fake.state.zone },
    }),
  filterValues: (asked) =>
    filterValues(asked, {
      report,
      now,
      zone: fake.state.zone,
      facets: (questions, given) => Promise.resolve({ facets: questions.map((question) => facetOf(question, given)) }),
    }),
  pickRange: (asked) =>
    pickRange(asked, {
      report,
      clock: { now, zone: fake.state.zone },
      record: (record) => Promise.resolve(JSON.stringify(records[record % records.length]?.record)),
    }),
  hover: (place) => hoverLine(place, { report: report.id, now, zone: fake.state.zone }),
};

const handlers: Omit<HostApi, keyof typeof later> = {
  ready: () => fake.state,
  rows: ({ revision, from, count }) => ({ revision, from, rows: rowsFrom(from, Math.min(from + count, fake.state.rows)) }),
  record: ({ record }) => JSON.stringify(records[record % records.length]?.record, null, 2),
  openRecord: () => undefined,
  openRecords: () => undefined,
  copy: ({ ranges }) => ranges.reduce((sum, { from, to }) => sum + to - from, 0),
  copyText: () => undefined,
  sort: ({ sort }) => {
    fake.show({ sort, revision: fake.state.revision + 1 });
  },
  filter: ({ text }) => {
    const { filterProblem: _, ...rest } = fake.state;
    fake.state = rest;
    arrange({ filter: text, ...(text.endsWith("eq") && { filterProblem: "Expected a value after “eq”, at column 24." }) });
  },
  columns: ({ columns }) => {
    fake.show({ columns, revision: fake.state.revision + 1 });
  },
  answeredHere: ({ text }) => answeredHere(text, report.id),
  openQuery: () => undefined,
  loadMore: () => undefined,
  loadAll: () => undefined,
  refresh: () => undefined,
  cancel: () => undefined,
  act: () => undefined,
  saveQuery: () => undefined,
  changeAnswers: () => undefined,
  edit: ({ text, change, beside }) => {
    const problems = slips(text);
    if (problems.length > 0) return { message: "The query has errors. Mend them first.", problems };
    const answer = changed(shownOf(queryOf(text), { ran: fetched }), change, fake.state.zone);
    if ("refused" in answer) return { message: answer.refused };
    if (beside) return { message: "Opened in a new grid beside" };
    const queryText = printQuery(answer.query);
    arrange({ queryText });
    return { message: answer.message, text: queryText };
  },
  facets: ({ revision, facets }) => ({ revision, loaded: fake.state.loaded, facets: facets.map((facet) => facetOf(facet)) }),
  filterChoices: ({ path }) => filterChoices(path, report),
  filterPreview: ({ parts }) => filterPreview(parts, { report, now, zone: fake.state.zone }),
  histogram: ({ revision, edges, field }) => {
    const parts = new Map<Cell, number[]>();
    const outcomes = { success: [], failure: [], interrupt: [], other: [] } as Record<Row["outcome"], number[]>;
    for (const counts of Object.values(outcomes)) counts.push(...Array<number>(Math.max(0, edges.length - 1)).fill(0));
    let outside = 0;
    for (const place of matching(addedTerms().filter((term) => !timeBound(term, report.timeField)))) {
      const { outcome, record } = records[place] ?? { outcome: "other" as const, record: {} };
      const ms = Date.parse(String(valueAt(record, report.timeField)));
      const bar = edges.findLastIndex((edge) => edge <= ms);
      if (bar < 0 || bar >= edges.length - 1) outside += times(place);
      else {
        outcomes[outcome][bar] = (outcomes[outcome][bar] ?? 0) + times(place);
        const [value = null] = valuesAt(record, field ?? "");
        const rows = parts.get(value) ?? Array<number>(edges.length - 1).fill(0);
        parts.set(value, rows.with(bar, (rows[bar] ?? 0) + times(place)));
      }
    }
    if (field === undefined) return { revision, outcomes, outside };
    const sum = (rows: readonly number[]): number => rows.reduce((total, count) => total + count, 0);
    const found = [...parts].map(([value, rows]) => ({ value, rows })).sort((a, b) => sum(b.rows) - sum(a.rows));
    const others = edges.slice(1).map((_, bar) => sum(found.slice(5).map(({ rows }) => rows[bar] ?? 0)));
    const by = { path: field, values: found.slice(0, 5), others, otherValues: Math.max(0, found.length - 5) };
    return { revision, outcomes, outside, by: withPartPicks(by, queryOf(fake.state.queryText)) };
  },
  waysOut: ({ revision }) => ({ revision, ways: fake.ways }),
  askWayOut: ({ revision, way }) => {
    fake.ways = fake.ways.flatMap((one, at) => (at === way ? fake.counted : [one]));
    return { revision, ways: fake.ways };
  },
  summary: ({ revision }) => ({
    revision,
    summary: fake.summary ?? fakeSummary(fake.state.matching),
    ...(fake.partial && { isPartial: true as const }),
  }),
  recentQueries: () => ["signIns last 2d", "directoryAudits last 3d\nwhere result eq 'failure'"],
  openSummary: () => undefined,
  copySummary: () => undefined,
  groupBy: ({ path, then }) => {
    openKeys.clear();
    const { group: _, thenGroup: __, folded: ___, ...rest } = fake.state;
    fake.state = rest;
    arrange(path === undefined ? {} : { group: path, ...(then !== undefined && then !== path && { thenGroup: then }) });
  },
  foldRepeats: ({ folded }) => {
    openKeys.clear();
    const { group: _, thenGroup: __, folded: ___, ...rest } = fake.state;
    fake.state = rest;
    arrange(folded ? { folded } : {});
  },
  openGroups: ({ group, open }) => {
    const { outer, inner } = groupsNow();
    const groups = [...outer, ...inner];
    for (const { key } of group === undefined ? groups : groups.slice(group, group + 1)) {
      if (open) openKeys.add(key);
      else openKeys.delete(key);
    }
    arrange({});
  },
  selectionSummary: ({ ranges, path }) => {
    const { outer, inner } = groupsNow();
    const groups = [...outer, ...inner];
    const rows = ranges.flatMap(({ from, to }) => rowsFrom(from, to));
    const places = rows.flatMap((row) =>
      "record" in row ? [row.record % records.length] : row.open ? [] : (groups[row.group]?.places ?? []),
    );
    const sources = places.map((place) => records[place]?.record ?? {});
    const instants = sources.map((record) => String(valueAt(record, report.timeField))).sort();
    const [first, last] = [instants[0], instants.at(-1)];
    const values = new Set(sources.flatMap((record) => valuesAt(record, path)).filter((value) => value !== null));
    const count = rows.reduce((sum, row) => sum + ("record" in row ? 1 : row.open ? 0 : row.records), 0);
    return { records: count, distinct: values.size, ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
  },
  find: ({ words: text = "", records: wanted, start: from, step }) => {
    const shown = rowsFrom(0, Math.min(fake.state.rows, 5_000));
    const isMeant = (row: GridRow): boolean =>
      "record" in row &&
      (wanted
        ? wanted.includes(row.record)
        : JSON.stringify(records[row.record % records.length]?.record)
            .toLowerCase()
            .includes(text.toLowerCase()));
    const positions = shown.flatMap((row, at) => (isMeant(row) ? [at] : []));
    const count = positions.length;
    if (count === 0) return { count };
    const position =
      (step > 0 ? positions.find((at) => at >= from) : positions.findLast((at) => at <= from)) ?? positions[step > 0 ? 0 : count - 1] ?? 0;
    return { count, index: positions.indexOf(position), position };
  },
  goToTime: () => ({ position: 40, message: "The first row until 2026-11-23 15:00" }),
  chooseZone: () => undefined,
  panes: () => undefined,
  explain: ({ code }) => describeErrorCode(code),
  openAddress: () => undefined,
  goTo: () => undefined,
  names: () => fake.names ?? [],
  entityKeys: ({ record }) => namedKeys(report, records[record % records.length]?.record),
  near: ({ record }) => {
    const source = records[record % records.length]?.record;
    return {
      ties: ties(report, source, { now, zone: fake.state.zone, answererOf }).map(({ path, label, holds: [held] }) => {
        const tests = (held?.terms ?? []).map((term) => compile(term, { now }));
        const timeOf = (place: number): string => String(valueAt(records[place]?.record ?? {}, report.timeField));
        const same = all
          .filter((place) => tests.every((test) => test(records[place]?.record ?? {})))
          .toSorted((one, other) => timeOf(one).localeCompare(timeOf(other)));
        const at = same.indexOf(record % records.length);
        const wordsOf = (place: number | undefined) =>
          place !== undefined && {
            record: place,
            outcome: records[place]?.outcome ?? "other",
            time: timeOf(place),
            who: "Somebody",
            what: "Something",
          };
        const [previous, next] = [wordsOf(same[at - 1]), wordsOf(same[at + 1])];
        const order = { before: at, after: same.length - 1 - at, ...(previous && { previous }), ...(next && { next }) };
        return { path, label, others: same.length - 1, order, elsewhere: [] };
      }),
      ...fake.near,
    };
  },
  showNear: () => undefined,
  compare: () => undefined,
  exportRows: () => undefined,
};

const recorded = Object.fromEntries(
  Object.entries({ ...handlers, ...later }).map(([method, handler]) => [
    method,
    async (argument: never) => {
      fake.calls.push({ method, argument });
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await fake.held;
      if (method === "near") await fake.nearHeld;
      if (method === "near" && fake.nearFails !== undefined) throw new Error(fake.nearFails);
      if (fake.fail) throw new Error(fake.fail);
      return (handler as (argument: never) => unknown)(argument);
    },
  ]),
) as unknown as Handlers<HostApi>;

const outgoing: ((message: unknown) => void)[] = [];
const { far } = connect<GridApi, HostApi>(
  {
    post: (message) => {
      window.postMessage(message, "*");
    },
    onMessage: (listener) => {
      outgoing.push(listener);
    },
  },
  recorded,
  // A message that the extension would refuse is a fault of the page.
  { calls: hostSchemas, answers: gridAnswers },
);
const fake: FakeHost = {
  state,
  calls: [],
  memory,
  ways: [],
  counted: [],
  far,
  show(change) {
    fake.state = { ...fake.state, ...(change.rows !== undefined && { matching: change.rows }), ...change };
    void far.show(fake.state);
  },
};
window.fake = fake;
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => {
      for (const listener of outgoing) listener(message);
    },
    getState: () => fake.memory,
    setState: (kept: unknown) => {
      fake.memory = kept;
    },
  }),
});
