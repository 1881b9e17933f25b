import assert from "node:assert/strict";
import { createDemoTenant, type DemoTenant } from "../../../src/demo/index.ts";
import { compile, parseQuery, substitute } from "../../../src/query/index.ts";
import { derivedValue } from "../../../src/reports/derived.ts";
import { fieldOf, reportById, reports, type Report } from "../../../src/reports/index.ts";
import { plan } from "../../../src/sources/graph/plan.ts";
import { page, noon, tenantAt, type Page } from "./tenant.ts";

const tenant = tenantAt();

/** The requests of a starter query whose answer has no record that it asks for. */
async function emptyAnswers(tenant: DemoTenant, now: Date, report: Report, text: string): Promise<string[]> {
  const values = new Map([
    ["me", tenant.me.userPrincipalName],
    ["input:User principal name", tenant.me.userPrincipalName],
    ["input:Application", "Azure Portal"],
  ]);
  const { query, errors } = parseQuery(text);
  assert.ok(query, JSON.stringify(errors));
  const { requests, here, orderby } = plan(substitute(query, values), { now, zone: "utc" });
  const holds = here ? compile(here, { now }) : () => true;
  const empty: string[] = [];
  for (const { filter } of requests) {
    const path = `/${report.graph.version}/${report.graph.endpoint}?$top=25&$orderby=${orderby}&$filter=${encodeURIComponent(filter)}`;
    let found = false;
    for (let next: string | undefined = path; next !== undefined && !found;) {
      const { value, "@odata.nextLink": link }: Page = await page(tenant, next);
      found = value.some(holds);
      next = link;
    }
    if (!found) empty.push(filter);
  }
  return empty;
}

suite("starter queries", () => {
  for (const report of reports) {
    for (const { name, query: text } of report.starters) {
      test(`${report.title}: "${name}" finds something in the demo tenant`, async () => {
        assert.deepEqual(await emptyAnswers(tenant, noon, report, text), []);
      });
    }
  }

  const firstDays: readonly (readonly [when: string, now: string, seed: number])[] = [
    ["in the first second of a Sunday", "2026-11-15T00:00:00.500Z", 2],
    ["late on a Saturday", "2026-11-21T23:59:30Z", 3],
    ["on a Monday before work", "2026-11-16T05:00:00Z", 4],
    ["on New Year's Day", "2027-01-01T10:00:00Z", 99],
    ["on the 29th of February", "2028-02-29T18:45:00Z", 34],
  ];
  for (const [when, time, seed] of firstDays) {
    test(`all find something on the first day: company ${String(seed)}, ${when}`, async () => {
      const now = new Date(time);
      const fresh = createDemoTenant({ seed, now, faults: { throttleAfter: Infinity } });
      const nothing: string[] = [];
      for (const report of reports) {
        for (const { name, query } of report.starters) {
          const empty = await emptyAnswers(fresh, now, report, query);
          if (empty.length > 0) nothing.push(`${report.title}: ${name}: ${empty.join(" ")}`);
        }
      }
      assert.deepEqual(nothing, []);
    });
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
      const path = `/${report.graph.version}/${report.graph.endpoint}?$top=500&$filter=${encodeURIComponent(requests[0]?.filter ?? "")}`;
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
