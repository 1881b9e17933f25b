import assert from "node:assert/strict";
import fc from "fast-check";
import { recordText } from "../../../src/records/recordText.ts";
import { createResults } from "../../../src/results/results.ts";
import { bytesOf } from "../results/pages.ts";

const context = '"@odata.context":"https://graph.microsoft.com/beta/$metadata#auditLogs/signIns/$entity"';

/** The same record as the grid's document shows it. */
function fromGrid(record: string): string {
  const results = createResults({ now: () => new Date() });
  const result = results.create({ report: "signIns" });
  results.append({ result, body: bytesOf(`{"value":[${record}]}`), skip: [] });
  return results.record({ result, record: 0 });
}

suite("The text of a record that was asked for by its id", () => {
  test("is that of the grid: digits, escapes, doubled members and their order as they came, without the request's context", () => {
    const members =
      '"id":"1","n":9223372036854775807,"\\u006d":1e400,"d":1.10,"2":{"dup":1,"dup":[]},"1":"\\ud800\\/","__proto__":{},"dup":1,"dup":2';
    assert.equal(recordText(`{${context},${members}}`), fromGrid(`{${members}}`));
    assert.equal(recordText(`{ "id" : "1" , ${context} }`), fromGrid('{"id":"1"}'));
    assert.equal(recordText(`{${context}}`), "{}");
  });

  test("is that of the grid, whatever the record has", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 3), (record, indent) => {
        assert.equal(recordText(JSON.stringify(record, null, indent)), fromGrid(JSON.stringify(record)));
      }),
    );
  });
});
