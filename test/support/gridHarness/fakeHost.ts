// Runs in the page, before the grid: answers as the extension host would, from records that the harness put into `window.start`.
import { gridAnswers, hostSchemas } from "../../../src/host/hostSchemas.ts";
import { answeredHere } from "../../../src/sessions/answeredHere.ts";
import { changed } from "../../../src/sessions/gesture.ts";
import { completeLine } from "../../../src/sessions/lineCompletion.ts";
import { hoverLine } from "../../../src/sessions/lineHover.ts";
import { pendingOf } from "../../../src/sessions/pendingOf.ts";
import { shownOf } from "../../../src/sessions/shown.ts";
import { withPicks } from "../../../src/sessions/withPicks.ts";
import type { Cell, Completions, Facet, FacetQuestion, GridApi, GridRow, GridState, HostApi, Row } from "../../../src/protocol.ts";
import {
  compile,
  narrowing,
  parseFilter,
  parseQuery,
  printQuery,
  timeBound,
  type Expression,
  type Query,
} from "../../../src/query/index.ts";
import { derivedValue } from "../../../src/reports/derived.ts";
import { describeErrorCode } from "../../../src/reports/errorCodes.ts";
import { fieldOf, reportById, type ActivityRecord } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
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
  /** Set: every call fails with these words. */
  fail?: string;
  /** Of records that came late: how late, in ms. */
  late?: Readonly<Record<number, number>>;
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
/** Groups that are open, by their values. */
const openValues = new Set<Cell>();

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

/** Groups of a view, largest first. */
function groupsBy(path: string, places: readonly number[]): { value: Cell; records: number; places: number[] }[] {
  const groups = new Map<Cell, number[]>();
  for (const place of places) {
    const value = cellAt(records[place]?.record ?? {}, path);
    const group = groups.get(value);
    if (group) group.push(place);
    else groups.set(value, [place]);
  }
  return [...groups]
    .map(([value, members]) => ({ value, records: countOf(members), places: members }))
    .sort((a, b) => b.records - a.records);
}

function rowsFrom(from: number, to: number): GridRow[] {
  const places = matching(addedTerms());
  const { group: path } = fake.state;
  if (path === undefined) return Array.from({ length: Math.max(0, to - from) }, (_, at) => rowOf(places, from + at));
  const rows: GridRow[] = [];
  let at = 0;
  for (const [group, { value, records: count, places: members }] of groupsBy(path, places).entries()) {
    const open = openValues.has(value);
    if (at >= from && at < to) rows.push({ group, value, records: count, open });
    at++;
    for (let position = Math.max(0, from - at); open && position < count && at + position < to; position++)
      rows.push(rowOf(members, position));
    if (open) at += count;
    if (at >= to) break;
  }
  return rows;
}

/** Brings all that follows from the text, the filter and the groups in line with them. */
function arrange(change: Partial<GridState>): void {
  const { brush: _, pending: __, group: ___, outcome: ____, ...rest } = fake.state;
  const group = "group" in change ? change.group : fake.state.group;
  fake.state = { ...rest, ...change, ...(group !== undefined && { group }) };
  const shown = shownOf(queryOf(fake.state.queryText), { ran: fetched });
  const pending = pendingOf(shown, { isWhole: false, loaded: fake.state.loaded });
  const brush = shown.narrowing?.brush;
  const outcome = shown.narrowing?.outcome;
  const places = matching(addedTerms());
  const count = countOf(places);
  const rows =
    group === undefined
      ? count
      : groupsBy(group, places).reduce((sum, { value, records: members }) => sum + 1 + (openValues.has(value) ? members : 0), 0);
  fake.show({
    clauses: shown.clauses,
    ...(pending && { pending }),
    ...(brush && { brush }),
    ...(outcome && { outcome }),
    rows,
    matching: count,
    revision: fake.state.revision + 1,
  });
}

