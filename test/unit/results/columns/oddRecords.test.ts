import assert from "node:assert/strict";
import type { ReportId } from "../../../../src/reports/index.ts";
import { createResults } from "../../../../src/results/results.ts";
import { bytesOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

/** Cells of records, given as JSON text, and which of them a condition finds. In both: in columns with many values and with few. */
async function read(report: ReportId, records: readonly string[], columns: readonly string[], filters: readonly string[] = []) {
  const [first, second] = await Promise.all(
    [3, 100_000].map(async (dictionaryLimit) => {
      const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z"), dictionaryLimit });
      const result = results.create({ report });
      results.append({ result, body: bytesOf(`{"value":[${records.join(", ")}]}`), skip: [] });
      const rowsOf = async (filter: string) => {
        const { view, rows, problem } = await results.view({ result, sort: [], filter });
        assert.equal(problem, undefined);
        return recordsOf(results.rows({ result, view, from: 0, count: rows, columns }));
      };
      const all = await rowsOf("");
      const found: Record<string, number[]> = {};
      for (const filter of filters) found[filter] = (await rowsOf(filter)).map(({ record }) => record);
      const outcomes = all.map(({ outcome }) => outcome);
      const { view } = await results.view({ result, sort: [], filter: "" });
      const ranges = [{ from: 0, to: all.length }];
      const tsv = results.text({ result, view, ranges, columns, format: "tsv", limitBytes: Infinity });
      return { cells: all.map(({ cells }) => cells), outcomes, found, tsv: tsv.split("\n").slice(1) };
    }),
  );
  assert.deepEqual(first, second);
  return first!;
}

suite("Records that are not as the report says", () => {
  test("numbers that a double cannot hold are shown, written and found with their digits", async () => {
    const records = [
      '{"autonomousSystemNumber":9223372036854775807,"novelty":9007199254740993}',
      '{"autonomousSystemNumber":1e400,"novelty":[-1e-400]}',
      '{"autonomousSystemNumber":64500,"novelty":9007199254740992}',
      '{"autonomousSystemNumber":-0,"novelty":1.50}',
    ];
    const filters = [
      "autonomousSystemNumber eq 9223372036854775807",
      "9223372036854775807",
      "9007199254740993",
      "9007199254740992",
      "1e400",
      "autonomousSystemNumber gt 70000",
    ];
    const { cells, found, tsv } = await read("signIns", records, ["autonomousSystemNumber", "novelty"], filters);
    assert.deepEqual(cells, [
      ["9223372036854775807", "9007199254740993"],
      ["1e400", '["-1e-400"]'],
      [64500, 9007199254740992],
      [-0, 1.5],
    ]);
    assert.deepEqual(Object.values(found), [[0], [0], [0], [2], [1], [0, 1]]);
    assert.deepEqual(tsv.slice(0, 2), ["9223372036854775807\t9007199254740993", '1e400\t["-1e-400"]']);
  });

  test("of members that come twice the last one counts, in columns, filters and words", async () => {
    const records = ['{"id":"1","userDisplayName":"first","userDisplayName":"last","status":{"errorCode":1,"errorCode":0}}'];
    const filters = ["userDisplayName eq 'last'", "userDisplayName eq 'first'", "last", "first"];
    const { cells, outcomes, found } = await read("signIns", records, ["userDisplayName", "status/errorCode"], filters);
    assert.deepEqual([cells, outcomes, Object.values(found)], [[["last", 0]], ["success"], [[0], [], [0], []]]);
  });

  test("names of members in another case are found by columns and filters alike; the name as written wins", async () => {
    const records = [
      '{"TargetResources":[{"Type":"User","DisplayName":"Ava"}],"Result":"success"}',
      '{"targetResources":[{"Type":"Group","type":"User","displayName":"Ben"}],"result":null,"Result":"failure"}',
      '{"RESULT":"failure","Result":"success","targetResources":[{"type":null,"Type":"User"}]}',
    ];
    const filters = [
      "targetResources/any(t: t/type eq 'User')",
      "targetResources/any(t: t/displayName eq 'Ava')",
      "result eq 'success'",
      "result eq 'failure'",
      "result eq null",
    ];
    const { cells, outcomes, found } = await read(
      "directoryAudits",
      records,
      ["targetResources/[]/type", "targetResources/[]/displayName", "result"],
      filters,
    );
    assert.deepEqual(cells, [
      ['["User"]', '["Ava"]', "success"],
      ['["User"]', '["Ben"]', null],
      [null, null, "failure"],
    ]);
    assert.deepEqual(outcomes, ["success", "other", "failure"]);
    assert.deepEqual(Object.values(found), [[0, 1], [0], [0], [2], [1]]);
  });

  test("one value in place of a list is a list of one", async () => {
    const records = [
      '{"riskEventTypes_v2":"generic"}',
      '{"riskEventTypes_v2":["generic"]}',
      '{"riskEventTypes_v2":null}',
      '{"appliedConditionalAccessPolicies":{"displayName":"Require MFA"}}',
    ];
    const filters = [
      "riskEventTypes_v2/any(r: r eq 'generic')",
      "appliedConditionalAccessPolicies/any(p: p/displayName eq 'Require MFA')",
      "generic",
    ];
    const { cells, found } = await read(
      "signIns",
      records,
      ["riskEventTypes_v2", "appliedConditionalAccessPolicies/[]/displayName"],
      filters,
    );
    assert.deepEqual(cells, [
      ["generic", null],
      ['["generic"]', null],
      [null, null],
      [null, '["Require MFA"]'],
    ]);
    assert.deepEqual(Object.values(found), [[0, 1], [3], [0, 1]]);
  });

  test("what a list holds where an object is due is found by neither", async () => {
    const records = ['{"servicePrincipal":[{"displayName":"Box"}]}', '{"servicePrincipal":{"displayName":"Box"}}'];
    const filters = ["servicePrincipal/displayName eq 'Box'", "Box"];
    const { cells, found } = await read("provisioning", records, ["servicePrincipal/displayName"], filters);
    assert.deepEqual(
      [cells, Object.values(found)],
      [
        [[null], ["Box"]],
        [[1], [0, 1]],
      ],
    );
  });

  test("a code that comes as text says how the sign-in ended", async () => {
    const records = ['{"status":{"errorCode":"0"}}', '{"status":{"errorCode":"50126"}}', '{"status":{"errorCode":""}}'];
    assert.deepEqual((await read("signIns", records, ["status/errorCode"])).outcomes, ["success", "failure", "other"]);
  });

  test("members called as every object's, and as lit's own, are members like others", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "then", "_$litType$", "_$litDirective$", "strings"];
    const record = `{${names.map((name) => `"${name}":{"${name}":"x"}`).join()}}`;
    const paths = names.map((name) => `${name}/${name}`);
    const { cells, found } = await read("signIns", [record, '{"id":"2"}'], [...paths, ...names], ["x", "constructor"]);
    const whole = names.map((name) => `{"${name}":"x"}`);
    assert.deepEqual(cells, [[...names.map(() => "x"), ...whole], [...names, ...names].map(() => null)]);
    assert.deepEqual(Object.values(found), [[0], []]);
  });
});
