import assert from "node:assert/strict";
import { answeredHere } from "../../../src/sessions/answeredHere.ts";

const parts = (text: string) => answeredHere(text, "signIns").map(({ start, end }) => text.slice(start, end));

suite("Parts of a query that are answered here", () => {
  test("are those terms that the service does not take", () =>
    assert.deepEqual(
      parts("signIns last 7d where status/errorCode eq 0 and contains(tolower(appDisplayName), 'x') and riskState ne 'none' take 5"),
      ["contains(tolower(appDisplayName), 'x')", ...parts("signIns where riskState ne 'none'")],
    ));

  test("are none of a text with errors, and of what was pasted", () =>
    assert.deepEqual(
      ["signIns where contains(tolower(appDisplayName), 'x'", "contains(tolower(appDisplayName), 'x')", "", "signIns last 7d"].map(parts),
      [[], [], [], []],
    ));
});
