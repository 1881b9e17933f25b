import assert from "node:assert/strict";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { askables, type DirectoryKind } from "../../../src/records/askables.ts";
import { reports } from "../../../src/reports/index.ts";
import { namesUrl } from "../../../src/sources/graph/directory.ts";

const host = "https://graph.microsoft.com";
const tenant = createDemoTenant({ now: new Date("2026-11-18T12:00:00Z"), faults: { throttleAfter: reports.length } });
const get = (url: string, token = tenant.token) => tenant.fetch(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
const json = async (answer: Promise<Response>) => (await (await answer).json()) as { readonly value: readonly object[] };

suite("The directory of the demo tenant", () => {
  test("names whom its records name by the same ids, and counts apart from the reports' limit", async () => {
    const seen = new Map<DirectoryKind, string[]>();
    for (const report of reports) {
      const { value } = await json(get(`${host}/beta/${report.graph.endpoint}?$top=100`));
      for (const record of value)
        for (const { kind, id } of askables(report, record, tenant.tenantId)) {
          const ids = seen.get(kind) ?? [];
          if (ids.length < 5 && !ids.includes(id)) seen.set(kind, [...ids, id]);
        }
    }
    assert.deepEqual([...seen.keys()].toSorted(), ["application", "group", "servicePrincipal", "user"]);
    for (const [kind, ids] of seen) {
      const { value } = await json(get(namesUrl(host, kind, ids)));
      assert.ok(value.length > 0, `${kind}: none of ${ids.join()} is there`);
      const members =
        kind === "user" ? ["displayName", "id", "userPrincipalName"] : ["displayName", kind === "application" ? "appId" : "id"];
      assert.deepEqual([...new Set(value.flatMap((one) => Object.keys(one)))].toSorted(), members.toSorted());
    }
    const me = namesUrl(host, "user", [tenant.me.id]);
    assert.deepEqual((await json(get(me))).value, [tenant.me]);
  });

  test("refuses what the service refuses: more values than it takes, whole lists, other options, and who is not let in", async () => {
    const [id] = [tenant.me.id];
    const many = Array.from({ length: 16 }, () => `'${id}'`).join(",");
    const asked = [
      `users?$filter=${encodeURIComponent(`id in (${many})`)}`,
      "users",
      "groups?$filter=startswith(displayName,'A')",
      `users?$filter=${encodeURIComponent(`id in ('${id}')`)}&$expand=manager`,
    ];
    assert.deepEqual(await Promise.all(asked.map(async (one) => (await get(`${host}/v1.0/${one}`)).status)), [400, 400, 400, 400]);
    assert.deepEqual(
      await Promise.all(["demo-expired", "demo-no-scope"].map(async (token) => (await get(namesUrl(host, "user", [id]), token)).status)),
      [401, 403],
    );
    const post = new Request(namesUrl(host, "user", [id]), { method: "POST", headers: { authorization: `Bearer ${tenant.token}` } });
    assert.equal((await tenant.fetch(post)).status, 405);
  });
});
