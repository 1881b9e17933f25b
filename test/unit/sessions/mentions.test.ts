import assert from "node:assert/strict";
import { entities } from "../../../src/records/entities.ts";
import { check, parseFilter } from "../../../src/query/index.ts";
import { mentionsOf } from "../../../src/records/mentions.ts";
import { reportById, reportIds, reports, type ReportId } from "../../../src/reports/index.ts";
import { loadedRecord } from "../../../src/sessions/loadedRecord.ts";
import { mentionsIn } from "../../../src/sessions/mentions.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";
import { nearResults } from "./nearResults.ts";

const results = nearResults(new Date("2026-11-18T12:00:00Z"));

/** What a grid has loaded of a report. */
async function loaded(report: ReportId, records: readonly object[]) {
  const result = await results.create({ report });
  const { buffer } = new TextEncoder().encode(JSON.stringify({ value: records }));
  await results.append({ result, body: buffer, skip: [] });
  return { report: reportById(report), result, results };
}

const id = "62e90394-69f5-4237-9190-012177145e10";
const audit = (own: string, time: string, target: object) => ({
  id: own,
  activityDateTime: time,
  activityDisplayName: "Update",
  targetResources: [target],
});

suite("Loaded records that name an id", () => {
  test("are found by conditions that every report can read, for any text", () => {
    for (const report of reports)
      for (const text of [id, "o'neil@contoso.com", "10.0.0.1", "'\"\\"]) {
        const { expression, errors } = parseFilter(mentionsOf(text, report));
        assert.deepEqual(errors, []);
        assert.ok(expression);
        assert.deepEqual(check(expression, report), []);
      }
  });

  for (const report of reportIds)
    test(`are all that name it as an entity: ${report}`, async () => {
      const records = (await demoRecords(report)).slice(0, 150);
      const collection = await loaded(report, records);
      const own = reportById(report);
      const named = new Map<string, Set<string>>();
      for (const record of records)
        for (const entity of entities(own, record)) {
          named.set(entity.id, (named.get(entity.id) ?? new Set()).add(String(record["id"])));
        }
      for (const [text, ids] of [...named].slice(0, 120)) {
        const found = await mentionsIn([collection], text, { most: 1000 });
        const foundIds = new Set(found.mentions.map((mention) => mention.id));
        assert.deepEqual(
          [...ids].filter((one) => !foundIds.has(one)),
          [],
          text,
        );
      }
    });

  test("come newest first, each once, over all reports, at most so many, with a name that one gives", async () => {
    const audits = [
      audit("a1", "2026-11-18T09:00:00Z", { id, type: "Role", displayName: "Global Administrator" }),
      audit("a2", "2026-11-18T10:00:00Z", {
        id: "x",
        modifiedProperties: [{ displayName: "Role.ObjectID", oldValue: null, newValue: `"${id}"` }],
      }),
      audit("a3", "2026-11-18T11:00:00Z", { id: "other" }),
    ];
    const collections = [
      await loaded("directoryAudits", audits),
      await loaded("directoryAudits", audits.slice(0, 1)),
      await loaded("signIns", [
        { id: "s1", createdDateTime: "2026-11-18T09:30:00Z", userId: id.toUpperCase(), status: { errorCode: 50126 } },
      ]),
    ];
    const found = await mentionsIn(collections, id, { most: 10, namedBeside: "s1" });
    assert.deepEqual(
      [found.mentions.map(({ id: own, outcome }) => `${own} ${outcome}`), found.more, found.named],
      [["a2 other", "s1 failure", "a1 other"], false, { name: "Global Administrator", time: "2026-11-18T09:00:00Z" }],
    );
    const ids = await mentionsIn(collections, id, { most: 10, idsOnly: true });
    assert.deepEqual(
      ids.mentions.map(({ id: own, who, what }) => [own, who, what]),
      [
        ["a2", "", ""],
        ["s1", "", ""],
        ["a1", "", ""],
      ],
    );
    const some = await mentionsIn(collections, id, { most: 2 });
    assert.deepEqual([some.mentions.length, some.more, some.named], [2, true, undefined]);
  });

  test("are told with who did what, from columns alone", async () => {
    const initiatedBy = { user: null, app: { displayName: "Sync", servicePrincipalName: "x" } };
    const collections = [
      await loaded("directoryAudits", [{ ...audit("a1", "2026-11-18T09:00:00Z", { id }), initiatedBy }]),
      await loaded("signIns", [
        { id: "s1", createdDateTime: "2026-11-18T09:30:00Z", userId: id, userPrincipalName: "alex@contoso.com", appDisplayName: "Portal" },
      ]),
      await loaded("provisioning", [{ id: "p1", activityDateTime: "2026-11-18T08:00:00Z", sourceIdentity: { id, displayName: "Alex" } }]),
    ];
    const { mentions } = await mentionsIn(collections, id, { most: 10 });
    assert.deepEqual(
      mentions.map(({ id: own, who, what }) => [own, who, what]),
      [
        ["s1", "alex@contoso.com", "Portal"],
        ["a1", "Sync", "Update"],
        ["p1", "Alex", ""],
      ],
    );
  });

  test("are none where nothing is loaded, or the result is gone", async () => {
    const gone = await loaded("signIns", [{ id: "s1", userId: id }]);
    await results.release({ result: gone.result });
    const none = { mentions: [], more: false, isSoFar: false };
    assert.deepEqual([await mentionsIn([], id, { most: 5 }), await mentionsIn([gone], id, { most: 5 })], [none, none]);
  });
});

suite("A loaded record", () => {
  test("comes from the result that has it, as it came, with its number there; of another id in another case, of another report and of none nothing", async () => {
    const collections = [await loaded("signIns", [{ id: "S1", n: 1 }, { id: "o'1" }, { n: 2 }]), await loaded("signIns", [{ id: "s2" }])];
    const found = await Promise.all(["S1", "s1", "o'1", "s2", "s3", "' or 1 eq 1"].map((own) => loadedRecord(collections, "signIns", own)));
    assert.deepEqual(
      found.map((one) => one && [one.record, JSON.parse(one.text) as unknown]),
      [[0, { id: "S1", n: 1 }], undefined, [1, { id: "o'1" }], [0, { id: "s2" }], undefined, undefined],
    );
    assert.equal(await loadedRecord(collections, "provisioning", "S1"), undefined);
  });
});
