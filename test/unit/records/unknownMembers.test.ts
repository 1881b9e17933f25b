import assert from "node:assert/strict";
import { jsonMembers } from "../../../src/records/jsonMembers.ts";
import { unknownMembers } from "../../../src/records/unknownMembers.ts";
import { reportById, reportIds, type ReportId } from "../../../src/reports/index.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const unknownIn = (id: ReportId, record: unknown): string[] =>
  unknownMembers(jsonMembers(JSON.stringify(record)), reportById(id)).map(({ path }) => path);

suite("Members that this version does not know", () => {
  for (const id of reportIds)
    test(`are none in the demo tenant: ${id}`, async () =>
      assert.deepEqual([...new Set((await demoRecords(id)).flatMap((record) => unknownIn(id, record)))], []));

  test("are those that the report has no field for, once, at any depth, in any case of the known ones", () =>
    assert.deepEqual(
      unknownIn("signIns", {
        ID: "1",
        newThing: { inner: 1 },
        status: { errorcode: 0, newer: "x" },
        appliedConditionalAccessPolicies: [{ id: "1", fresh: [1] }],
        "status@odata.context": "x",
        "@odata.type": "#x",
        __proto__x: 1,
      }),
      ["newThing", "status/newer", "appliedConditionalAccessPolicies/[]/fresh", "__proto__x"],
    ));

  test("are none where members vary by their nature", () =>
    assert.deepEqual(unknownIn("provisioning", { sourceIdentity: { details: { odatatype: "User", anything: "x" } } }), []));
});
