import assert from "node:assert/strict";
import { compile, parseFilter } from "../../../../src/query/index.ts";
import { reportById } from "../../../../src/reports/index.ts";
import type { ResultsApi } from "../../../../src/results/api.ts";
import { createResults } from "../../../../src/results/results.ts";
import { bytesOf, pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

const records = [
  {
    id: "0",
    appDisplayName: "Azure Portal",
    isInteractive: true,
    status: { errorCode: 50126 },
    location: { city: "Oslo" },
    createdDateTime: "2026-11-18T11:59:00Z",
  },
  {
    id: "1",
    appDisplayName: "Bob has left and status in order",
    isInteractive: false,
    status: { errorCode: 0 },
    location: { city: "Bergen" },
  },
  {
    id: "2",
    appDisplayName: "azure cli",
    isInteractive: true,
    status: { errorCode: 0 },
    appliedConditionalAccessPolicies: [{ displayName: "Require MFA", result: "failure" }],
  },
  { id: "3", status: null, novelty: { note: "Seen in Tromsø" } },
];

function filled(body = pageOf(...records)): { results: ResultsApi; result: number } {
  const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z") });
  const result = results.create({ report: "signIns" });
  results.append({ result, body, skip: [] });
  return { results, result };
}

async function matching(filter: string, body?: ArrayBuffer): Promise<number[] | string> {
  const { results, result } = filled(body);
  const { view, rows, problem } = await results.view({ result, sort: [], filter });
  return problem ?? recordsOf(results.rows({ result, view, from: 0, count: rows, columns: [] })).map(({ record }) => record);
}

const table = (cases: Record<string, number[] | string>) => {
  for (const [filter, expected] of Object.entries(cases))
    test(filter || "(nothing)", async () => assert.deepEqual(await matching(filter), expected));
};

suite("local filter: letter case and numbers as text", () => {
  const odd = [
    { id: "a", userPrincipalName: "alex@contoso.com", riskState: "AtRisk", appDisplayName: "Azure Portal", status: { errorCode: "50126" } },
    {
      id: "b",
      userPrincipalName: "Alex@Contoso.com",
      riskState: "none",
      signInEventTypes: ["nonInteractiveUser"],
      appDisplayName: "azure portal",
    },
    { id: "c", userId: "AAAAAAAA-0000-4000-8000-00000000000A", authenticationDetails: [{ authenticationMethod: "Password" }] },
  ];

  test("count as they do when a query runs", async () => {
    const report = reportById("signIns");
    for (const condition of [
      "userPrincipalName eq 'ALEX@contoso.com'",
      "userPrincipalName in ('ALEX@contoso.com', 'x')",
      "startswith(userPrincipalName, 'Alex@') and contains(userPrincipalName, 'CONTOSO')",
      "riskState eq 'atRisk' or appDisplayName eq 'azure portal'",
      "not (riskState eq 'atrisk')",
      "userId eq 'aaaaaaaa-0000-4000-8000-00000000000a'",
      "signInEventTypes/any(t: t eq 'noninteractiveUser')",
      "authenticationDetails/any(d: d/authenticationMethod eq 'password')",
      "status/errorCode eq 50126",
      "status/errorCode ne 0",
      "appDisplayName ne 'azure portal'",
    ]) {
      const { expression } = parseFilter(condition);
      assert.ok(expression);
      const meets = compile(expression, { now: new Date(0), report });
      const expected = odd.flatMap((record, at) => (meets(record) ? [at] : []));
      assert.deepEqual(await matching(condition, pageOf(...odd)), expected, condition);
    }
  });
});

suite("local filter: conditions", () => {
  table({
    "status/errorCode ne 0": [0, 3],
    "status/errorCode eq 0 and startswith(tolower(appDisplayName), 'azure')": [2],
    "location/city eq 'Oslo' or appliedConditionalAccessPolicies/any(p: p/result eq 'failure')": [0, 2],
    "location/city in ('Oslo', 'Bergen')": [0, 1],
    "not isInteractive": [1],
    "isInteractive and status/errorCode ne 0": [0],
    "status eq null": [3],
    "$it/id eq '2'": [2],
    "createdDateTime gt now() sub duration'PT5M'": [0],
    "Status/ErrorCode eq 50126": [0],
  });
});

suite("local filter: words", () => {
  table({
    "": [0, 1, 2, 3],
    "  ": [0, 1, 2, 3],
    AZURE: [0, 2],
    "azure oslo": [0],
    "50126": [0],
    true: [0, 2],
    require: [2],
    TROMSØ: [3],
    errorCode: [],
    "has left": [1],
    "status in order": [1],
    "status and order": [1],
    id: [],
    "it's": [],
    "(bob": [],
  });

  test("are found behind the escapes of JSON", async () => {
    const body = () => bytesOf('{"value":[{"novelty":["\\u0041zure \\u00fcber \\"quoted\\" a\\/b"]},{"novelty":["\\u212aelvin"]}]}');
    const found = [];
    for (const filter of ["azure", "ÜBER", '"quoted"', "a/b", "kelvin", "zure"]) found.push(await matching(filter, body()));
    assert.deepEqual(found, [[0], [0], [0], [0], [1], [0]]);
  });
});

suite("local filter: problems", () => {
  table({
    "status/errorCode ne": "Expected a field, a value or a function (at character 20)",
    "status/errorCode eq '0'": "status/errorCode is compared with a number (at character 21)",
    "status/errorCode eq 0 and appDisplayNam eq 'x'":
      "signIns has no field 'appDisplayNam'. Did you mean 'appDisplayName'? (at character 27)",
    "appDisplayNam eq 'x'": "signIns has no field 'appDisplayNam'. Did you mean 'appDisplayName'? (at character 1)",
    "appDisplayName = 'x'": "OData writes '=' as 'eq' (at character 16)",
    "contains(appDisplayName, 'x'": "Expected ')' (at character 29)",
  });

  test("leave the view in its order and unfiltered", async () => {
    const { results, result } = filled();
    const { view, rows, problem } = await results.view({
      result,
      sort: [{ path: "id", direction: "desc" }],
      filter: "status/errorCode eq",
    });
    const order = recordsOf(results.rows({ result, view, from: 0, count: rows, columns: [] })).map(({ record }) => record);
    assert.deepEqual({ order, problem }, { order: [3, 2, 1, 0], problem: "Expected a field, a value or a function (at character 20)" });
  });
});
