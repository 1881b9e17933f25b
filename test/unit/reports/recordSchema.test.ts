import assert from "node:assert/strict";
import fc from "fast-check";
import jsonLanguage from "vscode-json-languageservice";
import { reportById, reportIds, reports, type ActivityRecord, type ReportId } from "../../../src/reports/index.ts";
import { logAnalyticsColumn } from "../../../src/reports/logAnalyticsColumns.ts";
import { memberDescription, recordSchema } from "../../../src/reports/recordSchema.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";
import { arbitraryRecords } from "../summary/arbitraryRecords.ts";

const { getLanguageService, TextDocument } = jsonLanguage;
const service = getLanguageService({});

const schemas = Object.fromEntries(reportIds.map((id) => [id, recordSchema(reportById(id))])) as Record<
  ReportId,
  ReturnType<typeof recordSchema>
>;

/** What VS Code would mark in a document of that text. */
async function marked(report: ReportId, record: unknown): Promise<string[]> {
  const document = TextDocument.create("tenant-activity:/record.json", "json", 1, JSON.stringify(record, undefined, 2));
  const found = await service.doValidation(document, service.parseJSONDocument(document), {}, schemas[report]);
  return found.map(({ message }) => JSON.stringify(message));
}

suite("The schema of a report's records", () => {
  for (const id of reportIds) {
    test(`finds nothing wrong with any record of the demo tenant: ${id}`, async () => {
      for (const record of await demoRecords(id)) assert.deepEqual(await marked(id, record), []);
    });

    test(`finds nothing wrong with records of any shape: ${id}`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryRecords(id), async (records: readonly ActivityRecord[]) => {
          for (const record of records) assert.deepEqual(await marked(id, record), []);
        }),
        { numRuns: 20 },
      );
      const names = fc.constantFrom(...reportById(id).fields.flatMap(({ path }) => path.split("/")), "__proto__", "constructor");
      await fc.assert(
        fc.asyncProperty(fc.dictionary(names, fc.jsonValue()), async (record) => assert.deepEqual(await marked(id, record), [])),
        { numRuns: 50 },
      );
    });
  }

  test("says of a member what it means, its kind, what the service does with it and where Log Analytics has it", async () => {
    const text = '{\n  "status": {\n    "errorCode": 50126\n  }\n}';
    const document = TextDocument.create("tenant-activity:/record.json", "json", 1, text);
    service.configure({ schemas: [{ uri: "schema:/signIns", fileMatch: ["*"], schema: recordSchema(reportById("signIns")) }] });
    const hover = await service.doHover(document, { line: 2, character: 8 }, service.parseJSONDocument(document));
    const said = JSON.stringify(hover?.contents);
    for (const part of ["Error code", "Kind: integer", "filters by `eq`", "Log Analytics: `ResultType`"])
      assert.ok(said.includes(part), said);
  });

  test("tells what is going, and in which version a member is", () => {
    const report = reportById("provisioning");
    const field = report.fields.find(({ path }) => path === "action") ?? assert.fail();
    assert.equal(
      memberDescription(field, report),
      "**Action (old)**: The action as free text.\n\nDeprecated. Use provisioningAction.\n\n- Kind: text\n- Service: filters by `eq`, `contains`\n- Version: beta only",
    );
  });

  test("knows a column where the reference of the tables has one", () =>
    assert.deepEqual(
      [
        logAnalyticsColumn("signIns", "deviceDetail/browser"),
        logAnalyticsColumn("signIns", "ipAddress"),
        logAnalyticsColumn("provisioning", "activityDateTime"),
        logAnalyticsColumn("directoryAudits", "performedBy"),
        logAnalyticsColumn("signIns", "status/errorCode")?.startsWith("ResultType"),
        logAnalyticsColumn("customSecurityAttributeAudits", "userAgent"),
        logAnalyticsColumn("customSecurityAttributeAudits", "category"),
        logAnalyticsColumn("customSecurityAttributeAudits", "initiatedBy/user/ipAddress"),
      ],
      [
        ...["DeviceDetail.browser", "IPAddress", "TimeGenerated", undefined, true],
        ...["UserAgent", undefined, "InitiatedBy.user.ipAddress (also CallerIpAddress)"],
      ],
    ));

  for (const { id, fields, logAnalytics, otherNames, keyField, timeField } of reports)
    test(`knows columns of ${id} where a table has it, in words by which it is found`, () => {
      const known = fields.filter(({ path }) => logAnalyticsColumn(id, path) !== undefined).map(({ path }) => path);
      assert.deepEqual(
        [keyField, timeField].filter((path) => known.includes(path)),
        logAnalytics.length > 0 ? [keyField, timeField] : [],
      );
      assert.deepEqual(
        logAnalytics.filter((table) => otherNames[table.toLowerCase()]?.split(" ")[0] !== id),
        [],
      );
    });
});
