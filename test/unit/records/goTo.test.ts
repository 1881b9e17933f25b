import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, parseQuery, printFilter, resolveRange, termsOf } from "../../../src/query/index.ts";
import { destinations, valueDestinations, type Destination, type DestinationGroup, type GoToOptions } from "../../../src/records/goTo.ts";
import { entities } from "../../../src/records/entities.ts";
import { reportById, reports, type ActivityRecord, type ReportId } from "../../../src/reports/index.ts";
import { answererOf, plan } from "../../../src/sources/graph/index.ts";
import { leastMs } from "../query/leastMs.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const now = new Date("2026-11-23T16:00:00Z");
const zone = "UTC";
const guid = (digit: string): string => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

const all = (report: ReportId, record: unknown, options: Partial<GoToOptions> = {}): Destination[] =>
  destinations(reportById(report), record, { now, zone, answererOf, ...options }).flatMap((group) => group.destinations);
const texts = (report: ReportId, record: unknown, options?: Partial<GoToOptions>): string[] =>
  all(report, record, options).map(({ label, text, by }) => `${label} | ${by} | ${text}`);

const signIn = {
  id: guid("1"),
  createdDateTime: "2026-11-23T09:00:00Z",
  userId: guid("2"),
  userPrincipalName: "alex@contoso.com",
  userDisplayName: "Alex",
  appId: guid("3"),
  appDisplayName: "Portal",
  ipAddress: "203.0.113.9",
  clientAppUsed: "Browser",
  status: { errorCode: 50126 },
  sessionId: "s-1",
  correlationId: guid("4"),
  signInEventTypes: ["interactiveUser"],
};
const around = "from 2026-11-22T09:00:00Z";
const allTypes = "types interactiveUser, nonInteractiveUser, servicePrincipal, managedIdentity";

/** The record is among those that a query finds of what is loaded, its type and time included. */
function finds({ query }: Destination, record: ActivityRecord): boolean {
  const report = reportById(query.report);
  const { from, to } = resolveRange(query.range, { now, zone });
  const time = Date.parse(String(record[report.timeField]));
  const types = record["signInEventTypes"];
  const isOfType = !query.types || !Array.isArray(types) || query.types.some((type) => types.includes(type));
  const meets = termsOf(query).every((term) => evaluate(term, record, { now, report }) === true);
  return isOfType && meets && from.getTime() <= time && time <= to.getTime();
}

