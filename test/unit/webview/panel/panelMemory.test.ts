import assert from "node:assert/strict";
import { mock } from "node:test";
import type { GridMemory } from "../../../../src/protocol/grid.ts";
import { PanelMemory } from "../../../../src/webview/panel/panelMemory.ts";
import { gridState } from "../../../support/gridHarness/openGrid.ts";

suite("What a grid's page remembers", () => {
  setup(() => {
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  teardown(() => {
    mock.timers.reset();
  });

  test("is kept at once, as the page of a hidden tab ends without a word; what follows within a moment is kept at its end, once", () => {
    const kept: (number | undefined)[] = [];
    let scrollTop = 1;
    const panes = { details: { open: true, size: 0.3 }, facets: { open: false, size: 200, paths: [] }, histogram: { open: true } };
    const memory = new PanelMemory(
      () => ({
        state: gridState("signIns"),
        table: { top: scrollTop, place: { at: { row: 0, column: 0 } } },
        panes: { ...panes, summary: { open: false }, kept: panes },
        bookmarks: new Set(),
      }),
      (all: GridMemory) => void kept.push(all.scrollTop),
      () => undefined,
    );
    memory.later();
    assert.deepEqual(kept, [1]);
    for (scrollTop = 2; scrollTop < 5; scrollTop++) memory.later();
    assert.deepEqual(kept, [1]);
    mock.timers.tick(300);
    assert.deepEqual(kept, [1, 5]);
    mock.timers.tick(10_000);
    assert.deepEqual(kept, [1, 5]);
    memory.later();
    assert.deepEqual(kept, [1, 5, 5]);
  });
});
