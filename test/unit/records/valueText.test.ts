import assert from "node:assert/strict";
import { cellText } from "../../../src/records/valueText.ts";

const now = new Date("2026-11-23T16:00:00Z");

suite("Text in a cell", () => {
  test("a text where an instant is due is as harmless as any other, and numbers of a list keep their digits", () =>
    assert.deepEqual(
      [
        cellText("\u202e2026\n", { kind: "instant", path: "createdDateTime" }, "utc", now),
        cellText("x".repeat(1_000_000), { kind: "instant", path: "createdDateTime" }, "utc", now).length,
        cellText('[1.10,9223372036854775807,null,"a"]', { kind: "text", path: "names", list: true }, "utc", now),
      ],
      ["\\u202e2026⏎", 301, "1.10, 9223372036854775807, a"],
    ));

  test("a cell is one line of text, whatever it holds", () =>
    assert.deepEqual(
      [
        cellText(null, undefined, "utc", now),
        cellText(50126, { kind: "integer", path: "status/errorCode" }, "utc", now),
        cellText(false, { kind: "boolean", path: "isInteractive" }, "utc", now),
        cellText("a\r\nb\nc", { kind: "text", path: "note" }, "utc", now),
        cellText('["a",null,"b"]', { kind: "text", path: "targetResources/[]/displayName" }, "utc", now),
        cellText('[{"a":1}]', { kind: "object", path: "policies", list: true }, "utc", now),
        cellText('["broken', { kind: "text", path: "names", list: true }, "utc", now),
        cellText("[a title]", { kind: "text", path: "note" }, "utc", now),
        cellText("2026-11-18T09:14:02Z", { kind: "instant", path: "createdDateTime" }, "utc", now),
      ],
      ["", "50126", "false", "a⏎b⏎c", "a, b", '[{"a":1}]', '["broken', "[a title]", "18 Nov 09:14:02"],
    ));
});
