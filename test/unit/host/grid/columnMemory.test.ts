import assert from "node:assert/strict";
import { ColumnMemory } from "../../../../src/host/grid/columnMemory.ts";
import { adHoc, type QueryRef } from "../../../../src/sessions/queryRef.ts";
import { readColumns } from "../../../../src/host/grid/readColumns.ts";
import { memento } from "../memento.ts";

const named = (name: string, report: QueryRef["report"] = "signIns"): QueryRef => ({ origin: "user", report, name, nth: 0 });
const signIns = adHoc("signIns");
const audits = adHoc("directoryAudits");
const nobody = () => undefined;

suite("The memory of columns", () => {
  test("has those of the saved query, else those of its report", async () => {
    const state = memento();
    const memory = new ColumnMemory(state, nobody);
    assert.equal(memory.of(named("Failed sign-ins")), undefined);
    await memory.keep(signIns, [{ path: "id" }]);
    await memory.keep(named("Failed sign-ins"), [{ path: "appId", width: 90, pinned: true }]);
    await memory.keep(named("Failed sign-ins", "directoryAudits"), [{ path: "category" }]);
    const later = new ColumnMemory(state, nobody);
    assert.deepEqual(later.of(named("Failed sign-ins")), [{ path: "appId", width: 90, pinned: true }]);
    assert.deepEqual(later.of(named("Another")), [{ path: "id" }]);
    assert.deepEqual(later.of(signIns), [{ path: "id" }]);
    assert.deepEqual(later.of(named("Failed sign-ins", "directoryAudits")), [{ path: "category" }]);
    assert.equal(later.of(audits), undefined);
  });

  test("forgets what was used longest ago, not what was used last", async () => {
    const memory = new ColumnMemory(memento(), nobody);
    await memory.keep(signIns, [{ path: "id" }]);
    for (let at = 0; at < 120; at++) {
      await memory.keep(named(`Query ${at}`), [{ path: "appId" }]);
      if (at % 50 === 0) await memory.keep(signIns, [{ path: "id" }]);
    }
    assert.deepEqual(memory.of(named("Query 119")), [{ path: "appId" }]);
    assert.deepEqual(memory.of(named("Query 0")), [{ path: "id" }]);
  });

  test("may hold anything: what are no columns is not read", () => {
    const columns = [{ path: "appId", width: 90, pinned: true }, { path: "id" }];
    assert.deepEqual(readColumns(columns), columns);
    for (const stored of [undefined, null, 5, "id", {}, { length: 1 }, ["id"], [{}], [{ path: "id", width: "9" }], [{ path: "id" }, null]])
      assert.equal(readColumns(stored), undefined);
  });
});
