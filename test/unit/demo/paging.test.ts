import assert from "node:assert/strict";
import fc from "fast-check";
import { reports } from "../../../src/reports/index.ts";
import { all, ask, graph, page, refusal, tenantAt, texts, type Page } from "./tenant.ts";

const tenant = tenantAt();
const lists = reports.map(({ graph, timeField }) => ({ endpoint: graph.endpoint, time: timeField, most: graph.pageSize }));
const hour = 3_600_000;
const iso = (time: number): string => new Date(time).toISOString();

suite("paging", () => {
  test("pages of any size, in either order and over any stretch give every record once, in order", async () => {
    const everything = Object.fromEntries(
      await Promise.all(
        lists.map(
          async ({ endpoint, time }) =>
            [
              endpoint,
              (await all(tenant, `/beta/${endpoint}?$filter=${time} ge 2026-11-15T00:00:00Z&$select=id,${time}`)).records,
            ] as const,
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lists),
        fc.integer({ min: 0, max: 70 * 3600 }),
        fc.integer({ min: 0, max: 12 * 3600 }),
        fc.integer({ min: 5, max: 400 }),
        fc.boolean(),
        async ({ endpoint, time, most }, start, length, top, descending) => {
          const from = iso(Date.UTC(2026, 10, 15) + start * 1000).replace(".000", "");
          const to = iso(Date.UTC(2026, 10, 15) + (start + length) * 1000).replace(".000", "");
          const path = `/beta/${endpoint}?$filter=${time} ge ${from} and ${time} le ${to}&$select=id,${time}&$top=${top}&$orderby=${time} ${descending ? "desc" : "asc"}`;
          const { records, sizes } = await all(tenant, path);
          const instants = texts(records, time).map((text) => text.replace("Z", "").padEnd(27, "."));
          const expected = (everything[endpoint] ?? []).filter((record) => {
            const at = String(record[time]);
            return (at >= from || at.startsWith(from.slice(0, -1))) && (at <= to || at === to) && !at.startsWith(`${to.slice(0, -1)}.`);
          });
          assert.deepEqual(
            {
              ids: texts(records, "id").toSorted(),
              ordered: instants,
              full: sizes.slice(0, -1).every((size) => size === Math.min(top, most)),
            },
            {
              ids: texts(expected, "id").toSorted(),
              ordered: descending ? instants.toSorted().reverse() : instants.toSorted(),
              full: true,
            },
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("events that happen while one pages do not disturb the pages", async () => {
    let now = Date.UTC(2026, 10, 18, 12);
    const living = tenantAt({ now: () => new Date(now) });
    const path = "/beta/auditLogs/signIns?$top=100&$filter=createdDateTime ge 2026-11-18T09:00:00Z";
    const before = texts((await all(living, path)).records, "id");
    const seen: string[] = [];
    for (let next: string | undefined = path; next !== undefined; now += hour / 4) {
      const { value, "@odata.nextLink": link }: Page = await page(living, next);
      seen.push(...texts(value, "id"));
      next = link;
    }
    assert.deepEqual(seen, before);
    assert.ok((await all(living, path)).records.length > before.length);
  });

  test("a next link repeats the options in the service's own encoding", async () => {
    const links = [
      ["signIns", "createdDateTime"],
      ["directoryAudits", "activityDateTime"],
      ["provisioning", "activityDateTime"],
    ].map(
      async ([name = "", time = ""]) =>
        (await page(tenant, `/v1.0/auditLogs/${name}?$top=2&$select=id,${time}&$orderby=${time} desc`))["@odata.nextLink"],
    );
    const shapes = (await Promise.all(links)).map((link) => link?.replace(/[\da-f]{32,}/, (token) => `HEX${token.length}`));
    const options = (time: string): string => `?$top=2&$select=id%2c${time}&$orderby=${time}+desc&$skiptoken=`;
    assert.deepEqual(shapes, [
      `${graph}/v1.0/auditLogs/signIns${options("createdDateTime")}HEX64`,
      `${graph}/v1.0/auditLogs/directoryAudits${options("activityDateTime")}HEX32_1`,
      `${graph}/v1.0/auditLogs/provisioning${options("activityDateTime")}HEX32_1000`,
    ]);
  });

  test("a skip token that was made up, altered or moved to another question is refused", async () => {
    const { "@odata.nextLink": next = "" } = await page(tenant, "/beta/auditLogs/signIns?$top=2");
    const token = /skiptoken=(.*)/.exec(next)?.[1] ?? "";
    const altered = token.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    const dead = { status: 400, code: "", message: "Invalid Skip Token" };
    assert.deepEqual(
      await Promise.all(
        [`$skiptoken=${altered}`, "$skiptoken=x", `$filter=status/errorCode eq 0&$skiptoken=${token}`].map((options) =>
          refusal(tenant, `/beta/auditLogs/signIns?${options}`),
        ),
      ),
      [dead, dead, dead],
    );
    assert.deepEqual(await refusal(tenant, "/beta/auditLogs/signIns?$skiptoken="), {
      status: 400,
      code: "UnknownError",
      message: "Invalid Skip Token, skip token is null",
    });
  });

  test("any id of a list can be asked for", async () => {
    for (const path of [
      "/beta/auditLogs/signIns",
      "/beta/auditLogs/directoryAudits",
      "/v1.0/auditLogs/provisioning",
      "/v1.0/auditLogs/signIns",
    ]) {
      const { value } = await page(
        tenant,
        `${path}?$top=400&$filter=${path.includes("signIns") ? "riskState eq 'atRisk'" : "activityDateTime lt 2026-11-18"}`,
      );
      const sample = value.filter((_, index) => index % 40 === 0);
      assert.ok(sample.length > 1);
      for (const record of sample) {
        const { body } = await ask(tenant, `${path}/${encodeURIComponent(String(record["id"]))}`);
        const { "@odata.context": context, ...rest } = body as Record<string, unknown>;
        assert.deepEqual([context, rest], [`${graph}${path.replace("/auditLogs/", "/$metadata#auditLogs/")}/$entity`, record]);
      }
    }
  });

  test("an id that nobody has is not found", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    assert.deepEqual(await refusal(tenant, `/v1.0/auditLogs/signIns/${id}`), {
      status: 404,
      code: "ResourceNotFound",
      message: `Resource '${id}' does not exist.`,
    });
    assert.equal((await refusal(tenant, "/v1.0/auditLogs/directoryAudits/Directory_x_ABCDE_1")).status, 404);
  });
});
