import assert from "node:assert/strict";
import { unknownCode } from "../../../src/records/unknownCode.ts";

suite("An error code that is not in the list", () => {
  test("has the record's own words, and what codes of its number are about", () =>
    assert.deepEqual(
      [
        unknownCode({ about: "device policies", relative: 53009 }, "The device was not seen for a while"),
        unknownCode({ about: "consent" }, "Other."),
        unknownCode({ relative: 50012 }, ""),
        unknownCode({}, "Why?"),
        unknownCode({}),
      ],
      [
        "Not in our list. Entra says: “The device was not seen for a while”. Codes of this number are about device policies; related to 53009.",
        "Not in our list. Entra says: “Other.” Codes of this number are about consent.",
        "Not in our list. Related to 50012.",
        "Not in our list. Entra says: “Why?”",
        "Not in our list.",
      ],
    ));

  test("has hostile words as text that one can see, on one line, and not all of long ones", () => {
    assert.equal(unknownCode({}, "a\r\n\tb\u202ec\ud800"), "Not in our list. Entra says: “a b\\u202ec\\ud800”.");
    assert.equal(unknownCode({}, "x".repeat(1_000_000)).length, "Not in our list. Entra says: “…”.".length + 300);
    for (const odd of [null, 5, {}, ["x"]]) assert.equal(unknownCode({}, odd), "Not in our list.");
  });
});
