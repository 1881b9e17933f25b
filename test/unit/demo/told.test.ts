import assert from "node:assert/strict";
import { found } from "../../../src/demo/company.ts";
import { auditSource } from "../../../src/demo/directoryAudits.ts";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { Log } from "../../../src/demo/log.ts";
import { provisioningSource } from "../../../src/demo/provisioning.ts";
import { signInSource } from "../../../src/demo/signIns.ts";
import { hostileNames, hostileNote } from "../../../src/demo/stories/hostileTenant.ts";
import { tell } from "../../../src/demo/stories/index.ts";
import { ticksOfTime, ticksPerDay } from "../../../src/demo/ticks.ts";
import { reportById, reports, type ActivityRecord, type Report, type ReportId } from "../../../src/reports/index.ts";
import { valueAt } from "../../../src/reports/valueAt.ts";
import { all, noon, tenantAt, texts } from "./tenant.ts";

const company = found(1);
const stories = tell(company, Math.floor(ticksOfTime(noon.getTime()) / ticksPerDay));

function recordsOf<E extends Parameters<Log["record"]>[0]>(report: Report, log: Log<E>, events: readonly E[]): ActivityRecord[] {
  const members = log.members(report.graph.version);
  return events.map((event) => log.record(event, members));
}

/** The records of all stories; there is none of other reports. */
const told: Readonly<Partial<Record<ReportId, readonly ActivityRecord[]>> & Record<keyof typeof stories, readonly ActivityRecord[]>> = {
  signIns: recordsOf(reportById("signIns"), new Log(reportById("signIns"), signInSource(company), [], 1), stories.signIns),
  directoryAudits: recordsOf(
    reportById("directoryAudits"),
    new Log(reportById("directoryAudits"), auditSource(company), [], 1),
    stories.directoryAudits,
  ),
  provisioning: recordsOf(
    reportById("provisioning"),
    new Log(reportById("provisioning"), provisioningSource(company), [], 1),
    stories.provisioning,
  ),
};

const targetsOf = (record: ActivityRecord): ActivityRecord[] => record["targetResources"] as ActivityRecord[];
const changesOf = (record: ActivityRecord): ActivityRecord[] =>
  targetsOf(record).flatMap((target) => target["modifiedProperties"] as ActivityRecord[]);

/** Steps on the way, reports of something, and decisions about nothing of the directory. */
const changeNothing = new Set([
  "Self-service password reset flow activity progress",
  "User started security info registration",
  "Fraud reported - no action taken",
  "Validate user authentication",
  "Create access review",
]);
const unexplained = (records: readonly ActivityRecord[]): unknown[] => [
  ...new Set(
    records
      .filter((record) => record["result"] === "success" && changesOf(record).length === 0)
      .map((record) => record["activityDisplayName"])
      .filter((activity) => !changeNothing.has(String(activity))),
  ),
];

/** Paths of members with a value, as the reports write them; below fields without declared members it does not go. */
function pathsOf(value: unknown, path: string, open: ReadonlySet<string>, into: Set<string>): void {
  if (value === null || value === undefined) return;
  if (path !== "" && !path.endsWith("/[]")) into.add(path);
  if (Array.isArray(value)) for (const item of value) pathsOf(item, `${path}/[]`, open, into);
  else if (typeof value === "object" && !open.has(path)) {
    for (const [member, inner] of Object.entries(value)) {
      if (!member.startsWith("@")) pathsOf(inner, path === "" ? member : `${path}/${member}`, open, into);
    }
  }
}

