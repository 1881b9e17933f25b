import assert from "node:assert/strict";
import fc from "fast-check";
import type { CoveredStretch, GridState, Phase } from "../../../../src/protocol/grid.ts";
import { ageText, coverageParts, countGaps, stretchAction, stretchWords } from "../../../../src/webview/status/coverageText.ts";
import { formatCount } from "../../../../src/records/counted.ts";

const now = new Date("2026-11-24T10:00:00Z");
const newest = now.getTime();
const hourMs = 3_600_000;
const states = ["complete", "settling", "partial", "failed"] as const;
type Covered = Pick<GridState, "run" | "phase" | "zone">;

/** One hour each, newest first. */
const hours = (...covered: CoveredStretch["state"][]): CoveredStretch[] =>
  covered.map((state, at) => ({
    from: new Date(newest - (at + 1) * hourMs).toISOString(),
    to: new Date(newest - at * hourMs).toISOString(),
    state,
    rows: 0,
  }));
const covering = (phase: Phase, ...covered: CoveredStretch["state"][]): Covered => ({
  phase,
  zone: "utc",
  run: {
    pages: 1,
    requests: 1,
    elapsedMs: 1,
    from: new Date(newest - covered.length * hourMs).toISOString(),
    to: now.toISOString(),
    duplicates: 0,
    excluded: 0,
    strays: 0,
    oddities: 0,
    coverage: hours(...covered),
    notes: [],
  },
});

suite("Words of coverage", () => {
  test("rows that came late are counted, in the stretch and in the status line", () => {
    const [stretch] = hours("settling");
    assert.ok(stretch);
    const words = stretchWords({ ...stretch, rows: 12, late: 2 }, { phase: "complete", zone: "utc" }, now);
    assert.match(words, /: settling, as late ones came, 12 rows, 2 rows came late, click to fetch what is new$/);
    const { run, ...state } = covering("complete", "settling", "complete");
    const coverage = run.coverage.map((covered, at) => ({ ...covered, ...(at === 0 && { late: 1 }) }));
    assert.match(coverageParts({ ...state, run: { ...run, coverage } }, now).join(), /complete, last 60 min settling, 1 row came late$/);
  });

  test("say how old they are once that is more than a few minutes, and while nothing is being asked", () => {
    const asked = (minutesAgo: number, phase: Phase = "complete") => {
      const { run } = covering(phase, "complete");
      return ageText({ phase, run: { ...run, askedAt: new Date(newest - minutesAgo * 60_000).toISOString() } }, now);
    };
    assert.deepEqual(
      [asked(4.9), asked(5), asked(25), asked(180), asked(3 * 24 * 60), asked(25, "paused"), asked(25, "failed"), asked(25, "running")],
      [
        undefined,
        "asked 5 min ago",
        "asked 25 min ago",
        "asked 3 h ago",
        "asked 3 days ago",
        "asked 25 min ago",
        "asked 25 min ago",
        undefined,
      ],
    );
    // The service's clock may be ahead of this one.
    assert.equal(asked(-10), undefined);
    assert.equal(ageText(covering("complete", "complete"), now), undefined);
  });

  test("each stretch says when, what, how many rows, and what a click does", () => {
    const words = (phase: Phase) =>
      states.map((state, at) =>
        stretchWords(
          { from: "2026-11-16T09:00:00Z", to: "2026-11-17T12:00:00Z", state, rows: [1_204, 1, 0, 34][at] ?? 0 },
          { phase, zone: "utc" },
          now,
        ).replace("16 Nov 09:00 – 17 Nov 12:00: ", ""),
      );
    assert.deepEqual(
      [words("failed"), words("running")],
      [
        [
          `complete, ${formatCount(1_204)} rows`,
          "settling, late ones may still come, 1 row, click to fetch what is new",
          "not fetched, click to fetch it",
          "failed, 34 rows, click to fetch again",
        ],
        [`complete, ${formatCount(1_204)} rows`, "settling, late ones may still come, 1 row", "not fetched", "failed, 34 rows"],
      ],
    );
  });

  test("gaps side by side are one, and what is older than all that was asked is none", () =>
    assert.deepEqual(
      [
        covering("failed", "complete", "failed", "partial", "complete", "failed"),
        covering("paused", "complete", "partial", "complete", "partial"),
        covering("running", "complete", "partial", "complete", "failed", "partial"),
        covering("complete", "settling", "complete"),
      ].map(countGaps),
      [2, 1, 1, 0],
    ));

  test("what is settling is so long, and the last only at the newest end", () =>
    assert.deepEqual(
      [
        covering("complete", "settling", "complete"),
        covering("complete", "complete", "settling"),
        covering("complete", "settling"),
        covering("failed", "failed", "settling", "complete"),
      ].map((state) => coverageParts(state, now)),
      [
        ["24 Nov 08:00 – 10:00 complete, last 60 min settling"],
        ["24 Nov 08:00 – 10:00 complete, 60 min settling"],
        ["24 Nov 09:00 – 10:00 settling"],
        ["1 gap", "60 min settling"],
      ],
    ));

  test("complete is never said of a range in which something misses, whatever the phase", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Phase>("running", "paused", "complete", "failed"),
        fc.array(fc.constantFrom(...states), { maxLength: 8 }),
        (phase, covered) => {
          const said = coverageParts(covering(phase, ...covered), now).join(" ");
          assert.equal(
            said.includes("complete"),
            covered.includes("complete") && !covered.includes("partial") && !covered.includes("failed"),
          );
        },
      ),
    );
  });

  test("every gap of a run that stopped can be fetched, and no stretch while it runs", () =>
    assert.deepEqual(
      (["running", "paused", "complete", "failed"] as const).map((phase) =>
        hours(...states).map((stretch) => stretchAction(stretch, phase)),
      ),
      [
        [undefined, undefined, undefined, undefined],
        [undefined, undefined, "fetch", "fetch"],
        [undefined, "refresh", undefined, "fetch"],
        [undefined, "refresh", "fetch", "fetch"],
      ],
    ));
});
