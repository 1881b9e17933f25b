// Runs in the page, before the grid: answers as the extension host would, from records that the harness put into `window.start`.
import type { Cell, GridApi, GridState, HostApi, Row } from "../../../src/protocol.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import { connect, type Remote } from "../../../src/rpc.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";

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
  /** Set: every call fails with these words. */
  fail?: string;
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

function cellAt(record: ActivityRecord, path: string): Cell {
  const [list = "", member] = path.split("/[]/");
  const value = valueAt(record, list);
  const found = member === undefined ? value : Array.isArray(value) ? value.map((item: ActivityRecord) => valueAt(item, member)) : null;
  return found === undefined || found === null ? null : typeof found === "object" ? JSON.stringify(found) : (found as Cell);
}

function rowAt(position: number): Row {
  const { sort, loaded, columns, filter } = fake.state;
  const record = filter !== "" ? position * 7 : sort[0]?.direction === "asc" ? loaded - 1 - position : position;
  const { outcome, record: source } = records[record % records.length] ?? { outcome: "other" as const, record: {} };
  return { record, outcome, cells: columns.map(({ path }) => cellAt(source, path)) };
}

const handlers: HostApi = {
  ready: () => fake.state,
  rows: ({ revision, from, count }) => ({
    revision,
    from,
    rows: Array.from({ length: Math.max(0, Math.min(count, fake.state.rows - from)) }, (_, at) => rowAt(from + at)),
  }),
  record: ({ record }) => JSON.stringify(records[record % records.length]?.record, null, 2),
  openRecord: () => undefined,
  openRecords: () => undefined,
  copy: ({ ranges }) => ranges.reduce((sum, { from, to }) => sum + to - from, 0),
  copyText: () => undefined,
  sort: ({ sort }) => {
    fake.show({ sort, revision: fake.state.revision + 1 });
  },
  filter: ({ text }) => {
    const { loaded, revision } = fake.state;
    const problem = text.endsWith("eq") ? { filterProblem: "Expected a value after “eq”, at column 24." } : {};
    const { filterProblem: _, ...rest } = fake.state;
    fake.state = rest;
    const rows = text === "" || "filterProblem" in problem ? loaded : text === "nothing" ? 0 : Math.ceil(loaded / 7);
    fake.show({ filter: text, rows, revision: revision + 1, ...problem });
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
  run: ({ text }) => handlers.checkQuery({ text }),
  loadMore: () => undefined,
  loadAll: () => undefined,
  refresh: () => undefined,
  cancel: () => undefined,
  act: () => undefined,
  saveQuery: () => undefined,
};

const recorded = Object.fromEntries(
  Object.entries(handlers).map(([method, handler]) => [
    method,
    async (argument: never) => {
      fake.calls.push({ method, argument });
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (fake.fail) throw new Error(fake.fail);
      return (handler as (argument: never) => unknown)(argument);
    },
  ]),
);

const outgoing: ((message: unknown) => void)[] = [];
const { far } = connect<GridApi>(
  {
    post: (message) => {
      window.postMessage(message, "*");
    },
    onMessage: (listener) => {
      outgoing.push(listener);
    },
  },
  recorded,
);
const fake: FakeHost = {
  state,
  calls: [],
  memory,
  far,
  show(change) {
    fake.state = { ...fake.state, ...change };
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
