import assert from "node:assert/strict";
import { fieldOf, reports, type ActivityRecord, type GraphVersion, type Report, type ReportId } from "../../../src/reports/index.ts";
import { signInTypes } from "../../../src/reports/signInTypes.ts";
import { all, noon, page, tenantAt, texts } from "./tenant.ts";

const tenant = tenantAt();

/** Paths of members with a value, as the reports write them; below fields without declared members (`open`) it does not go. */
function pathsOf(value: unknown, path: string, open: ReadonlySet<string>, into: Set<string>): void {
  if (value === null || value === undefined) return;
  if (path !== "") into.add(path);
  if (Array.isArray(value)) for (const item of value) pathsOf(item, `${path}/[]`, open, into);
  else if (typeof value === "object" && !open.has(path)) {
    for (const [member, inner] of Object.entries(value)) {
      if (!member.startsWith("@")) pathsOf(inner, path === "" ? member : `${path}/${member}`, open, into);
    }
  }
}

/** All records since this morning. */
async function lately(report: Report, version: GraphVersion, options = ""): Promise<ActivityRecord[]> {
  const since = report.id === "signIns" ? "2026-11-18T06:00:00Z" : "2026-11-17T12:00:00Z";
  const { types } = report;
  const kinds = types && version === "beta" ? types.names.map((type) => ` and ${types.path}/any(t: t eq '${type}')`) : [""];
  const { operators } = fieldOf(report, report.timeField)?.graph ?? assert.fail();
  const operator = operators.includes("ge") ? "ge" : "gt";
  const lists = kinds.map((kind) =>
    all(tenant, `/${version}/${report.graph.endpoint}?$filter=${report.timeField} ${operator} ${since}${kind}${options}`),
  );
  return (await Promise.all(lists)).flatMap(({ records }) => records);
}

/** Attributes are of users and applications: no target is a group. */
const isNever = (report: string, path: string): boolean =>
  report === "customSecurityAttributeAudits" && path === "targetResources/[]/groupType";

