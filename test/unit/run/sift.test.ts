import assert from "node:assert/strict";
import { Sift } from "../../../src/run/sift.ts";

const range = { from: 0, to: 1000 };
const failing = (): boolean => {
  throw new RangeError("Invalid string length");
};

suite("Sift", () => {
  test("a record on which a condition fails is kept and counted as an oddity", () => {
    const records = [{ id: "1" }, { id: "2", poison: true }, { id: "3" }];
    const poisoned = (record: object): boolean => ("poison" in record ? failing() : true);
    for (const [here, guard] of [
      [poisoned, undefined],
      [undefined, poisoned],
    ]) {
      const sift = new Sift(here, guard);
      const sifted = sift.sift(records, Float64Array.of(1, 2, 3), { range, own: range });
      assert.deepEqual(sifted, { skip: [], replace: [], added: [1, 2, 3] });
      assert.deepEqual(sift.counts, { records: 3, duplicates: 0, excluded: 0, strays: 0, oddities: 1 });
      assert.equal(sift.judge(records[1], 2, range), "kept");
    }
  });

  test("what one condition excludes stays out, though the other fails", () => {
    const sift = new Sift(() => false, failing);
    assert.deepEqual(sift.sift([{ id: "1" }], Float64Array.of(1), { range, own: range }).skip, [0]);
    const other = new Sift(failing, () => false);
    assert.equal(other.judge({ id: "1" }, 1, range), "strays");
  });

  test("deep records without an id are told apart, and known again when they come once more", () => {
    const deep = (value: number): unknown => JSON.parse(`{"x":${'{"a":'.repeat(20_000)}${String(value)}${"}".repeat(20_000)}}`);
    const sift = new Sift(undefined, undefined);
    const first = sift.sift([deep(1), deep(2), deep(2)], Float64Array.of(1, 2, 2), { range, own: range });
    const again = sift.sift([deep(2), deep(2), deep(1), deep(3)], Float64Array.of(2, 2, 1, 3), { range, own: range });
    assert.deepEqual(first, { skip: [], replace: [], added: [1, 2, 2] });
    assert.deepEqual(again, {
      skip: [0, 1, 2],
      replace: [
        { position: 0, record: 1 },
        { position: 1, record: 2 },
        { position: 2, record: 0 },
      ],
      added: [3],
    });
  });
});
