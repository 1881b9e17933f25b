import assert from "node:assert/strict";
import { cellLabel, levelOf, levels } from "../../../../src/webview/summary/heatmapCell.ts";

suite("A cell of the heatmap", () => {
  test("says its hour, how many events it has, and how many failed", () =>
    assert.deepEqual(
      [
        cellLabel(0, 14, { events: 31, failures: 4 }, "sign-in"),
        cellLabel(6, 23, { events: 1, failures: 0 }, "sign-in"),
        cellLabel(4, 0, { events: 0, failures: 0 }, "directory audit"),
        cellLabel(2, 9, { events: 1204, failures: 1000 }, "provisioning event"),
      ],
      [
        "Mon 14:00–15:00: 31 sign-ins, 4 failed",
        "Sun 23:00–24:00: 1 sign-in",
        "Fri 00:00–01:00: no directory audits",
        "Wed 09:00–10:00: 1,204 provisioning events, 1,000 failed",
      ],
    ));

  test("is as strong as its share of the fullest hour; one event is seen beside a million", () =>
    assert.deepEqual(
      [0, 1, 20, 21, 99, 100].map((events) => levelOf(events, 100)).concat(levelOf(1, 1_000_000), levelOf(1, 1), levelOf(0, 0)),
      [0, 1, 1, 2, levels, levels, 1, levels, 0],
    ));
});
