import assert from "node:assert/strict";
import { perRecord } from "../../../src/records/perRecord.ts";

suite("What is found in a record once", () => {
  test("is found once for each record and report, whatever it is; in what is no object each time", () => {
    const [one, other] = [{ name: "one" }, { name: "other" }];
    const found: string[] = [];
    const find = perRecord((of: { readonly name: string }, record) => {
      found.push(`${of.name} ${JSON.stringify(record)}`);
      return undefined;
    });
    const [record, same] = [{ a: 1 }, { a: 1 }];
    for (const asked of [record, record, same, "text", "text", null]) find(one, asked);
    find(other, record);
    find(other, record);
    assert.deepEqual(found, ['one {"a":1}', 'one {"a":1}', 'one "text"', 'one "text"', "one null", 'other {"a":1}']);
  });
});
