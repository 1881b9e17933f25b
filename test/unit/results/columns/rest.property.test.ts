import assert from "node:assert/strict";
import fc from "fast-check";
import { compile, parseFilter } from "../../../../src/query/index.ts";
import { reportById } from "../../../../src/reports/index.ts";
import { Columns } from "../../../../src/results/columns/columns.ts";
import { conditionFilter } from "../../../../src/results/filters/conditionFilter.ts";
import { Rest } from "../../../../src/results/columns/rest.ts";
import { wordsFilter } from "../../../../src/results/filters/wordsFilter.ts";
import { naiveTexts } from "../naive.ts";

const now = new Date("2026-11-18T12:00:00Z");
const instant = fc.nat(2_000_000).map((second) => new Date(1_760_000_000_000 + second * 1000).toISOString().replace(".000", ""));
const differing = fc.oneof(
  instant,
  fc.uuid(),
  fc.string({ maxLength: 6 }),
  fc.double({ noNaN: true }),
  fc.constantFrom("\u212aelvin", "\ud800", null, true),
);
const step = fc.record(
  {
    authenticationStepDateTime: fc.oneof({ arbitrary: instant, weight: 8 }, { arbitrary: differing, weight: 1 }),
    authenticationMethod: fc.constantFrom("Password", "Text message", "Windows Hello"),
    authenticationMethodDetail: differing,
    succeeded: fc.oneof(fc.boolean(), fc.jsonValue({ maxDepth: 2 })),
  },
  { requiredKeys: [] },
);
const policy = fc.record({
  id: fc.uuid(),
  displayName: fc.constantFrom("Require MFA", "Block legacy"),
  result: fc.constantFrom("success", "failure"),
});
const record = fc.oneof(
  { weight: 12, arbitrary: fc.record(
    {
      appDisplayName: fc.constantFrom("Portal", "Teams"),
      authenticationDetails: fc.oneof({ arbitrary: fc.array(step, { maxLength: 3 }), weight: 8 }, { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 }),
      appliedConditionalAccessPolicies: fc.array(policy, { maxLength: 2 }),
      status: fc.oneof(fc.record({ errorCode: fc.constantFrom(0, 50126), novelty: differing }), fc.jsonValue({ maxDepth: 1 })),
      Status: fc.constantFrom<unknown>(undefined, undefined, undefined, { novelty: "other" }),
      novelty: fc.oneof(differing, fc.array(differing, { maxLength: 3 })),
    },
    { requiredKeys: ["authenticationDetails"] },
  ) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
).map((one) => JSON.parse(JSON.stringify(one)) as unknown); // prettier-ignore

const conditions = [
  "appliedConditionalAccessPolicies/any(p: p/result eq 'failure')",
  "appliedConditionalAccessPolicies/all(p: p/result eq 'failure' and p/displayName eq 'Block legacy')",
  "authenticationDetails/any(d: d/succeeded eq false and d/authenticationMethod eq 'Password')",
  "authenticationDetails/any(d: d/authenticationStepDateTime lt 2025-10-20T00:00:00Z)",
  "AuthenticationDetails/any(d: d/AuthenticationMethod eq 'Password')",
  "authenticationDetails/$count gt 1",
  "authenticationDetails eq null",
  "novelty/any(n: n eq true)",
  "novelty eq 'a'",
  "status/novelty ne null",
  "absent eq null",
  "absent/any(a: a eq 1)",
  "appliedConditionalAccessPolicies/any(p: p/result eq 'failure') and authenticationDetails/any(d: d/succeeded eq true)",
];

type Records = readonly unknown[];
const kept = (mask: Uint8Array): number[] => [...mask.keys()].filter((row) => mask[row] === 1);

/** Rows of a filter that looks at them a few at a time, while the rest of the records is read ahead now and then. */
function matching(filter: { test(from: number, mask: Uint8Array): void }, rows: number, atOnce: number): number[] {
  const found: number[] = [];
  for (let from = 0; from < rows; from += atOnce) {
    const mask = new Uint8Array(Math.min(atOnce, rows - from)).fill(1);
    filter.test(from, mask);
    found.push(...kept(mask).map((row) => from + row));
  }
  return found;
}

function sourceOf(records: unknown[], many: number) {
  const columns = new Columns(reportById("signIns"), 8);
  const read = (row: number) => records[row];
  columns.append(records);
  return { columns, rest: new Rest(columns, read, many), record: read };
}

const many = fc.constantFrom(1, 2, 4, 1000);

suite("rest of the records", () => {
  test("words are found as in the records themselves, also in those replaced later", () => {
    const word = fc.oneof(
      fc.constantFrom("password", "50126", "2025-10", ":0", "t1", "z", "k", "kelvin", "-", "true", "a", "e", "1", ".", "legacy", "windows"),
      fc.stringMatching(/^[0-9a-f]{1,4}$/),
    );
    const changes = fc.array(fc.tuple(fc.nat(), record), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 60 }), changes, fc.array(word, { minLength: 1, maxLength: 6 }), many, (given, changes, words, many) => {
        const records: unknown[] = [...given];
        const source = sourceOf(records, many);
        source.rest.upTo(Math.floor(records.length / 2));
        for (const [place, later] of changes) {
          const row = place % records.length;
          records[row] = later;
          source.columns.replace([row], [later]);
          source.rest.forget([row]);
        }
        for (const text of words) {
          const expected = [...records.keys()].filter((row) => naiveTexts(records[row]).some((one) => one.includes(text)));
          assert.deepEqual(matching(wordsFilter([text], source), records.length, 7), expected, text);
        }
      }),
      { numRuns: 300 },
    ); // prettier-ignore
  }).timeout(30_000);

  test("conditions on lists and unknown members are met as by the records themselves", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 60 }), many, (records, many) => {
        const source = sourceOf(records, many);
        for (const condition of conditions) {
          const { expression } = parseFilter(condition);
          assert.ok(expression);
          const matches = compile(expression, { now });
          const isMet = (one: unknown) => matches((typeof one === "object" && one !== null ? one : {}) as Readonly<Record<string, unknown>>);
          const filter = conditionFilter(expression, source, (part) => compile(part, { now }));
          assert.deepEqual(matching(filter, records.length, 9), [...records.keys()].filter((row) => isMet(records[row])), condition);
        }
      }),
      { numRuns: 150 },
    ); // prettier-ignore
  }).timeout(30_000);

  const reads = (records: Records, filter: (source: ReturnType<typeof sourceOf>) => { test(from: number, mask: Uint8Array): void }) => {
    const source = sourceOf([...records], 4);
    source.rest.upTo(records.length);
    const read = new Set<number>();
    const counted = { ...source, record: (row: number) => (read.add(row), source.record(row)) };
    return { rows: matching(filter(counted), records.length, 100), read: [...read] };
  };
  const signIns = Array.from({ length: 3000 }, (_, row) => ({
    authenticationDetails: [
      { authenticationStepDateTime: new Date(1_760_000_000_000 + row * 61_000).toISOString(), authenticationMethod: row % 3 === 0 ? "Password" : "Phone" },
    ],
    appliedConditionalAccessPolicies: [{ id: `policy ${row % 5}`, result: row % 7 === 0 ? "failure" : "success" }],
    novelty: row === 2000 ? "x".repeat(30_000) + "needle" : [],
  })); // prettier-ignore

  test("no page is read for words in lists, for those of times that always differ, and for those nowhere", () => {
    const time = signIns[1234]?.authenticationDetails[0]?.authenticationStepDateTime ?? "";
    const found: Record<string, number> = {};
    for (const word of ["password", "xyzzy", "999999", time]) {
      const { rows, read } = reads(signIns, (source) => wordsFilter([word], source));
      found[word] = rows.length;
      assert.deepEqual(read.filter((row) => row !== 2000), [], word); // prettier-ignore
    }
    assert.deepEqual(found, { password: 1000, xyzzy: 0, 999999: 0, [time]: 1 });
  });

  test("a value too long to be kept is read from its page, and only that", () => {
    assert.deepEqual(reads(signIns, (source) => wordsFilter(["needle"], source)), { rows: [2000], read: [2000] }); // prettier-ignore
  });

  test("members of which no two are alike are not kept: what is asked of them is read from the pages, nothing else is", () => {
    const records = Array.from({ length: 600 }, (_, row) => ({ novelty: { [`name ${row}`]: row === 599 ? "needle" : "hay" }, appDisplayName: row < 300 ? "Needle" : "Portal" })); // prettier-ignore
    const { rows, read } = reads(records, (source) => wordsFilter(["needle"], source));
    assert.deepEqual({ rows, read }, { rows: [...Array.from({ length: 300 }, (_, row) => row), 599], read: Array.from({ length: 300 }, (_, row) => 300 + row) }); // prettier-ignore
  });

  test("no page is read for a condition on a list, unless it asks for what always differs", () => {
    const read = (condition: string) => {
      const { expression } = parseFilter(condition);
      assert.ok(expression);
      return reads(signIns, (source) => conditionFilter(expression, source, (part) => compile(part, { now }))).read.length;
    };
    assert.deepEqual(
      [
        read("appliedConditionalAccessPolicies/any(p: p/result eq 'failure')"),
        read("authenticationDetails/any(d: d/authenticationStepDateTime lt 2020-01-01T00:00:00Z)"),
      ],
      [0, 3000],
    );
  });
});
