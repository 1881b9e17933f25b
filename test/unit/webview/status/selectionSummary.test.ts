import assert from "node:assert/strict";
import { mock } from "node:test";
import type { SelectionSummary as Summary } from "../../../../src/protocol/grid.ts";
import { SelectionSummary, summaryText } from "../../../../src/webview/status/selectionSummary.ts";

const now = new Date("2026-11-24T10:00:00Z");
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

suite("Selection summary", () => {
  test("says how many rows, how many values, and from when to when", () => {
    const user = { label: "User" };
    assert.deepEqual(
      [
        summaryText({ records: 12, distinct: 4, first: "2026-11-18T09:12:01Z", last: "2026-11-18T09:40:13Z" }, user, "utc", now),
        summaryText({ records: 2, distinct: 1, first: "2025-12-31T23:59:59Z", last: "2026-01-01T00:00:00Z" }, user, "utc", now),
        summaryText({ records: 2, distinct: 0, first: "2026-11-18T09:12:01Z", last: "2026-11-18T09:12:01Z" }, user, "utc", now),
        summaryText({ records: 1, distinct: 1 }, undefined, "utc", now),
      ],
      [
        "12 rows selected · 4 different values of User · 18 Nov 09:12:01 – 09:40:13",
        "2 rows selected · 1 value of User · 31 Dec 2025 23:59:59 – 1 Jan 00:00:00",
        "2 rows selected · no value of User · 18 Nov 09:12:01",
        "1 row selected",
      ],
    );
  });

  suite("asked of the host", () => {
    setup(() => {
      mock.timers.enable({ apis: ["setTimeout"] });
    });
    teardown(() => {
      mock.timers.reset();
    });

    /** A host whose answers the test gives. */
    function summaries() {
      const asked: { readonly path: string; answer(records: number): Promise<void> }[] = [];
      const shown: (number | undefined)[] = [];
      const summary = new SelectionSummary(
        { addController: () => undefined },
        () => ({
          selectionSummary: ({ path }) =>
            new Promise<Summary>((resolve) =>
              asked.push({
                path,
                answer: (records) => {
                  resolve({ records, distinct: 1 });
                  return settled();
                },
              }),
            ),
        }),
        (told) => shown.push(told?.records),
      );
      return { summary, asked, shown };
    }
    const ranges = [{ from: 0, to: 2 }];

    test("only once the selection rests", () => {
      const { summary, asked } = summaries();
      summary.ask({ ranges, path: "a" });
      mock.timers.tick(99);
      summary.ask({ ranges, path: "b" });
      mock.timers.tick(99);
      assert.deepEqual(asked, []);
      mock.timers.tick(1);
      assert.deepEqual(
        asked.map(({ path }) => path),
        ["b"],
      );
    });

    test("an answer for a former selection is dropped", async () => {
      const { summary, asked, shown } = summaries();
      summary.ask({ ranges, path: "a" });
      mock.timers.tick(100);
      summary.ask({ ranges, path: "b" });
      mock.timers.tick(100);
      await asked[0]?.answer(7);
      await asked[1]?.answer(8);
      assert.deepEqual(shown, [8]);
      summary.ask({ ranges, path: "c" });
      mock.timers.tick(100);
      summary.ask(undefined);
      await asked[2]?.answer(9);
      assert.deepEqual(shown, [8, undefined]);
    });

    test("heads of groups alone are not said to be 0 rows", async () => {
      const { summary, asked, shown } = summaries();
      summary.ask({ ranges, path: "a" });
      mock.timers.tick(100);
      await asked[0]?.answer(0);
      assert.deepEqual(shown, [undefined]);
    });
  });
});
