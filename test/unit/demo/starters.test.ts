import assert from "node:assert/strict";
import { compile, parseQuery, plan, substitute } from "../../../src/query/index.ts";
import { derivedValue } from "../../../src/reports/derived.ts";
import { fieldOf, reportById, reports } from "../../../src/reports/index.ts";
import { page, noon, tenantAt, type Page } from "./tenant.ts";

const tenant = tenantAt();
const values = new Map([
  ["me", tenant.me.userPrincipalName],
  ["input:User principal name", tenant.me.userPrincipalName],
  ["input:Application", "Azure Portal"],
]);

suite("starter queries", () => {
  for (const report of reports) {
    for (const { name, query: text } of report.starters) {
      test(`${report.title}: "${name}" finds something in the demo tenant`, async () => {
        const { query, errors } = parseQuery(text);
        assert.ok(query, JSON.stringify(errors));
        const { requests, here, orderby } = plan(substitute(query, values), { now: noon, zone: "utc" });
        const holds = here ? compile(here, { now: noon }) : () => true;
        for (const { filter } of requests) {
          const path = `/${report.version}/auditLogs/${report.id}?$top=200&$orderby=${orderby}&$filter=${encodeURIComponent(filter)}`;
          let found = false;
          for (let next: string | undefined = path; next !== undefined && !found;) {
            const { value, "@odata.nextLink": link }: Page = await page(tenant, next);
            found = value.some(holds);
            next = link;
          }
          assert.ok(found, filter);
        }
      });
    }
  }

  test("have the columns that answer them, each with a value in the demo tenant", async () => {
    for (const [id, name, ...paths] of [
      ["directoryAudits", "Group members added", "initiator", "affected", "groupName"],
      ["directoryAudits", "Admin access granted", "groupName", "roleName"],
      ["directoryAudits", "Consent granted", "grantedScopes"],
      ["directoryAudits", "Members removed", "groupName"],
      ["signIns", "Blocked by Conditional Access", "blockingPolicies"],
      ["provisioning", "Users not created from Workday", "failureReason", "failedStep"],
      ["provisioning", "Roles imported from Amazon Web Services", "roleNames"],
    ] as const) {
      const report = reportById(id);
      const { query } = parseQuery(report.starters.find((starter) => starter.name === name)?.query ?? "");
      assert.ok(query, name);
      assert.deepEqual(
        paths.filter((path) => !query.columns?.includes(path)),
        [],
      );
      const { requests, here } = plan(query, { now: noon, zone: "utc" });
      const holds = here ? compile(here, { now: noon, report }) : () => true;
      const path = `/${report.version}/auditLogs/${id}?$top=500&$filter=${encodeURIComponent(requests[0]?.filter ?? "")}`;
      const records = (await page(tenant, path)).value.filter(holds);
      const answered = (column: string) =>
        records.filter((record) => derivedValue(fieldOf(report, column) ?? assert.fail(), record)).length;
      assert.deepEqual(
        paths.filter((column) => answered(column) === 0),
        [],
        name,
      );
    }
  });
});
