import assert from "node:assert/strict";
import { ColumnMemory } from "../../../src/host/columnMemory.ts";
import { reportById } from "../../../src/reports/index.ts";

/** What VS Code keeps for an extension. */
function memento() {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <Value>(key: string, otherwise?: Value) => (kept.get(key) ?? otherwise) as Value,
    update: (key: string, value: unknown) => Promise.resolve(void kept.set(key, structuredClone(value))),
  };
}

const signIns = reportById("signIns");
const audits = reportById("directoryAudits");

suite("The memory of columns", () => {
  test("has those of the saved query, else those of its report", async () => {
    const state = memento();
    const memory = new ColumnMemory(state);
    assert.equal(memory.of(signIns, "Failed sign-ins"), undefined);
    await memory.keep(signIns, undefined, [{ path: "id" }]);
    await memory.keep(signIns, "Failed sign-ins", [{ path: "appId", width: 90, pinned: true }]);
    await memory.keep(audits, "Failed sign-ins", [{ path: "category" }]);
    const later = new ColumnMemory(state);
    assert.deepEqual(later.of(signIns, "Failed sign-ins"), [{ path: "appId", width: 90, pinned: true }]);
    assert.deepEqual(later.of(signIns, "Another"), [{ path: "id" }]);
    assert.deepEqual(later.of(signIns, undefined), [{ path: "id" }]);
    assert.deepEqual(later.of(audits, "Failed sign-ins"), [{ path: "category" }]);
    assert.equal(later.of(audits, undefined), undefined);
  });

  test("forgets what was used longest ago, not what was used last", async () => {
    const memory = new ColumnMemory(memento());
    await memory.keep(signIns, undefined, [{ path: "id" }]);
    for (let at = 0; at < 120; at++) {
      await memory.keep(signIns, `Query ${at}`, [{ path: "appId" }]);
      if (at % 50 === 0) await memory.keep(signIns, undefined, [{ path: "id" }]);
    }
    assert.deepEqual(memory.of(signIns, "Query 119"), [{ path: "appId" }]);
    assert.deepEqual(memory.of(signIns, "Query 0"), [{ path: "id" }]);
  });
});
