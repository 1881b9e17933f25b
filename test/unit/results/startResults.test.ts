import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
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

  suite("with an export under way", () => {
    let folder: string;
    setup(() => (folder = mkdtempSync(path.join(tmpdir(), "export-"))));
    teardown(() => rmSync(folder, { recursive: true, force: true }));

    /** Two steps of many. */
    async function begun({ results }: ReturnType<typeof startResults>): Promise<number> {
      const result = await results.create({ report: "signIns" });
      const items = Array.from({ length: 5000 }, (_, id) => ({ id, list: Array.from({ length: 60 }, () => [id]) }));
      await results.append({ result, body: pageOf(...items), skip: [] });
      const { view } = await results.view({ result, sort: [], filter: "" });
      const file = path.join(folder, "rows.json");
      const number = await results.startExport({ result, view, format: "json", columns: [], byteOrderMark: false, file });
      await results.continueExport({ export: number });
      await results.continueExport({ export: number });
      return number;
    }

    test("a thread that is told to end leaves no part of its file", async () => {
      const thread = startResults(worker);
      try {
        const number = await begun(thread);
        assert.match(readdirSync(folder).join(), /^rows\.json\.unfinished-[0-9a-f]{8}\.part$/);
        const step = thread.results.continueExport({ export: number });
        const ending = thread.results.endExports();
        await Promise.allSettled([step]); // it may have been done before
        await ending;
        assert.deepEqual(readdirSync(folder), []);
        await assert.rejects(thread.results.continueExport({ export: number }), /Visual Studio Code closes/);
      } finally {
        thread.dispose();
      }
    });

    test("what one that is killed leaves is gone with the next export to the same file", async () => {
      const killed = startResults(worker);
      await begun(killed);
      killed.dispose();
      assert.match(readdirSync(folder).join(), /^rows\.json\.unfinished-[0-9a-f]{8}\.part$/);
      const next = startResults(worker);
      try {
        const number = await begun(next);
        assert.equal(readdirSync(folder).length, 1);
        while ((await next.results.continueExport({ export: number })).sha256 === undefined);
        assert.deepEqual(readdirSync(folder), ["rows.json"]);
        assert.equal((JSON.parse(readFileSync(path.join(folder, "rows.json"), "utf8")) as unknown[]).length, 5000);
      } finally {
        next.dispose();
      }
    });
  });

  test("does nothing before the first call", () => startResults(new URL("file:///nowhere.js")).dispose());
});
