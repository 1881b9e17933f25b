import assert from "node:assert/strict";
import { Effort, judge, parseFilter } from "../../../src/query/index.ts";
import { Sift } from "../../../src/run/sift.ts";

const hour = { from: 0, to: 3_600_000 };
const now = new Date(0);

function siftWith(condition: string) {
  const { expression, errors } = parseFilter(condition);
  assert.ok(expression, JSON.stringify(errors));
  const effort = new Effort();
  return new Sift(judge(expression, { now, effort }), undefined, effort);
}

const options = { range: hour, own: hour };
const times = (count: number) => Float64Array.from({ length: count }, (_, at) => at);

suite("A page sifted", () => {
  test("keeps a record that takes too long to judge, and counts it", () => {
    const sift = siftWith("list/any(x: list/any(y: list/any(z: z eq 'no')))");
    const items = Array.from({ length: 10_000 }, (_, at) => `item ${at}`);
    const page = [
      { id: "long", list: items },
      { id: "short", list: ["yes"] },
      { id: "met", list: ["no"] },
    ];
    const { skip } = sift.sift(page, times(3), options);
    assert.deepEqual([skip, sift.counts.records, sift.counts.unjudged, sift.counts.excluded], [[1], 2, 1, 1]);
  });

  test("lets others have their turn, whatever the records, and comes to the same", () => {
    const condition = "list/any(x: contains(tolower(x), 'zz')) or id eq 'id-7'";
    const page = Array.from({ length: 200 }, (_, at) => ({
      id: `id-${at}`,
      list: Array.from({ length: 2000 }, (_, item) => `Item ${item}`),
    }));
    const [whole, steps] = [siftWith(condition), siftWith(condition)];
    const expected = whole.sift(page, times(200), options);
    const work = steps.judgeInSteps(page, times(200), hour);
    let longest = 0;
    let turns = 0;
    for (;;) {
      const start = process.threadCpuUsage();
      const step = work.next();
      longest = Math.max(longest, process.threadCpuUsage(start).user / 1000);
      if (step.done) {
        assert.deepEqual(steps.sift(page, times(200), { ...options, verdicts: step.value }), expected);
        break;
      }
      turns++;
    }
    assert.deepEqual([steps.counts, turns > 5, longest < 150], [whole.counts, true, true], `${turns} turns, the longest ${longest} ms`);
  });

  test("takes no further turn when records are plain", () => {
    const page = Array.from({ length: 1000 }, (_, at) => ({ id: `id-${at}` }));
    assert.equal(siftWith("id ne 'id-3'").judgeInSteps(page, times(1000), hour).next().done, true);
  });
});

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
      assert.deepEqual(sift.counts, { records: 3, duplicates: 0, excluded: 0, strays: 0, oddities: 1, unjudged: 0 });
      assert.equal(sift.judge(records[1], 2, range), "unclear");
    }
  });

  test("what one condition excludes stays out, though the other fails", () => {
    const sift = new Sift(() => false, failing);
    assert.deepEqual(sift.sift([{ id: "1" }], Float64Array.of(1), { range, own: range }).skip, [0]);
    const other = new Sift(failing, () => false);
    assert.equal(other.judge({ id: "1" }, 1, range), "strays");
  });

  test("records whose ids are empty or unreadable are told apart by all that they have", () => {
    const sift = new Sift(undefined, undefined);
    const page = [
      { id: "", x: 1 },
      { id: "", x: 2 },
      { id: "\ufffd", x: 1 },
      { id: "\ufffd", x: 1 },
    ];
    const { added } = sift.sift(page, Float64Array.of(1, 2, 3, 3), { range, own: range });
    assert.deepEqual([added, sift.counts.oddities], [[1, 2, 3, 3], 4]);
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
