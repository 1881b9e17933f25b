import assert from "node:assert/strict";
import { all, page, refusal, tenantAt } from "./tenant.ts";

const path = "/beta/auditLogs/auditActivityTypes";

suite("The demo's list of activities", () => {
  test("has each activity of a service once, page after page", async () => {
    const tenant = tenantAt();
    const whole = await all(tenant, path);
    const parts = await all(tenant, `${path}?$top=20`);
    assert.deepEqual(parts.records, whole.records);
    assert.ok(parts.sizes.slice(0, -1).every((size) => size === 20) && parts.sizes.length > 1);
    const keys = whole.records.map(({ service, activity }) => `${String(service)} ${String(activity)}`);
    assert.equal(new Set(keys).size, keys.length);
    assert.deepEqual(Object.keys(whole.records[0] ?? {}), ["id", "category", "service", "activity"]);
  });

  test("names every activity that its audits have", async () => {
    const tenant = tenantAt();
    const known = new Set((await all(tenant, path)).records.map(({ activity }) => activity));
    const { value } = await page(tenant, "/v1.0/auditLogs/directoryAudits");
    assert.deepEqual(
      value.filter(({ activityDisplayName }) => !known.has(activityDisplayName)).map(({ activityDisplayName }) => activityDisplayName),
      [],
    );
  });

  test("is there in beta only, takes no filter, and may be for other roles", async () => {
    const tenant = tenantAt();
    assert.equal(
      (await refusal(tenant, "/v1.0/auditLogs/auditActivityTypes")).message,
      "Resource not found for the segment 'auditActivityTypes'.",
    );
    assert.equal((await refusal(tenant, `${path}?$filter=category eq 'x'`)).message, "Invalid filter clause");
    assert.equal((await refusal(tenant, `${path}?$top=x`)).status, 400);
    const { status, code } = await refusal(tenantAt({ faults: { activityTypesRefused: 1 } }), path);
    assert.deepEqual([status, code], [403, "Authentication_RequestFromUnsupportedUserRole"]);
  });
});
