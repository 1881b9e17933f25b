import assert from "node:assert/strict";
import fc from "fast-check";
import { oddities } from "../../../src/records/oddities.ts";
import { readJson } from "../../../src/records/readJson.ts";
import { reportById, reportIds } from "../../../src/reports/index.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const of = (text: string, report = reportById("signIns")): string[] => oddities(readJson(text), report.fields);

suite("Oddities of a record", () => {
  test("say which value is of another kind than expected", () =>
    assert.deepEqual(
      of(
        '{"status":{"errorCode":"50126"},"isInteractive":"true","riskEventTypes_v2":"generic","location":[1],"conditionalAccessAudiences":["a",5]}',
      ),
      [
        "Interactive (isInteractive) is a text here; true or false is expected.",
        "Risk detections (riskEventTypes_v2) is a text here; a list is expected.",
        "Location (location) is a list here; an object is expected.",
        "Conditional Access audiences (conditionalAccessAudiences) is a list with a number here; one with a text is expected.",
        "Error code (status/errorCode) is a text here; a number is expected.",
      ],
    ));

  test("name members that are written in another case, and those that come twice", () =>
    assert.deepEqual(
      of(
        '{"targetResources":[{"Type":"User"},{"type":"User","Type":5}],"id":"1","id":"2","__proto__":{"a":1,"a":2}}',
        reportById("directoryAudits"),
      ),
      [
        "“id” comes more than once: columns and filters take the last one.",
        "“__proto__/a” comes more than once: columns and filters take the last one.",
        "“targetResources/[]/Type” is taken for “targetResources/[]/type”.",
      ],
    ));

  test("are none of the demo tenant's records, and none of what is empty or unknown", async () => {
    for (const id of reportIds)
      for (const record of (await demoRecords(id)).slice(0, 100)) assert.deepEqual(of(JSON.stringify(record), reportById(id)), []);
    assert.deepEqual(of('{"status":null,"userPrincipalName":"","isInteractive":"","novelty":[{"x":1}],"riskEventTypes_v2":[null]}'), []);
  });

  test("are few, whatever the record is like", () => {
    fc.assert(fc.property(fc.object(), (record) => of(JSON.stringify(record)).length <= 9));
    const deep = `{"status":${'{"a":1,"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
    assert.ok(of(deep).length <= 9);
    assert.equal(of(`{${Array.from({ length: 10_000 }, (_, at) => `"m${String(at)}":1,"m${String(at)}":2`).join()}}`).length, 9);
  });
});
