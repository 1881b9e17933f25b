import assert from "node:assert/strict";
import { timeAgo } from "../../../src/records/timeAgo.ts";

test("how long ago something was is told in a unit in which it is at least two", () => {
  const minute = 60_000;
  assert.deepEqual(
    [-minute, 0, 1.9 * minute, 2 * minute, 25.9 * minute, 119 * minute, 120 * minute, 47 * 60 * minute, 48 * 60 * minute].map(timeAgo),
    ["just now", "just now", "just now", "2 min ago", "25 min ago", "119 min ago", "2 h ago", "47 h ago", "2 days ago"],
  );
});
