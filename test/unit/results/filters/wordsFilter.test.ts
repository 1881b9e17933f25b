import assert from "node:assert/strict";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

const names = [
  "Jose\u0301 Garci\u0301a",
  "Jos\u00e9 Garc\u00eda",
  "İSTANBUL Işık",
  "STRASSE",
  "Straße",
  "ΣΊΣΥΦΟΣ",
  "Jose Garcia",
  "می‌خواهم",
];
const found = {
  "jos\u00e9": [0, 1],
  "JOSE\u0301": [0, 1],
  jose: [6],
  garcia: [6],
  istanbul: [2],
  İstanbul: [2],
  IŞIK: [2],
  straße: [3, 4],
  strasse: [3, 4],
  STRAẞE: [3, 4],
  σίσυφος: [5],
  ΣΊΣΥΦΟΣ: [5],
  می‌خواهم: [7],
};

/** Numbers of the records in which a word occurs, and of those whose value a facet finds by it. */
async function answers(path: string, record: (name: string) => object, dictionaryLimit: number, filler: number) {
  const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z"), dictionaryLimit });
  const result = results.create({ report: "signIns" });
  const others = Array.from({ length: filler }, (_, at) => record(`other ${String(at)} ${"xyz".repeat(at % 7)}`));
  results.append({ result, body: pageOf(...names.map(record), ...others), skip: [] });
  const all: Record<string, { words: number[]; facet: number }> = {};
  for (const word of Object.keys(found)) {
    const { view, rows } = await results.view({ result, sort: [], filter: word });
    const words = recordsOf(results.rows({ result, view, from: 0, count: rows, columns: [] })).map((row) => row.record);
    const whole = await results.view({ result, sort: [], filter: "" });
    const [facet] = await results.facets({ result, view: whole.view, facets: [{ path, search: word, by: "value", from: 0, count: 99 }] });
    all[word] = { words, facet: facet!.distinct };
  }
  return all;
}

suite("Words", () => {
  const expected = Object.fromEntries(Object.entries(found).map(([word, words]) => [word, { words, facet: words.length }]));
  for (const [how, limit, filler] of [
    ["few values", 100_000, 0],
    ["many values", 3, 600],
  ] as const) {
    test(`in a column of ${how} are found in whatever case and normal form they are written`, async () => {
      assert.deepEqual(await answers("userDisplayName", (userDisplayName) => ({ userDisplayName }), limit, filler), expected);
    });

    test(`in a list of ${how}, and in a member that no field tells of, as well`, async () => {
      assert.deepEqual(
        await answers("authenticationMethodsUsed", (name) => ({ authenticationMethodsUsed: [name] }), limit, filler),
        expected,
      );
      assert.deepEqual(await answers("novelty/note", (note) => ({ novelty: { note } }), limit, filler), expected);
    });
  }
});
