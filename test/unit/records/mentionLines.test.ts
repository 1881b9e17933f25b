import assert from "node:assert/strict";
import { mentionLines, type MentionLine } from "../../../src/records/mentionLines.ts";

const line: MentionLine = {
  report: "signIns",
  time: "2026-11-18T09:00:00Z",
  outcome: "failure",
  who: "alex@contoso.com",
  what: "Azure Portal",
};
const lines = (mentions: readonly MentionLine[], more = false) =>
  mentionLines("10.0.0.1", { mentions, more }, "utc", new Date("2026-11-18T12:00:00Z"));

suite("The lines of records that name an id", () => {
  test("say when, what sort of event, how it ended, who and what", () =>
    assert.deepEqual(lines([line]), [
      "1 loaded record names 10.0.0.1.",
      "18 Nov 09:00:00 UTC  ·  Sign-in  ·  Failure  ·  alex@contoso.com  ·  Azure Portal",
    ]));

  test("say when there are more than are listed", () =>
    assert.equal(lines([line, line], true)[0], "The newest 2 loaded records that name 10.0.0.1; there are more."));

  test("are a line each, whatever names have", () =>
    assert.deepEqual(
      lines([{ ...line, who: "a\nb\u202e", what: "x".repeat(500) }])[1]
        ?.split("  ·  ")
        .slice(3),
      ["a b\\u202e", `${"x".repeat(80)}…`],
    ));
});
