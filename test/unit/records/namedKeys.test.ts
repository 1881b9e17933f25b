import assert from "node:assert/strict";
import { namedKeys } from "../../../src/records/namedKeys.ts";
import { destinations } from "../../../src/records/goTo.ts";
import { reportById, reportIds } from "../../../src/reports/index.ts";
import { answererOf } from "../../../src/sources/graph/plan.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const report = reportById("signIns");

suite("The values that name something", () => {
  test("are ids, and the names that the record gives them; names without an id are none", () =>
    assert.deepEqual(
      namedKeys(report, {
        userId: "62e90394-69f5-4237-9190-012177145e10",
        userDisplayName: "Alex",
        appDisplayName: "Portal",
        status: { failureReason: "alex " },
        ipAddress: "203.0.113.9",
        "a/b": { "": ["ALEX", { "~": "Alex" }] },
      }).toSorted(),
      ["a~1b/~2/0", "a~1b/~2/1/~0", "ipAddress", "status/failureReason", "userDisplayName", "userId"],
    ));

  test("are none of what names nothing, however deep", () => {
    let deep: unknown = "Alex";
    for (let depth = 0; depth < 20_000; depth++) deep = [deep];
    assert.deepEqual([namedKeys(report, { deep }), namedKeys(report, undefined), namedKeys(report, "x")], [[], [], []]);
    assert.equal(namedKeys(report, { deep, userPrincipalName: "Alex" }).length, 2);
  });

  for (const id of reportIds)
    test(`lead on first to what they name: ${id}`, async () => {
      const own = reportById(id);
      const options = { now: new Date("2026-11-23T16:00:00Z"), zone: "UTC", answererOf };
      for (const record of (await demoRecords(id)).slice(0, 12))
        for (const key of namedKeys(own, record)) assert.ok(destinations(own, record, { ...options, at: { key } })[0]?.subject, key);
    });
});
