import assert from "node:assert/strict";
import { queriesSetting, withFieldTables } from "../../../src/reports/contributions.ts";
import { fields } from "../../../src/reports/fields.ts";
import { reportIds, reports, type Report } from "../../../src/reports/index.ts";
import { derived } from "../../support/derive.ts";
import { reportIndexes } from "../../support/reportIndexes.ts";

const small = (): Report => {
  const readFields = fields(
    "beta",
    `
id | Id | text required id eq | The key.
old | Old | text[] +any beta | A bar. | Use id.
time | Time | instant sort ge le | The time.`,
  );
  return { ...(reports[0] ?? assert.fail()), title: "Small", fields: readFields(), logAnalytics: ["Logs", "OtherLogs"] };
};

suite("What derives from the reports", () => {
  for (const { file, is, should } of [...reportIndexes(), ...derived()])
    test(`stands in ${/[^\\/]+$/.exec(file)?.[0] ?? file} (npm run derive writes it)`, () =>
      assert.ok(is === should, `${file} does not agree with the reports and commands`));

  test("is where the parts of a report meet: a further id stands in each place, with what is exported of it", () =>
    assert.deepEqual(
      reportIndexes([...reportIds, "signUps"]).map(({ should }) => [...should.matchAll(/\bsignUps\w*/g)].map(String)),
      [
        ["signUps", "signUps", "signUps"],
        ["signUpsCard", "signUpsCard", "signUpsCard"],
        ["signUpsLayout", "signUpsLayout", "signUps", "signUpsLayout"],
        ["signUpsSummary", "signUpsSummary", "signUps", "signUpsSummary"],
      ],
    ));

  test("is a table of fields between the marks of the page, and the rest stays", () =>
    assert.equal(
      withFieldTables("# Title\n<!-- fields:signIns -->\nold\n<!-- /fields -->\nrest\n", [small()]),
      `# Title
<!-- fields:signIns -->
<details>
<summary>Small: 3 fields</summary>

In Log Analytics, where a tenant sends them there: \`Logs\`, \`OtherLogs\`.

| Field | Column | Kind | Filtered by the service | Also seen | Sorted | Version | Log Analytics | What it says |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| \`id\` | Id | text | eq |  |  | v1.0, beta | Id | The key. |
| \`old\` | Old | list of text |  | any |  | beta |  | A bar. Deprecated: Use id. |
| \`time\` | Time | instant | ge, le |  | yes | v1.0, beta |  | The time. |

</details>
<!-- /fields -->
rest
`,
    ));

  test("says of a report that no table of Log Analytics is known for it", () =>
    assert.match(
      withFieldTables("<!-- fields:signIns -->\n<!-- /fields -->\n", [{ ...small(), logAnalytics: [] }]),
      /\n\nNo table of Log Analytics is known that has these events\.\n\n\| Field /,
    ));

  test("misses a report that has no place in the page", () =>
    assert.throws(() => withFieldTables("# Title\n", reports), {
      message: "docs/fields.md needs <!-- fields:signIns --> and <!-- /fields --> for the fields of Sign-ins",
    }));

  test("refuses a query of no known report in the settings", () => {
    const pattern = new RegExp(queriesSetting(reports).items.properties.query.pattern);
    const starters = reports.flatMap(({ starters }) => starters);
    assert.deepEqual(
      starters.filter(({ query }) => !pattern.test(query)),
      [],
    );
    assert.deepEqual(
      ["provisioning", " signIns last 7d", "logins last 7d", "signInsX", ""].map((query) => pattern.test(query)),
      [true, true, false, false, false],
    );
  });
});
