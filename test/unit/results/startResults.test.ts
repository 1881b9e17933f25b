import assert from "node:assert/strict";
import type { RemoteError } from "../../../src/rpc.ts";
import { startResults } from "../../../src/results/startResults.ts";
import { pageOf } from "./pages.ts";

const worker = new URL("../../../src/results/worker.ts", import.meta.url);
const dying = new URL("./dyingWorker.ts", import.meta.url);

suite("startResults", () => {
  test("keeps results in a thread of their own, to which pages are handed over", async () => {
    const { results, dispose } = startResults(worker);
    try {
      const result = await results.create({ report: "signIns" });
      const body = pageOf({ id: "a", status: { errorCode: 0 } }, { id: "b", status: { errorCode: 50126 } });
      const appended = await results.append({ result, body, skip: [] }, [body]);
      const { view, rows } = await results.view({ result, sort: [{ path: "id", direction: "desc" }], filter: "status/errorCode ge 0" });
      assert.deepEqual(
        { appended, rows, handedOver: body.byteLength, answer: await results.rows({ result, view, from: 0, count: 2, columns: ["id"] }) },
        {
          appended: { records: 2, views: [] },
          rows: 2,
          handedOver: 0,
          answer: [
            { record: 1, outcome: "failure", cells: ["b"] },
            { record: 0, outcome: "success", cells: ["a"] },
          ],
        },
      );
      await results.release({ result });
      await assert.rejects(results.record({ result, record: 0 }), { name: "RemoteError", message: `Result ${result} is not known` });
    } finally {
      dispose();
    }
    await assert.rejects(results.create({ report: "signIns" }), /no longer needed/);
  });

  test("fails the calls still out when the thread dies, and starts another that does not know its results", async () => {
    const { results, dispose } = startResults(dying);
    try {
      const numbers = [await results.create({ report: "signIns" })];
      await assert.rejects(
        results.release({ result: 1 }),
        (error: RemoteError) => error.failure.name === "Closed" && error.message === "The results worker ended with code 3",
      );
      numbers.push(await results.create({ report: "signIns" }));
      await assert.rejects(results.record({ result: 1, record: 0 }), { message: "The results worker failed: out of luck" });
      assert.deepEqual(numbers, [1, 1_000_001]);
    } finally {
      dispose();
    }
  });

  test("does nothing before the first call", () => startResults(new URL("file:///nowhere.js")).dispose());
});
