import assert from "node:assert/strict";
import type { GridRow, Row, Rows } from "../../../../src/protocol/grid.ts";
import { RemoteError } from "../../../../src/rpc.ts";
import { recordIn } from "../../../../src/webview/table/gridRow.ts";
import { RowCache } from "../../../../src/webview/table/rowCache.ts";

interface Asked {
  readonly revision: number;
  readonly from: number;
  readonly count: number;
  answer(rows?: Partial<Rows>): Promise<void>;
  fail(error?: Error): Promise<void>;
}

const row = (record: number): Row => ({ record, outcome: "success", cells: [record] });
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A host that answers when the test says so, from a view of `total` rows. */
function hostOf(view: { total: number }) {
  const asked: Asked[] = [];
  const failures: string[] = [];
  let told = 0;
  const cache = new RowCache(
    ({ revision, from, count }) =>
      new Promise((resolve, reject) => {
        asked.push({
          revision,
          from,
          count,
          answer: (rows = {}) => {
            const length = Math.max(0, Math.min(count, view.total - from));
            resolve({ revision, from, rows: Array.from({ length }, (_, at) => row(from + at)), ...rows });
            return settled();
          },
          fail: (error = new Error("no")) => {
            reject(error);
            return settled();
          },
        });
      }),
    () => told++,
    ({ message }) => failures.push(message),
  );
  return { cache, asked, failures, told: () => told, from: () => asked.map(({ from }) => from) };
}

