import assert from "node:assert/strict";
import fc from "fast-check";
import type { CoveredStretch, GridState, Phase } from "../../../../src/protocol/grid.ts";
import { growing, growingEverywhere } from "../../../../src/webview/shared/growing.ts";

const states = ["complete", "settling", "partial", "failed"] as const;
const phases = ["idle", "running", "paused", "complete", "failed"] as const;

const gridOf = (phase: Phase, ...covered: CoveredStretch["state"][]): Pick<GridState, "run" | "phase" | "loaded" | "filterBasis"> => ({
  phase,
  loaded: 7,
  run: {
    pages: 1,
    requests: 1,
    elapsedMs: 1,
    duplicates: 0,
    excluded: 0,
    strays: 0,
    oddities: 0,
    notes: [],
    coverage: covered.map((state, at) => ({
      from: new Date(3_600_000 * (covered.length - at - 1)).toISOString(),
      to: new Date(3_600_000 * (covered.length - at)).toISOString(),
      state,
      rows: 1,
    })),
  },
});

suite("Counts that may still grow", () => {
  test("say so, and why", () => {
    assert.deepEqual(
      [
        gridOf("running", "complete", "partial"),
        gridOf("paused", "complete", "partial"),
        gridOf("failed", "complete", "failed"),
        gridOf("complete", "complete", "failed", "complete", "failed"),
        { ...gridOf("complete", "complete"), filterBasis: { read: 3, of: 7 } },
        gridOf("complete", "settling", "complete"),
        gridOf("complete", "complete"),
        { ...gridOf("paused", "partial"), loaded: 0 },
        gridOf("idle"),
      ].map((state) => growing(state)?.sentence),
      [
        "Counts may still grow: rows are still coming.",
        "Counts may still grow: the service has more.",
        "Counts may still grow: an error stopped the run.",
        "Counts may still grow: the rows of 2 gaps are missing.",
        "Counts may still grow: lists are still being searched.",
        "Counts of the newest rows may still grow: last 60 min settling.",
        undefined,
        undefined,
        undefined,
      ],
    );
    const more = growing(gridOf("paused", "partial"));
    assert.equal(
      more && growingEverywhere(more),
      "Counts in the facets and the histogram, of groups and of selected rows may still grow: the service has more.",
    );
  });

  test("nothing is said exactly when all that was asked for is there for good", () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases.slice(1)), fc.array(fc.constantFrom(...states), { minLength: 1 }), (phase, covered) => {
        const isThere = phase === "complete" && !covered.includes("settling") && !covered.includes("failed");
        assert.equal(growing(gridOf(phase, ...covered)) === undefined, isThere);
      }),
    );
  });
});