function facetOf(question: FacetQuestion): Facet {
  const { path, search, by, from, count } = question;
  const query = queryOf(fake.state.queryText);
  const { added = [] } = shownOf(query, { ran: fetched }).narrowing ?? {};
  const others = added.filter((clause) => clause.path !== path);
  const places = matching(others.flatMap(({ condition }) => parseFilter(condition).expression ?? []));
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

/** What takes a moment at the host, too. */
const later: Pick<Handlers<HostApi>, "complete" | "hover"> = {
  complete: (place) =>
    fake.completions ??
    completeLine(place, { report: report.id, facets: (questions) => Promise.resolve({ facets: questions.map(facetOf) }) }),
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
  checkQuery: ({ text }) => {
    const start = text.indexOf("errorCod ");
    return start < 0
      ? []
      : [
          {
            start,
            end: start + 8,
            severity: "error",
            message: "Sign-ins have no field “errorCod”: did you mean “status/errorCode”?",
            replacement: "status/errorCode",
          },
        ];
  },
  run: ({ text }) => {
    const problems = handlers.checkQuery({ text });
    if (problems.length > 0) return problems;
    fetched = queryOf(text);
    arrange({ queryText: text });
    return [];
  },
  answeredHere: ({ text }) => answeredHere(text, report.id),
  openQuery: () => undefined,
  loadMore: () => undefined,
  loadAll: () => undefined,
  refresh: () => undefined,
  cancel: () => undefined,
  act: () => undefined,
  saveQuery: () => undefined,
  edit: ({ text, change, beside }) => {
    const problems = handlers.checkQuery({ text });
    if (problems.length > 0) return { message: "The query has errors. Mend them first.", problems };
    const answer = changed(shownOf(queryOf(text), { ran: fetched }), change, fake.state.zone);
    if ("refused" in answer) return { message: answer.refused };
    if (beside) return { message: "Opened in a new grid beside" };
    const queryText = printQuery(answer.query);
    arrange({ queryText });
    return { message: answer.message, text: queryText };
  },
  facets: ({ revision, facets }) => ({ revision, loaded: fake.state.loaded, facets: facets.map(facetOf) }),
  histogram: ({ revision, edges }) => {
    const outcomes = { success: [], failure: [], interrupt: [], other: [] } as Record<Row["outcome"], number[]>;
    for (const counts of Object.values(outcomes)) counts.push(...Array<number>(Math.max(0, edges.length - 1)).fill(0));
    let outside = 0;
    for (const place of matching(addedTerms().filter((term) => !timeBound(term, report.timeField)))) {
      const { outcome, record } = records[place] ?? { outcome: "other" as const, record: {} };
      const ms = Date.parse(String(valueAt(record, report.timeField)));
      const bar = edges.findLastIndex((edge) => edge <= ms);
      if (bar < 0 || bar >= edges.length - 1) outside += times(place);
      else outcomes[outcome][bar] = (outcomes[outcome][bar] ?? 0) + times(place);
    }
    return { revision, outcomes, outside };
  },
  groupBy: ({ path }) => {
    openValues.clear();
    const { group: _, ...rest } = fake.state;
    fake.state = rest;
    arrange(path === undefined ? {} : { group: path });
  },
  openGroups: ({ group, open }) => {
    const groups = groupsBy(fake.state.group ?? "", matching(addedTerms()));
    for (const { value } of group === undefined ? groups : groups.slice(group, group + 1)) {
      if (open) openValues.add(value);
      else openValues.delete(value);
    }
    arrange({});
  },
  selectionSummary: ({ ranges, path }) => {
    const groups = groupsBy(fake.state.group ?? "", matching(addedTerms()));
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
  exportRows: () => undefined,
};

const recorded = Object.fromEntries(
  Object.entries({ ...handlers, ...later }).map(([method, handler]) => [
    method,
    async (argument: never) => {
      fake.calls.push({ method, argument });
      await new Promise((resolve) => setTimeout(resolve, delayMs));
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