suite("Row cache", () => {
  test("asks for what is shown first, then for what comes next, two at a time", async () => {
    const { cache, asked, from } = hostOf({ total: 1_000 });
    cache.set(1, 1_000);
    cache.want(290, 320, 1);
    assert.deepEqual(from(), [200, 300]);
    await asked[0]?.answer();
    await asked[1]?.answer();
    assert.deepEqual([from(), recordIn(cache.row(250))?.record, cache.row(450)], [[200, 300, 400, 500], 250, undefined]);
  });

  test("looks ahead upwards when scrolling up", async () => {
    const { cache, asked, from } = hostOf({ total: 1_000 });
    cache.set(1, 1_000);
    cache.want(510, 540, -1);
    await asked[0]?.answer();
    await asked[1]?.answer();
    await asked[2]?.answer();
    assert.deepEqual(from(), [500, 400, 300, 600]);
  });

  test("drops an answer of an older revision", async () => {
    const { cache, asked, told } = hostOf({ total: 50 });
    cache.set(1, 50);
    cache.want(0, 30, 1);
    cache.set(2, 50);
    cache.want(0, 30, 1);
    await asked[0]?.answer();
    assert.deepEqual([cache.row(0), told()], [undefined, 0]);
    await asked[1]?.answer();
    assert.deepEqual([recordIn(cache.row(0))?.record, told(), asked.map(({ revision }) => revision)], [0, 1, [1, 2]]);
  });

  test("drops an answer for another revision than asked, and does not ask again before something changes", async () => {
    const { cache, asked } = hostOf({ total: 50 });
    cache.set(1, 50);
    cache.want(0, 30, 1);
    await asked[0]?.answer({ revision: 2 });
    cache.want(0, 30, 1);
    assert.deepEqual([cache.row(0), asked.length], [undefined, 1]);
    cache.set(2, 50);
    cache.want(0, 30, 1);
    assert.equal(asked.length, 2);
  });

  test("a question that is refused as stale is no failure, and is asked again of the next view", async () => {
    const { cache, asked, failures } = hostOf({ total: 50 });
    const stale = new RemoteError({ name: "Stale", message: "The rows have changed" });
    cache.set(1, 50);
    cache.want(0, 30, 1);
    const head = cache.findHead(40, () => true);
    await asked[0]?.fail(stale);
    await asked[1]?.fail(stale);
    cache.want(0, 30, 1);
    assert.deepEqual([await head, cache.row(0), asked.length], [undefined, undefined, 2]);
    cache.set(2, 50);
    cache.want(0, 30, 1);
    await asked[2]?.answer();
    assert.deepEqual([recordIn(cache.row(0))?.record, asked.map(({ revision }) => revision), failures], [0, [1, 1, 2], []]);
  });

  test("tells of a failure and asks again when other rows are wanted", async () => {
    const { cache, asked, failures, from } = hostOf({ total: 300 });
    cache.set(1, 300);
    cache.want(0, 30, 1);
    await asked[0]?.fail();
    cache.want(0, 30, 1);
    assert.deepEqual([failures, from().slice(1).includes(0)], [["no"], false]);
    cache.want(90, 120, 1);
    await asked[1]?.answer();
    assert.deepEqual(from().filter((at) => at === 0).length, 2);
  });

  test("asks for the last page again when rows were appended, and keeps showing it meanwhile", async () => {
    const view = { total: 130 };
    const { cache, asked, from } = hostOf(view);
    cache.set(1, 130);
    cache.want(100, 130, 1);
    await asked[0]?.answer();
    await asked[1]?.answer();
    view.total = 180;
    cache.set(1, 180);
    cache.want(100, 130, 1);
    assert.deepEqual([from(), recordIn(cache.row(120))?.record, cache.row(150)], [[100, 0, 100], 120, undefined]);
    await asked[2]?.answer();
    assert.equal(recordIn(cache.row(150))?.record, 150);
  });

  test("does not ask for rows that came along with the state", () => {
    const { cache, asked } = hostOf({ total: 40 });
    cache.set(1, 40);
    cache.put({ revision: 1, from: 0, rows: Array.from({ length: 40 }, (_, at) => row(at)) });
    cache.want(0, 30, 1);
    assert.deepEqual([asked.length, recordIn(cache.row(0))?.record, recordIn(cache.row(39))?.record], [0, 0, 39]);
  });

  test("does not ask for ever for rows that the host does not have", async () => {
    const { cache, asked } = hostOf({ total: 10 });
    cache.set(1, 90);
    cache.want(0, 30, 1);
    await asked[0]?.answer();
    cache.want(0, 30, 1);
    assert.equal(asked.length, 1);
  });

  suite("Groups", () => {
    const members = (length: number): GridRow[] => Array.from({ length }, (_, at) => row(at));
    const answers = { outcomes: { success: 1, failure: 0, interrupt: 0, other: 0 }, people: [] };
    const head = (records: number, open: boolean): GridRow => ({ group: 1, value: "Portal", records, open, at: 1, of: 1, answers });

    test("the head is found among the rows that are there", async () => {
      const { cache, asked } = hostOf({ total: 200 });
      cache.set(1, 200);
      cache.put({ revision: 1, from: 100, rows: members(100).with(40, head(300, true)) });
      assert.deepEqual([await cache.findHead(180, () => true), asked.length], [140, 0]);
    });

    test("the head is asked for above them, a thousand rows at a time", async () => {
      const { cache, asked } = hostOf({ total: 3_000 });
      cache.set(1, 3_000);
      cache.put({ revision: 1, from: 2_500, rows: members(100) });
      const found = cache.findHead(2_550, () => true);
      await asked[0]?.answer();
      await asked[1]?.answer({ rows: members(1_000).with(7, head(2_900, true)) });
      assert.deepEqual(
        [await found, asked.map(({ from, count }) => [from, count])],
        [
          507,
          [
            [1_500, 1_000],
            [500, 1_000],
          ],
        ],
      );
    });

    test("the head is no longer looked for when the view changed, or nobody wants it", async () => {
      const { cache, asked } = hostOf({ total: 3_000 });
      cache.set(1, 3_000);
      const [unwanted, outdated] = [cache.findHead(2_550, () => false), cache.findHead(2_550, () => true)];
      await asked[0]?.answer();
      cache.set(2, 3_000);
      await asked[1]?.answer();
      assert.deepEqual([await unwanted, await outdated, asked.length], [undefined, undefined, 2]);
    });

    test("nor is the row's place in one view taken for its place in the next", async () => {
      const { cache, asked } = hostOf({ total: 3_000 });
      cache.set(1, 3_000);
      const found = cache.findHead(500, () => true);
      cache.set(2, 3_000);
      await asked[0]?.answer({ revision: 2, rows: members(500).with(7, head(900, true)) });
      assert.equal(await found, undefined);
    });

    test("a row goes down by what the closed groups before it have, if all of them are known", () => {
      const { cache } = hostOf({ total: 200 });
      cache.set(1, 200);
      cache.put({ revision: 1, from: 0, rows: [head(7, false), head(2, true), row(1), row(2), head(30, false)] });
      assert.deepEqual([cache.placeWhenOpen(0), cache.placeWhenOpen(4), cache.placeWhenOpen(150)], [0, 11, undefined]);
    });
  });

  test("forgets what was shown longest ago", async () => {
    const { cache, asked } = hostOf({ total: 100_000 });
    cache.set(1, 100_000);
    for (let at = 0, next = 0; at < 80; at++) {
      cache.want(at * 1_000, at * 1_000 + 30, 1);
      for (; next < asked.length; next++) await asked[next]?.answer();
    }
    assert.deepEqual([cache.row(0), recordIn(cache.row(79_000))?.record], [undefined, 79_000]);
  });
});
