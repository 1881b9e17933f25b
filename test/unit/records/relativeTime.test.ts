import assert from "node:assert/strict";
import { relativeTime } from "../../../src/records/relativeTime.ts";

const now = new Date("2026-11-23T16:00:00Z");

suite("How far an instant is from now", () => {
  test("is told in one unit, before and after it", () =>
    assert.deepEqual(
      [
        "2026-11-23T15:59:59.5Z",
        "2026-11-23T15:59:20Z",
        "2026-11-23T13:00:00Z",
        "2025-11-23T16:00:00Z",
        "2026-11-23T16:05:00Z",
        "soon",
        "2026-99-99T00:00",
      ].map((text) => relativeTime(text, now)),
      ["now", "40 s ago", "3 h ago", "365 days ago", "in 5 min", undefined, undefined],
    ));
});
