import assert from "node:assert/strict";
import fc from "fast-check";
import { createResults } from "../../../../src/results/results.ts";
import { nearestFound } from "../../../../src/results/views/found.ts";

const body = (values: readonly string[]): ArrayBuffer => {
  const value = values.map((userPrincipalName, at) => ({
    id: String(at),
    userPrincipalName,
    createdDateTime: `2026-11-18T09:00:${String(59 - at).padStart(2, "0")}Z`,
  }));
  const { buffer, byteOffset, byteLength } = new TextEncoder().encode(JSON.stringify({ value }));
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
};

suite("Finding rows in a view", () => {
  const names = ["alex", "bo", "alexa", "chloe", "alex", "dana"];
  async function viewOf(
    order: {
      readonly filter?: string;
      readonly group?: string;
      readonly fold?: boolean;
      readonly sort?: [{ path: string; direction: "asc" }];
    } = {},
  ) {
    const results = createResults({ now: () => new Date("2026-11-18T10:00:00Z") });
    const result = await results.create({ report: "signIns" });
    await results.append({ result, body: body(names), skip: [] });
    const { view } = await results.view({ result, sort: [], filter: "", ...order });
    return { results, result, view };
  }

  test("goes to the next one and to the one before, around the ends, and says which of how many", async () => {
    const { results, result, view } = await viewOf();
    const find = (from: number, step: 1 | -1) => results.find({ result, view, words: "alex", start: from, step });
    assert.deepEqual(
      [await find(0, 1), await find(1, 1), await find(5, 1), await find(-1, -1), await find(3, -1), await find(4, -1)],
      [
        { count: 3, index: 0, position: 0 },
        { count: 3, index: 1, position: 2 },
        { count: 3, index: 0, position: 0 },
        { count: 3, index: 2, position: 4 },
        { count: 3, index: 1, position: 2 },
        { count: 3, index: 2, position: 4 },
      ],
    );
  });

  test("knows the order, the filter and the open groups of the view", async () => {
    const sorted = await viewOf({ sort: [{ path: "userPrincipalName", direction: "asc" }], filter: "a" });
    assert.deepEqual(await sorted.results.find({ ...sorted, words: "alexa", start: 0, step: 1 }), { count: 1, index: 0, position: 2 });
    const grouped = await viewOf({ group: "userPrincipalName" });
    const find = () => grouped.results.find({ ...grouped, words: "alex", start: 0, step: 1 });
    assert.deepEqual(await find(), { count: 0 });
    await grouped.results.openGroups({ ...grouped, group: 0, open: true });
    assert.deepEqual(await find(), { count: 2, index: 0, position: 1 });
  });

  test("finds a line of repeats by the latest of them, and the others where it is open", async () => {
    const folded = await viewOf({ fold: true });
    const find = (words: string) => folded.results.find({ ...folded, words, start: 0, step: 1 });
    const rows = await folded.results.rows({ ...folded, from: 0, count: 10, columns: [] });
    const at = rows.findIndex((row) => "group" in row);
    const line = rows[at];
    assert.ok(line && "group" in line && line.records === 2);
    assert.deepEqual(await find("alex"), { count: 2, index: 0, position: 0 });
    assert.deepEqual(await find(`createdDateTime eq 2026-11-18T09:00:55Z`), { count: 0 });
    await folded.results.openGroups({ ...folded, group: line.group, open: true });
    assert.deepEqual(await find("alex"), { count: 3, index: 0, position: 1 });
  });

  test("finds what came since, and records by their numbers", async () => {
    const { results, result, view } = await viewOf();
    const find = () => results.find({ result, view, words: "chloe", start: 0, step: 1 });
    assert.deepEqual(await find(), { count: 1, index: 0, position: 3 });
    await results.append({ result, body: body(["chloe"]), skip: [] });
    assert.deepEqual(await find(), { count: 2, index: 0, position: 3 });
    assert.deepEqual(await results.find({ result, view, records: [5, 1, 77], start: 2, step: 1 }), { count: 2, index: 1, position: 5 });
  });

  test("takes a condition, says what is wrong with one, and finds nothing by no words", async () => {
    const { results, result, view } = await viewOf();
    const find = (text: string) => results.find({ result, view, words: text, start: 0, step: 1 });
    assert.deepEqual(await find("userPrincipalName eq 'bo'"), { count: 1, index: 0, position: 1 });
    assert.match((await find("userPrincipalName eq")).problem ?? "", /at character/);
    assert.deepEqual(await find("  "), { count: 0 });
  });

  test("whatever the positions, the nearest one in the direction is found, and each in turn", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(40), { minLength: 1 }), fc.integer({ min: -1, max: 41 }), (list, from) => {
        const positions = Uint32Array.from(list).sort();
        const next = [...positions].find((position) => position >= from) ?? positions[0];
        const before = [...positions].findLast((position) => position <= from) ?? positions.at(-1);
        assert.deepEqual([nearestFound(positions, from, 1).position, nearestFound(positions, from, -1).position], [next, before]);
      }),
    );
  });
});
