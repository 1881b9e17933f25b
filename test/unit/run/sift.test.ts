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
    const work = steps.siftInSteps(page, times(200), options);
    let longest = 0;
    let turns = 0;
    for (;;) {
      const start = process.threadCpuUsage();
      const step = work.next();
      longest = Math.max(longest, process.threadCpuUsage(start).user / 1000);
      if (step.done) {
        assert.deepEqual(step.value, expected);
        break;
      }
      turns++;
    }
    assert.deepEqual([steps.counts, turns > 5, longest < 150], [whole.counts, true, true], `${turns} turns, the longest ${longest} ms`);
  });

  test("takes no further turn when records are plain", () => {
    const page = Array.from({ length: 1000 }, (_, at) => ({ id: `id-${at}` }));
    assert.equal(siftWith("id ne 'id-3'").siftInSteps(page, times(1000), options).next().done, true);
  });
});