suite("records", () => {
  for (const report of reports) {
    for (const version of ["beta", "v1.0"] as const) {
      if (!report.fields.some(({ graph }) => graph.versions.includes(version))) continue;
      test(`${report.id} in ${version} fill every field of the version, and no other`, async () => {
        const fields = report.fields
          .filter(({ derived, graph }) => !derived && graph.versions.includes(version))
          .map((field) => field.path);
        const open = new Set(fields.filter((path) => !fields.some((other) => other.startsWith(`${path}/`))));
        const seen = new Set<string>();
        for (const record of await lately(report, version)) pathsOf(record, "", open, seen);
        const found = [...seen].filter((path) => !path.endsWith("/[]"));
        assert.deepEqual(
          {
            missing: fields.filter((path) => !seen.has(path) && !isNever(report.id, path)),
            unknown: found.filter((path) => !fields.includes(path)),
          },
          { missing: [], unknown: [] },
        );
      });
    }

    test(`${report.id} have only values that their fields allow`, async () => {
      const enums = report.fields.filter(
        ({ kind, path, graph }) => kind === "enum" && !path.includes("/") && graph.versions.includes("beta"),
      );
      const wrong = new Set<string>();
      for (const record of await lately(report, "beta", `&$select=id,${enums.map(({ path }) => path).join()}`)) {
        for (const { path, values, nullable } of enums) {
          const value = record[path];
          if (!(value === null && nullable) && !values?.includes(String(value))) wrong.add(`${path} ${String(value)}`);
        }
      }
      assert.deepEqual([...wrong], []);
    });
  }

  test("ids are shaped like the service's", async () => {
    const guid = "[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}";
    const shapes: Readonly<Partial<Record<ReportId, string>>> = {
      signIns: `^${guid}$`,
      directoryAudits: `^(Directory|SSGM|SSPR|PIM|Sync)_${guid}_[A-Z\\d]{5}_\\d+$`,
      provisioning: `^${guid}$`,
      customSecurityAttributeAudits: `^Directory_${guid}_\\d+$`,
    };
    for (const { id: report, graph, keyPattern } of reports) {
      const ids = texts((await page(tenant, `/beta/${graph.endpoint}?$top=500`)).value, "id");
      const shape = new RegExp(shapes[report] ?? "");
      assert.deepEqual(
        ids.filter((id) => !shape.test(id) || keyPattern?.test(id) === false),
        [],
      );
      assert.ok(ids.length > 0);
    }
  });

  test("people work in office hours and rest at weekends", async () => {
    const count = async (from: string, to: string): Promise<number> =>
      (
        await all(
          tenant,
          `/v1.0/auditLogs/signIns?$filter=createdDateTime ge ${from} and createdDateTime lt ${to} and location/city eq 'Munich'`,
        )
      ).records.length;
    const [morning, night, sunday] = await Promise.all([
      count("2026-11-12T08:00:00Z", "2026-11-12T11:00:00Z"),
      count("2026-11-12T00:00:00Z", "2026-11-12T03:00:00Z"),
      count("2026-11-15T08:00:00Z", "2026-11-15T11:00:00Z"),
    ]);
    assert.ok(morning > 5 * night && morning > 4 * sunday, `${morning} in the morning, ${night} at night, ${sunday} on Sunday`);
  });

  test("a working day has some thousand sign-ins of four kinds, and some hundred audits and provisioning events", async () => {
    const count = async (report: string, filter: string): Promise<number> =>
      (await all(tenant, `/beta/auditLogs/${report}?$filter=${filter}&$select=id`)).records.length;
    const day = (time: string): string => `${time} gt 2026-11-12 and ${time} lt 2026-11-13`;
    const kinds = signInTypes.map((type) => count("signIns", `${day("createdDateTime")} and signInEventTypes/any(t: t eq '${type}')`));
    const counts = await Promise.all([
      ...kinds,
      count("directoryAudits", day("activityDateTime")),
      count("provisioning", day("activityDateTime")),
    ]);
    const usual = [1700, 2300, 800, 600, 320, 420];
    assert.deepEqual(
      counts.map((number, index) => Math.abs(number / (usual[index] ?? 0) - 1) < 0.15),
      usual.map(() => true),
      counts.join(),
    );
  });

  test("the same seed gives the same records, another seed others", async () => {
    const path = "/beta/auditLogs/signIns?$top=200&$filter=createdDateTime le 2026-11-17T10:00:00Z";
    const [one, same, other] = await Promise.all([1, 1, 2].map(async (seed) => (await page(tenantAt({ seed }), path)).value));
    assert.deepEqual(one, same);
    assert.notDeepEqual(one?.[0], other?.[0]);
  });

  test("what happened does not change while time goes on", async () => {
    let now = noon;
    const living = tenantAt({ now: () => now });
    const path = "/beta/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-11-12 and activityDateTime le 2026-11-13";
    const before = (await all(living, path)).records;
    now = new Date(noon.getTime() + 5 * 86_400_000);
    assert.deepEqual((await all(living, path)).records, before);
  });

  test("nothing of the future can be read", async () => {
    const { value } = await page(tenant, "/beta/auditLogs/signIns?$top=5&$filter=createdDateTime ge 2026-11-18T12:34:57Z");
    assert.deepEqual(value, []);
  });

  test("of ten million records any page is answered without making the others", async () => {
    const large = tenantAt({ factor: 65 });
    const path =
      "/beta/auditLogs/signIns?$top=1000&$filter=createdDateTime le 2026-10-26T09:30:00Z and createdDateTime ge 2026-10-26T08:00:00Z";
    const { value, "@odata.nextLink": next = "" } = await page(large, path);
    const second = await page(large, next);
    assert.deepEqual([value.length, second.value.length, new Set(texts([...value, ...second.value], "id")).size], [1000, 1000, 2000]);
  });
});
