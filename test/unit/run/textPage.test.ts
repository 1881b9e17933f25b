import assert from "node:assert/strict";
import fc from "fast-check";
import { textPage } from "../../../src/run/index.ts";
import { kindOf } from "../../../src/sources/errors.ts";
import type { Page, PageColumn } from "../../../src/sources/source.ts";

const textOf = (page: Page): string => new TextDecoder().decode(textPage(page).body);
const refusal = (...columns: readonly PageColumn[]): unknown => {
  try {
    return textOf({ columns });
  } catch (error) {
    return kindOf(error);
  }
};

suite("A page as text", () => {
  test("stays what it is when it came as text", () => {
    const page = { body: new ArrayBuffer(2), records: [], next: "2" };
    assert.equal(textPage(page), page);
  });

  test("has a record for each row of its columns, members within members, and none for what is not there", () => {
    const columns = [
      { path: "id", values: ["a", "b"] },
      { path: "status/errorCode", values: [0, undefined] },
      { path: "status/failureReason", values: ["Other.", undefined] },
      { path: "location/geoCoordinates/latitude", values: [undefined, null] },
      { path: "tags", values: [["x"], []] },
    ];
    const text =
      '[{"id":"a","status":{"errorCode":0,"failureReason":"Other."},"tags":["x"]},{"id":"b","location":{"geoCoordinates":{"latitude":null}},"tags":[]}]';
    const { body, ...page } = textPage({ columns, next: "2", servedAt: 5 });
    assert.deepEqual([new TextDecoder().decode(body), page], [text, { next: "2", servedAt: 5, records: JSON.parse(text) as unknown[] }]);
    assert.equal(textOf({ columns: [] }), "[]");
  });

  test("is refused where columns make no records: a row or a value would be lost without a word", () => {
    const one = { path: "id", values: ["a"] };
    assert.deepEqual(
      [
        refusal(one, { path: "appId", values: [] }),
        refusal(one, one),
        refusal({ path: "status", values: [1] }, { path: "status/errorCode", values: [1] }),
        refusal({ path: "a/b/c", values: [1] }, { path: "a", values: [1] }),
        refusal({ path: "list/[]/id", values: [1] }),
        refusal({ path: "a//b", values: [1] }),
        refusal({ path: "", values: [1] }),
      ],
      Array.from({ length: 7 }, () => "malformedAnswer"),
    );
  });

  test("is that of the records, whatever their members are called and hold", () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("__proto__", "constructor", "toString", "\ud800")), {
          maxLength: 6,
        }),
        fc.array(fc.array(fc.option(fc.jsonValue(), { nil: undefined }), { minLength: 6, maxLength: 6 }), { maxLength: 5 }),
        (names, rows) => {
          const paths = names.map((name) => name.replaceAll("/", "|")).filter((name) => name !== "[]");
          if (new Set(paths).size < paths.length) return;
          const written = rows.map(
            (row) =>
              `{${paths.flatMap((path, at) => (row[at] === undefined ? [] : [`${JSON.stringify(path)}:${JSON.stringify(row[at])}`])).join()}}`,
          );
          const columns = paths.map((path, at) => ({ path, values: rows.map((row) => row[at]) }));
          const expected = paths.length === 0 ? [] : (JSON.parse(`[${written.join()}]`) as unknown[]);
          assert.deepEqual(JSON.parse(textOf({ columns })), expected);
        },
      ),
    ));
});