suite("Go To", () => {
  test("the address of a failed sign-in leads to all its sign-ins first, and to its audits, which the service cannot look for", () =>
    assert.deepEqual(texts("signIns", signIn, { at: { path: "ipAddress" } }).slice(0, 2), [
      `All sign-ins from this address | service | signIns ${around} ${allTypes} where ipAddress eq '203.0.113.9'`,
      `Audits from this address | here | directoryAudits ${around} where initiatedBy/user/ipAddress eq '203.0.113.9'`,
    ]));

  test("a user is one by id and by name, and is meant wherever one of them or the name stands", () => {
    const expected = [
      `All sign-ins of this user | service | signIns ${around} types interactiveUser, nonInteractiveUser where userId eq '${guid("2")}'`,
      `Audits by this user | service | directoryAudits ${around} where initiatedBy/user/id eq '${guid("2")}'`,
      `Audits about this user | service | directoryAudits ${around} where targetResources/any(x: x/id eq '${guid("2")}')`,
      `Provisioning of this user | service | provisioning ${around} where sourceIdentity/id eq '${guid("2")}' or targetIdentity/id eq '${guid("2")}'`,
      `Same “User” in sign-ins | service | signIns ${around} ${allTypes} where userPrincipalName eq 'alex@contoso.com'`,
    ];
    for (const path of ["userId", "userPrincipalName", "userDisplayName", "initiator"])
      assert.deepEqual(texts("signIns", signIn, { at: { path } }).slice(0, 5), expected, path);
    assert.deepEqual(texts("signIns", signIn, { at: { key: "userDisplayName" } }).slice(0, 5), expected);
  });

  test("a user without an id is asked for by name", () =>
    assert.deepEqual(
      all("signIns", { ...signIn, userId: "", userDisplayName: "" }, { at: { path: "userPrincipalName" } })
        .slice(0, 3)
        .map(({ label, by }) => `${label} | ${by}`),
      ["All sign-ins of this user name | service", "Audits by this user name | service", "Audits about this user name | here"],
    ));

  test("the range is that of the grid while the record is in it, and else that of the days around the record, within what is kept", () => {
    const range = (query: string, time = signIn.createdDateTime) =>
      /signIns (.*?) types/.exec(
        texts("signIns", { ...signIn, createdDateTime: time }, { at: { path: "ipAddress" }, query: parseQuery(query).query! })[0] ?? "",
      )?.[1];
    assert.deepEqual(
      [
        range("signIns last 7d where status/errorCode ne 0"),
        range("signIns last 1h"),
        range("signIns last 7d", "2026-11-10T00:00:00Z"),
        range("signIns last 7d", "2026-10-25T00:00:00Z"),
      ],
      ["last 7d", around, "from 2026-11-09T00:00:00Z to 2026-11-11T00:00:00Z", "from 2026-10-24T16:00:00Z to 2026-10-26T00:00:00Z"],
    );
  });

  test("around a record the filters of its grid are kept or dropped, and those like it are found", () => {
    const { query } = parseQuery("signIns last 7d where status/errorCode ne 0");
    assert.ok(query);
    assert.deepEqual(texts("signIns", signIn, { at: { path: "createdDateTime" }, query }).slice(0, 5), [
      `More like this (same app, error, client) | service | signIns last 7d types interactiveUser where appId eq '${guid("3")}' and status/errorCode eq 50126 and clientAppUsed eq 'Browser'`,
      `Around this sign-in ± 5 min, without filters | service | signIns from 2026-11-23T08:55:00Z to 2026-11-23T09:05:00Z ${allTypes}`,
      "Around this sign-in ± 5 min, with the filters of its grid | service | signIns from 2026-11-23T08:55:00Z to 2026-11-23T09:05:00Z where status/errorCode ne 0",
      `Around this sign-in ± 1 h, without filters | service | signIns from 2026-11-23T08:00:00Z to 2026-11-23T10:00:00Z ${allTypes}`,
      "Around this sign-in ± 1 h, with the filters of its grid | service | signIns from 2026-11-23T08:00:00Z to 2026-11-23T10:00:00Z where status/errorCode ne 0",
    ]);
  });

  test("a place that names nothing leads to the same value", () =>
    assert.equal(
      texts("signIns", signIn, { at: { path: "clientAppUsed" } })[0],
      `Same “Client app” in sign-ins | service | signIns ${around} ${allTypes} where clientAppUsed eq 'Browser'`,
    ));

  test("an object id is not a client's: an application that was changed leads to its changes, not to sign-ins", () => {
    const audit = {
      activityDateTime: "2026-11-23T09:00:00Z",
      targetResources: [
        {
          type: "Application",
          id: guid("5"),
          modifiedProperties: [
            { displayName: "Device.ObjectID", newValue: JSON.stringify(guid("6")) },
            { displayName: "DeviceId", newValue: guid("7") },
          ],
        },
      ],
    };
    const labels = (key: string): string[] => {
      const [group] = destinations(reportById("directoryAudits"), audit, { now, zone, answererOf, at: { key } });
      return group?.destinations.map(({ label }) => label) ?? [];
    };
    assert.deepEqual(labels("targetResources/0/id"), ["Changes of this app"]);
    assert.deepEqual(labels("targetResources/0/modifiedProperties/0/newValue"), [
      "Changes of this device",
      "Directory audits whose changes name it",
    ]);
    assert.deepEqual(labels("targetResources/0/modifiedProperties/1/newValue"), [
      "All sign-ins from this device",
      "Audits from this device",
      "Same “New value” in directory audits",
    ]);
  });

  test("what few need is gone to from elsewhere only where it is offered, and always from itself", () => {
    const ofAttributes = (report: ReportId, record: unknown, options: Partial<GoToOptions>): string[] =>
      texts(report, record, options).filter((text) => text.includes("customSecurityAttributeAudits"));
    assert.deepEqual(ofAttributes("signIns", signIn, {}), []);
    assert.deepEqual(ofAttributes("signIns", signIn, { offers: (id) => id === "customSecurityAttributeAudits" }), [
      `Custom security attribute changes of this user | service | customSecurityAttributeAudits ${around} where targetResources/any(x: x/id eq '${guid("2")}')`,
      `Custom security attribute changes by this user | service | customSecurityAttributeAudits ${around} where initiatedBy/user/id eq '${guid("2")}'`,
      `Custom security attribute changes by this app | service | customSecurityAttributeAudits ${around} where initiatedBy/app/appId eq '${guid("3")}'`,
      `Custom security attribute changes from this address | here | customSecurityAttributeAudits ${around} where initiatedBy/user/ipAddress eq '203.0.113.9'`,
      `Same correlation id: custom security attribute changes | here | customSecurityAttributeAudits ${around} where correlationId eq '${guid("4")}'`,
    ]);
    assert.deepEqual(
      all("signIns", signIn, { offers: () => false }).filter(({ query }) => query.report !== "signIns"),
      [],
    );
  });

  test("a change of an attribute leads to whom it was made of and by whom, in its own report and in others", () => {
    const changed = {
      id: `Directory_${guid("1")}_123456`,
      activityDateTime: "2026-11-23T09:00:00Z",
      activityDisplayName: "Update attribute values assigned to a servicePrincipal",
      result: "success",
      initiatedBy: { user: null, app: { appId: guid("5"), servicePrincipalId: guid("6"), displayName: "Sync" } },
      targetResources: [{ id: guid("7"), type: "ServicePrincipal", displayName: "Travel Desk" }],
    };
    const at = (place: GoToOptions["at"]) => {
      const [group] = destinations(reportById("customSecurityAttributeAudits"), changed, {
        now,
        zone,
        answererOf,
        ...(place && { at: place }),
      });
      return group?.destinations.map(({ label, by }) => `${label} | ${by}`);
    };
    assert.deepEqual(at({ key: "targetResources/0/displayName" }), [
      "All sign-ins of this service principal | service",
      "Audits by this service principal | here",
      "Changes of this service principal | service",
      "Provisioning by this service principal | service",
      "Custom security attribute changes of this service principal | service",
      "Custom security attribute changes by this service principal | here",
    ]);
    assert.deepEqual(at({ path: "initiatedBy/app/appId" }), [
      "Sign-ins to this app | service",
      "Sign-ins to this app as a resource | service",
      "Audits by this app | service",
      "Custom security attribute changes by this app | service",
    ]);
  });

  test("a value of a facet leads to what a record with it names, and not to what else that names", () => {
    const of = (path: string, value: string) =>
      valueDestinations(reportById("signIns"), signIn, { path, value }, { now, zone, answererOf }).flatMap((group) =>
        group.destinations.map(({ label }) => label),
      );
    assert.deepEqual(of("ipAddress", "203.0.113.9"), ["All sign-ins from this address", "Audits from this address"]);
    assert.deepEqual(of("clientAppUsed", "Browser"), ["Same “Client app” in sign-ins"]);
    assert.deepEqual(
      valueDestinations(reportById("signIns"), undefined, { path: "ipAddress", value: "203.0.113.9" }, { now, zone, answererOf }).map(
        (group) => group.destinations.length,
      ),
      [1],
    );
  });

  test("records of the demo tenant: each destination is a query that can be run, and what a record names leads back to it", async () => {
    for (const { id } of reports) {
      const report = reportById(id);
      for (const record of (await demoRecords(id, 200)).slice(0, 200)) {
        for (const group of destinations(report, record, { now, zone, answererOf, offers: () => true })) {
          for (const destination of group.destinations) {
            const { query, errors } = parseQuery(destination.text);
            assert.deepEqual([errors, query], [[], destination.query], destination.text);
            plan(destination.query, { now, zone });
          }
          const own = group.destinations.filter(({ query }) => query.report === id);
          const isAsked = own.length > 0 || group.subject === undefined;
          if (isAsked)
            assert.ok(
              own.some((one) => finds(one, record)),
              `${group.subject?.kind ?? "record"} ${JSON.stringify(record)}`,
            );
        }
      }
    }
  }).timeout(60_000);

  test("whatever an id says, it is a text in the query: the same one term, which finds the record", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("userPrincipalName", "ipAddress", "sessionId", "appId", "correlationId", "servicePrincipalId", "userId", "id"),
        fc.oneof(
          fc.string({ minLength: 1, unit: "binary" }),
          fc.constantFrom("' or true or '", "x' take 1", "${input:User}", "${me}", "a\nb", "/* */", "it''s", "\\", "types all"),
        ),
        (path, id) => {
          const record = { createdDateTime: "2026-11-23T09:00:00Z", [path]: id };
          if (entities(reportById("signIns"), record).length === 0) return;
          const [group] = destinations(reportById("signIns"), record, { now, zone, answererOf, at: { path } });
          assert.ok(group?.subject, JSON.stringify(group));
          for (const { text, query } of group.destinations) {
            const read = parseQuery(text);
            assert.deepEqual([read.errors, read.query], [[], query], text);
            assert.equal(termsOf(query).length, 1, text);
            assert.equal(query.take, undefined);
          }
          const own = group.destinations.filter(({ query }) => query.report === "signIns");
          assert.ok(
            own.some((one) => finds(one, record)),
            own.map(({ query }) => termsOf(query).map((term) => printFilter(term))).join("\n"),
          );
        },
      ),
    ));

  test("a record may be anything", () =>
    fc.assert(
      fc.property(fc.constantFrom(...reports.map(({ id }) => id)), fc.jsonValue(), fc.string(), (id, record, key) => {
        for (const at of [{ key }, { path: key }, { named: key }]) destinations(reportById(id), record, { now, zone, answererOf, at });
      }),
    ));

  test("a record that names tens of thousands leads to some, in a moment, the one meant first, and says of the others", () => {
    const id = (at: number): string => `${String(at).padStart(8, "0")}-1111-4111-8111-111111111111`;
    const targetResources = Array.from({ length: 50_000 }, (_, at) => ({
      type: "User",
      id: id(at + 1),
      userPrincipalName: `u${String(at)}@x`,
    }));
    const record = { activityDateTime: "2026-11-23T09:00:00Z", targetResources };
    let groups: readonly DestinationGroup[] = [];
    const took = leastMs(() => {
      groups = destinations(
        reportById("directoryAudits"),
        { ...record },
        { now, zone, answererOf, at: { key: "targetResources/49999/id" } },
      );
    }, 2_000);
    assert.deepEqual([groups[0]?.subject?.ids.object, groups.length, groups.at(-1)?.further], [id(50_000), 61, 49_940]);
    assert.ok(took < 2_000, String(took));
    const one = { activityDateTime: record.activityDateTime, targetResources: targetResources.map((target) => ({ ...target, id: id(7) })) };
    assert.equal(destinations(reportById("directoryAudits"), one, { now, zone, answererOf })[0]?.destinations.length, 2);
  });

  test("a time that is none, or that cannot be, leads to no time around it", () => {
    for (const createdDateTime of ["", "soon", "+275760-09-13T00:00:00Z", "2099-01-01T00:00:00Z", 5, null])
      assert.equal(
        texts("signIns", { ...signIn, createdDateTime }).some((text) => text.startsWith("Around")),
        false,
        String(createdDateTime),
      );
  });

  test("what is around a record has the record, wherever the clock of this machine is", () => {
    const ends = ["2026-11-23T16:00:00Z", "2026-11-23T16:03:00Z", "2026-11-23T16:05:00Z", "2026-11-23T18:00:00Z"].flatMap(
      (createdDateTime) =>
        all("signIns", { ...signIn, createdDateTime })
          .filter(({ label }) => label.startsWith("Around") || label.startsWith("All sign-ins from"))
          .filter(({ query }) => {
            const { from, to } = resolveRange(query.range, { now, zone });
            return !(from.getTime() < Date.parse(createdDateTime) && Date.parse(createdDateTime) <= to.getTime());
          })
          .map(({ text }) => text),
    );
    assert.deepEqual(ends, []);
  });

  test("a value of another kind than its field's leads to nothing: no condition asks for it", () => {
    for (const value of [5, true, -1.5]) {
      const odd = { ...signIn, appId: value, clientAppUsed: value, status: { errorCode: "50126" } };
      const made = [undefined, { path: "clientAppUsed" }, { key: "status/errorCode" }].flatMap((at) =>
        all("signIns", odd, { ...(at && { at }) }).map(({ text }) => text),
      );
      assert.deepEqual(
        made.filter((text) => parseQuery(text).errors.length > 0),
        [],
      );
    }
  });
});
