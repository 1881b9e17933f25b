import assert from "node:assert/strict";
import fc from "fast-check";
import { recordKey } from "../../../src/run/recordKey.ts";

suite("Record key", () => {
  test("is the same for equal records, and another for all others", () => {
    fc.assert(
      fc.property(fc.object(), fc.object(), (one, other) => {
        const [left, right] = [one, other].map((record) => JSON.parse(JSON.stringify(record)) as object);
        assert.equal(recordKey(left!), recordKey(structuredClone(left!)));
        assert.equal(recordKey(left!) === recordKey(right!), JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });

  test("short records are known by their text, whatever their members are called", () => {
    const record = JSON.parse('{"a":[1,{"__proto__":null}],"b":"\\ud800","":{}}') as object;
    assert.equal(recordKey(record), JSON.stringify(record));
  });

  test("takes a hundred thousand levels, and keeps little of them", () => {
    const levels = 100_000;
    const deep = JSON.parse(`{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`) as object;
    const other = JSON.parse(`{"a":${"[".repeat(levels)}0${"]".repeat(levels)}}`) as object;
    assert.deepEqual([recordKey(deep).length, recordKey(deep) === recordKey(other)], [44, false]);
  });
});
