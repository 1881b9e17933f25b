import assert from "node:assert/strict";
import { compile, parseQuery, plan, substitute } from "../../../src/query/index.ts";
import { reports } from "../../../src/reports/index.ts";
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
});