suite("records of the stories", () => {
  for (const report of reports) {
    test(`${report.id} have no member that the report does not know, and only values that its fields allow`, () => {
      const fields = report.fields.filter((field) => field.graph.versions.includes(report.graph.version));
      const known = new Set(fields.map(({ path }) => path));
      const open = new Set([...known].filter((path) => ![...known].some((other) => other.startsWith(`${path}/`))));
      const seen = new Set<string>();
      const wrong = new Set<string>();
      for (const record of told[report.id] ?? []) {
        pathsOf(record, "", open, seen);
        for (const { path, kind, values, nullable } of fields) {
          if (kind !== "enum" || path.includes("[]") || values === undefined) continue;
          const value = valueAt(record, path);
          if (Array.isArray(value) || value === undefined || (value === null && (nullable || path.includes("/")))) continue;
          if (!values.includes(value as string)) wrong.add(`${path} ${JSON.stringify(value)}`);
        }
      }
      assert.deepEqual({ unknown: [...seen].filter((path) => !known.has(path)), wrong: [...wrong] }, { unknown: [], wrong: [] });
    });
  }

  test("every audit that changed something names a property that changed", () => {
    assert.deepEqual(unexplained(told.directoryAudits), []);
  });

  test("so do those of every day", async () => {
    const path =
      "/beta/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-11-01&$select=activityDisplayName,result,targetResources";
    const { records } = await all(tenantAt({ quiet: true }), path);
    assert.ok(records.length > 3000);
    assert.deepEqual(unexplained(records), []);
  });

  test("values of changed properties are JSON texts, and no change has the same value on both sides", () => {
    const isJson = (text: unknown): boolean => {
      if (text === null) return true;
      try {
        JSON.parse(String(text));
        return true;
      } catch {
        return false;
      }
    };
    const odd = told.directoryAudits
      .flatMap(changesOf)
      .filter(({ oldValue, newValue }) => oldValue === newValue || !isJson(oldValue) || !isJson(newValue));
    assert.deepEqual(odd, []);
  });
});

const ofStories = reports.filter(({ id }) => told[id]);

suite("hostile names", () => {
  test("are in sign-ins, audits and provisioning, each beside a note that says so", () => {
    const carrying = (records: readonly ActivityRecord[], name: string): ActivityRecord[] => {
      const json = JSON.stringify(name).slice(1, -1);
      return records.filter((record) => JSON.stringify(record).includes(hostileNote) && JSON.stringify(record).includes(json));
    };
    for (const name of hostileNames) {
      assert.deepEqual(
        ofStories.map(({ id }) => carrying(told[id] ?? [], name).length > 0),
        [true, true, true],
        name,
      );
    }
  });

  test("name applications, devices, people and agents of sign-ins", () => {
    for (const path of ["appDisplayName", "deviceDetail/displayName", "userDisplayName", "servicePrincipalName", "userAgent"]) {
      const values = new Set(told.signIns.map((record) => valueAt(record, path)));
      assert.deepEqual(
        hostileNames.filter((name) => !values.has(name)),
        [],
        path,
      );
    }
  });

  test("name targets of audits", () => {
    const hostile = told.directoryAudits.filter((record) => record["resultReason"] === hostileNote);
    const types = new Set(
      hostile.flatMap(targetsOf).flatMap(({ displayName, type }) => (hostileNames.includes(String(displayName)) ? [type] : [])),
    );
    assert.deepEqual([...types].toSorted(), ["Device", "Group", "ServicePrincipal", "User"]);
  });

  test("have each kind of attack", () => {
    const kinds: readonly RegExp[] = [
      /<script>/,
      /<img [^>]*onerror=/,
      /\]\(https:/,
      /\]\(command:/,
      /\$\(zap\)/,
      /^=/,
      /^@/,
      /^\+/,
      /^-/,
      /\u202e/,
      /\u200b/,
      /[\r\n]/,
      /\p{Cc}$|\p{Cc}d$/u,
      /ignore all previous instructions/i,
      /^__proto__$/,
      /^.{1000,}$/s,
    ];
    assert.deepEqual(
      kinds.filter((kind) => !hostileNames.some((name) => kind.test(name))),
      [],
    );
  });
});

suite("a quiet demo tenant", () => {
  const quiet = tenantAt({ quiet: true });

  test("has what happens every day, and nothing of the stories", async () => {
    for (const { id, timeField } of ofStories) {
      const path = `/beta/auditLogs/${id}?$select=id&$filter=${timeField} gt 2026-11-11T00:00:00Z`;
      const [usual, everything] = await Promise.all([all(quiet, path), all(tenantAt(), path)]);
      const stories = new Set(texts(told[id] ?? [], "id"));
      assert.ok(usual.records.length > 500 && stories.size > 0);
      assert.deepEqual(
        texts(usual.records, "id"),
        texts(everything.records, "id").filter((each) => !stories.has(each)),
        id,
      );
    }
  });

  test("has no hostile name", async () => {
    const { records } = await all(quiet, "/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-11-13 and createdDateTime lt 2026-11-14");
    assert.ok(records.length > 0 && !JSON.stringify(records).includes(hostileNote));
  });

  test("is what createDemoTenant makes only when it is asked to", () => {
    const own = createDemoTenant({ now: noon, quiet: true });
    assert.deepEqual([own.tenantId, own.me], [tenantAt().tenantId, tenantAt().me]);
  });
});
