import assert from "node:assert/strict";
import fc from "fast-check";
import { instantMs } from "../../../src/run/instant.ts";

suite("an instant's text", () => {
  test("is read as Date reads it, with any number of digits", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
        fc.stringMatching(/^\d{0,9}$/),
        (date, digits) => {
          const seconds = Math.floor(date.getTime() / 1000) * 1000;
          const text = `${new Date(seconds).toISOString().slice(0, 19)}${digits && `.${digits}`}Z`;
          assert.equal(instantMs(text), seconds + Number(digits.slice(0, 3).padEnd(3, "0")));
        },
      ),
      { seed: 1 },
    );
  });

  test("in another form is read too, and what is none is NaN", () => {
    const texts = ["2026-11-18T12:00:00+01:00", "2026-11-18", "2026-11-18T12:00:00.5+00:00"];
    assert.deepEqual(
      texts.map(instantMs),
      texts.map((text) => Date.parse(text)),
    );
    assert.deepEqual(
      ["", "soon", null, undefined, 5, {}, "2026-11-18T12:00:0xZ", "2026-13-18T12:00:00Z"].map(instantMs),
      Array<number>(8).fill(NaN),
    );
  });
});
