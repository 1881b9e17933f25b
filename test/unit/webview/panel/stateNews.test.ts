import assert from "node:assert/strict";
import type { GridState } from "../../../../src/protocol/grid.ts";
import { stateNews } from "../../../../src/webview/panel/stateNews.ts";

const state = (part: Partial<GridState> = {}): GridState =>
  ({
    phase: "running",
    rows: 3,
    matching: 3,
    loaded: 3,
    filter: "",
    sort: [],
    run: {},
    fields: [{ path: "appDisplayName", label: "Application", kind: "text" }],
    ...part,
  }) as unknown as GridState;

suite("News of a state", () => {
  test("tells what was asked for: groups, order, filter", () =>
    assert.deepEqual(
      [
        stateNews(state(), state({ group: "appDisplayName", rows: 2 }), false),
        stateNews(state({ group: "appDisplayName" }), state(), false),
        stateNews(state(), state({ sort: [{ path: "appDisplayName", direction: "desc" }] }), false),
        stateNews(state(), state({ filter: "x", matching: 1 }), false),
      ],
      ["Grouped by Application: 2 groups", "No groups", "Sorted by Application, descending", "1 of 3 rows"],
    ));

  test("tells of groups inside groups, and of repeats folded and shown again", () => {
    const one = { group: "appDisplayName", grouped: { groups: 2 } };
    const two = { group: "appDisplayName", thenGroup: "appDisplayName", grouped: { groups: 2, inside: 5 } };
    const folded = { folded: true as const, grouped: { groups: 2 } };
    assert.deepEqual(
      [
        stateNews(state(one), state(two), false),
        stateNews(state(two), state(one), false),
        stateNews(state(), state(folded), false),
        stateNews(state(folded), state(), false),
        stateNews(state(folded), state(one), false),
      ],
      [
        "Grouped by Application, then Application: 2 groups, 5 inside",
        "Grouped by Application: 2 groups",
        "Repeats folded: 3 rows in 2 lines",
        "Each row on its own line",
        "Grouped by Application: 2 groups",
      ],
    );
  });

  test("tells that rows found are not all yet, and once more when they are", () => {
    const found = (matching: number, read?: number) =>
      state({ filter: "x", matching, ...(read !== undefined && { filterBasis: { read, of: 3 } }) });
    assert.deepEqual(
      [
        stateNews(state(), found(1, 0), false),
        stateNews(found(1, 0), found(2, 2), false),
        stateNews(found(2, 2), found(2), false),
        stateNews(found(2), found(2), false),
      ],
      ["1 of 3 rows found so far, lists searched in 0 of 3 rows", undefined, "2 of 3 rows", undefined],
    );
  });

  test("tells what goes wrong once, and that it is asked again only with the rows", () => {
    const troubled = (what: string) => state({ run: { trouble: { what, retryAtMs: 1 } } as GridState["run"] });
    assert.deepEqual(
      [stateNews(state(), troubled("It was cut"), true), stateNews(troubled("It was cut"), troubled("It was cut"), true)],
      ["It was cut", undefined],
    );
  });

  test("tells that more rows came when that is worth telling, and else nothing", () =>
    assert.deepEqual(
      [true, false].map((progress) => stateNews(state(), state({ loaded: 9, matching: 9 }), progress)),
      ["9 rows loaded", undefined],
    ));
});
