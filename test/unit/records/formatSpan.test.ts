import assert from "node:assert/strict";
import { formatElapsed, formatSpan } from "../../../src/records/formatSpan.ts";

suite("Lengths of time", () => {
  test("elapsed time gets coarser as it grows", () =>
    assert.deepEqual([0, 840, 9949, 9950, 24_000, 59_600, 185_000].map(formatElapsed), [
      "0.0 s",
      "0.8 s",
      "9.9 s",
      "10 s",
      "24 s",
      "1 min 0 s",
      "3 min 5 s",
    ]));

  test("a length of time is in one unit, in which it is at least two", () =>
    assert.deepEqual([0, 20_000, 119_000, 120_000, 900_000, 5_400_000, 7_200_000, 172_800_000].map(formatSpan), [
      "1 s",
      "20 s",
      "119 s",
      "2 min",
      "15 min",
      "90 min",
      "2 h",
      "2 days",
    ]));
});
