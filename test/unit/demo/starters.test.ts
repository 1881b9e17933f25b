import assert from "node:assert/strict";
import { createDemoTenant, type DemoTenant } from "../../../src/demo/index.ts";
import { compile, parseQuery, plan, substitute } from "../../../src/query/index.ts";
import { reports, type Report } from "../../../src/reports/index.ts";
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
    const path = `/${report.version}/auditLogs/${report.id}?$top=25&$orderby=${orderby}&$filter=${encodeURIComponent(filter)}`;
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
});
