import assert from "node:assert/strict";
import { KeptByQuery } from "../../../../src/host/grid/keptByQuery.ts";
import { adHoc, queryKey, type QueryRef } from "../../../../src/sessions/queryRef.ts";
import { memento } from "../memento.ts";

const first: QueryRef = { origin: "user", report: "signIns", name: "Errors", nth: 0 };
const second: QueryRef = { ...first, nth: 1 };
const elsewhere: QueryRef = { ...first, origin: "workspace", folder: "file:///a" };
const nobody = () => undefined;

suite("What is kept for each query", () => {
  test("is not that of another one of the same name", async () => {
    const state = memento();
    const kept = new KeptByQuery<number>(state, "runs", 9, nobody);
    await kept.keep(first, 1);
    await kept.keep(second, 2);
    await kept.keep(elsewhere, 3);
    await kept.keep({ ...elsewhere, folder: "file:///b" }, 4);
    await kept.keep({ ...first, report: "provisioning" }, 5);
    const later = new KeptByQuery<number>(state, "runs", 9, nobody);
    assert.deepEqual([later.of(first), later.of(second), later.of(elsewhere), later.of(adHoc("signIns"))], [1, 2, 3, undefined]);
    assert.deepEqual([later.rank(first), later.rank(elsewhere), later.rank(adHoc("signIns"))], [4, 2, Infinity]);
  });

  test("of earlier versions goes to the first query of the name, and of what is gone to nobody", async () => {
    const state = memento({ runs: [["signIns:Errors", 1], ["signIns", 2], ["signIns:Gone", 3], ["junk"], 7, null, [{}, 4]] });
    const kept = new KeptByQuery<number>(state, "runs", 9, (_, name) => (name === "Errors" ? first : undefined));
    assert.deepEqual([kept.of(first), kept.of(second), kept.of(adHoc("signIns")), kept.rank(adHoc("signIns"))], [1, undefined, 2, 1]);
    await kept.keep(second, 5);
    assert.deepEqual(state.get("runs"), [
      [queryKey(second), 5],
      [queryKey(first), 1],
      [queryKey(adHoc("signIns")), 2],
    ]);
  });

  test("is nothing when what is stored is no list", () =>
    assert.deepEqual(
      [7, "x", {}, null].map((runs) => new KeptByQuery(memento({ runs }), "runs", 9, nobody).rank(first)),
      [Infinity, Infinity, Infinity, Infinity],
    ));

  test("is forgotten altogether", async () => {
    const state = memento();
    const kept = new KeptByQuery<number>(state, "runs", 9, nobody);
    await kept.keep(first, 1);
    await kept.forget();
    assert.deepEqual([kept.of(first), state.keys()], [undefined, []]);
  });
});
