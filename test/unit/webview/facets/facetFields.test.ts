import assert from "node:assert/strict";
import { reportIds, reportById } from "../../../../src/reports/index.ts";
import { facetFields, fieldsFound } from "../../../../src/webview/facets/facetFields.ts";

const fieldsOf = (id: (typeof reportIds)[number]) => {
  const { fields, columns, outcomePath } = reportById(id);
  return facetFields(
    fields,
    columns.map((path) => ({ path })),
    outcomePath,
  );
};

suite("The fields of the facets", () => {
  test("begin with the outcome and the columns, without times and ids", () => {
    assert.deepEqual(
      fieldsOf("signIns")
        .slice(0, 4)
        .map(({ path }) => path),
      ["status/errorCode", "userPrincipalName", "appDisplayName", "ipAddress"],
    );
  });

  for (const id of reportIds)
    test(`are some, each once, of kinds that have values to pick: ${id}`, () => {
      const fields = fieldsOf(id);
      assert.ok(fields.length >= 8 && fields.length <= 12, String(fields.length));
      assert.equal(new Set(fields.map(({ path }) => path)).size, fields.length);
      assert.ok(fields.every(({ kind, path }) => kind !== "instant" && kind !== "object" && path !== "id"));
    });

  test("are found by all words of the search, in label or path", () => {
    const { fields } = reportById("signIns");
    const paths = (search: string) => fieldsFound(fields, search).map(({ path }) => path);
    assert.ok(paths("CITY").includes("location/city"));
    assert.deepEqual(paths("device operating"), paths("operating  device"));
    assert.ok(paths("device operating").includes("deviceDetail/operatingSystem"));
    assert.deepEqual(paths("no such field"), []);
    assert.equal(paths(" ").length, fields.length);
  });
});
