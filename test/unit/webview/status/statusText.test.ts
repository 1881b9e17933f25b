import assert from "node:assert/strict";
import type { GridState } from "../../../../src/protocol/grid.ts";
import { formatCount } from "../../../../src/records/counted.ts";
import { paceParts, statusParts } from "../../../../src/webview/status/statusText.ts";

const now = new Date("2026-11-24T10:00:00Z");
const run: GridState["run"] = {
  pages: 13,
  requests: 14,
  elapsedMs: 24_000,
  from: "2026-11-17T10:00:00Z",
  to: "2026-11-24T10:00:00Z",
  reached: "2026-11-20T03:12:00Z",
  duplicates: 0,
  excluded: 0,
  strays: 0,
  oddities: 0,
  coverage: [
    { from: "2026-11-24T09:45:00Z", to: "2026-11-24T10:00:00Z", state: "settling", rows: 12 },
    { from: "2026-11-17T10:00:00Z", to: "2026-11-24T09:45:00Z", state: "complete", rows: 58_288 },
  ],
  notes: [],
};
const state: GridState = {
  revision: 1,
  title: "Failed sign-ins",
  report: { id: "signIns", title: "Sign-ins", noun: "sign-in", timeField: "createdDateTime", outcomePath: "status/errorCode" },
  connection: { id: "demo", name: "Contoso (demo)" },
  queryText: "signIns last 7d",
  clauses: [],
  fields: [],
  columns: [],
  sort: [],
  filter: "",
  rows: 58_300,
  matching: 58_300,
  loaded: 58_300,
  phase: "complete",
  run,
  zone: "utc",
  rowHeight: 22,
};

suite("Status line", () => {
  test("a complete run covers the whole range, but for what may still come late", () =>
    assert.deepEqual(statusParts(state, now, 24_000), [
      `${formatCount(58_300)} rows`,
      "17 Nov 10:00 – 24 Nov 10:00 complete, last 15 min settling",
      "14 requests",
      "24 s",
    ]));

  test("rows in groups, in groups of groups, and in lines of repeats are told with the number of those", () =>
    assert.deepEqual(
      [
        { grouped: { groups: 37 } },
        { grouped: { groups: 1, inside: 12 } },
        { grouped: { groups: 2, inside: 12 } },
        { grouped: { groups: 310 }, folded: true as const },
      ].map((grouping) => statusParts({ ...state, ...grouping }, now, 24_000)[0]),
      ["37 groups", "1 group, 12 inside it", "2 groups, 12 inside them", "310 lines"].map(
        (text) => `${formatCount(58_300)} rows in ${text}`,
      ),
    ));

  test("rows that words were found in before all lists were searched are not all, and the line says so", () =>
    assert.deepEqual(
      statusParts({ ...state, filter: "mfa", matching: 7, filterBasis: { read: 1_024, of: 58_300 } }, now, 24_000).slice(0, 3),
      [
        `7 of ${formatCount(58_300)} rows found so far`,
        `lists searched in ${formatCount(1_024)} of ${formatCount(58_300)} rows`,
        "17 Nov 10:00 – 24 Nov 10:00 complete, last 15 min settling",
      ],
    ));

  test("what was asked a while ago says so beside what it claims", () =>
    assert.deepEqual(statusParts({ ...state, run: { ...run, askedAt: "2026-11-24T09:35:00Z" } }, now, 24_000), [
      `${formatCount(58_300)} rows`,
      "17 Nov 10:00 – 24 Nov 10:00 complete, last 15 min settling",
      "asked 25 min ago",
      "14 requests",
      "24 s",
    ]));

  test("a paused run covers what it reached, and is not complete", () =>
    assert.deepEqual(
      statusParts(
        {
          ...state,
          phase: "paused",
          run: {
            ...run,
            coverage: [
              { from: "2026-11-20T03:12:00Z", to: "2026-11-24T10:00:00Z", state: "complete", rows: 58_300 },
              { from: "2026-11-17T10:00:00Z", to: "2026-11-20T03:12:00Z", state: "partial", rows: 0 },
            ],
          },
        },
        now,
        24_000,
      ),
      [`${formatCount(58_300)} rows`, "20 Nov 03:12 – 24 Nov 10:00", "the service has more", "14 requests", "24 s"],
    ));

  test("a filter shows how many of the loaded rows are left, and what was dropped is counted", () =>
    assert.deepEqual(
      statusParts({ ...state, matching: 1_204, run: { ...run, duplicates: 1, excluded: 3_400, strays: 3, oddities: 2 } }, now, 24_000),
      [
        `${formatCount(1_204)} of ${formatCount(58_300)} rows`,
        "17 Nov 10:00 – 24 Nov 10:00 complete, last 15 min settling",
        `${formatCount(3_400)} excluded here`,
        "1 duplicate dropped",
        "3 outside the query dropped",
        "2 unreadable",
        "14 requests",
        "24 s",
      ],
    ));

  test("a run that waits counts the seconds down", () =>
    assert.deepEqual(
      ["2026-11-24T10:00:05.200Z", "2026-11-24T09:59:59Z", undefined].map(
        (waitingUntil) => statusParts({ ...state, phase: "running", run: { ...run, ...(waitingUntil && { waitingUntil }) } }, now, 0)[0],
      ),
      ["Waiting 6 s for the service", "Loading", "Loading"],
    ));

  test("what went wrong is said with the seconds until it is tried again, counted down by the clock of the line", () =>
    assert.deepEqual(
      [0, 3200, 9000].map(
        (elapsedMs) =>
          statusParts(
            { ...state, phase: "running", run: { ...run, trouble: { what: "The connection was cut", retryAtMs: 4000 } } },
            now,
            elapsedMs,
          )[0],
      ),
      ["The connection was cut; asked again in 4 s", "The connection was cut; asked again in 1 s", "The connection was cut; asking again"],
    ));

  test("a silence is named from half a minute on", () =>
    assert.deepEqual(
      [29_000, 30_000, 95_000].map(
        (silenceMs) => statusParts({ ...state, phase: "running", run: { ...run, quietSinceMs: 5_000 } }, now, 5_000 + silenceMs)[0],
      ),
      ["Loading", "Loading: no answer for 30 s", "Loading: no answer for 1 min 35 s"],
    ));

  test("while it runs it says how fast, and how long still, which goes down by itself", () => {
    const pace = (loaded: number, ms: number, elapsedMs: number) =>
      paceParts({ loaded, run: { ...run, forecast: { rows: 40_000, requests: 41, ms } } }, elapsedMs);
    assert.deepEqual(
      [
        pace(24_000, 41_000, 24_000),
        pace(24_000, 41_000, 48_000),
        pace(30, 200_000, 24_000),
        pace(900, 1_000, 24_000),
        pace(0, 9_000, 24_000),
      ],
      [
        [`${formatCount(1_000)} rows/s`, "about 40 s left"],
        ["500 rows/s", "about 15 s left"],
        ["1 row/s", "about 3 min left"],
        ["38 rows/s"],
        ["about 9 s left"],
      ],
    );
  });

  test("nothing is said of a pace before there is one", () =>
    assert.deepEqual(paceParts({ loaded: 1_000, run: { ...run, elapsedMs: 300 } }, 300), []));

  test("before the first run there is nothing to count", () =>
    assert.deepEqual(statusParts({ ...state, phase: "idle" }, now, 0), ["Not run yet"]));
});
