import assert from "node:assert/strict";
import fc from "fast-check";
import { adHoc, isSameQuery, queryKey, queryOrigins, readEarlierKey, readQueryKey, type QueryRef } from "../../../src/sessions/queryRef.ts";
import { reportIds } from "../../../src/reports/index.ts";

// Few of each, so that two are equal at times; names that look like parts of a key.
const names = fc.oneof(
  fc.constantFrom("Errors", "errors", "Errors ", 'a","user', "[]", ":", "\ud800"),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const refs: fc.Arbitrary<QueryRef> = fc.record(
  {
    origin: fc.constantFrom(...queryOrigins),
    folder: fc.constantFrom("file:///a", "file:///b", ""),
    report: fc.constantFrom(...reportIds),
    name: names,
    nth: fc.nat({ max: 3 }),
  },
  { requiredKeys: ["origin", "report", "name", "nth"], noNullPrototype: true },
);

suite("The ref of a query", () => {
  test("comes back from its key, also through JSON", () =>
    fc.assert(fc.property(refs, (ref) => assert.deepEqual(readQueryKey(JSON.parse(JSON.stringify(queryKey(ref)))), ref))));

  test("has the same key as another one when it is equal to it, and only then", () =>
    fc.assert(
      fc.property(refs, refs, (one, other) => {
        const members = ({ origin, folder, report, name, nth }: QueryRef) => [origin, folder, report, name, nth];
        const isEqual = members(one).every((member, at) => member === members(other)[at]);
        assert.deepEqual([queryKey(one) === queryKey(other), isSameQuery(one, other)], [isEqual, isEqual]);
      }),
    ));

  test("is not read from what is none", () =>
    assert.deepEqual(
      [
        undefined,
        null,
        7,
        "",
        "signIns:Errors",
        "[]",
        "{}",
        '["user","signIns","Errors"]',
        '["nobody","signIns","Errors",0]',
        '["user","logins","Errors",0]',
        '["user","signIns",7,0]',
        '["user","signIns","Errors",-1]',
        '["user","signIns","Errors",0.5]',
        '["user","signIns","Errors",0,7]',
        '["user","signIns","Errors",0,"file:///a",1]',
      ].map(readQueryKey),
      Array.from({ length: 15 }, () => undefined),
    ));

  test("of an earlier version's key is the first query of its name, or its report without one", () => {
    const first: QueryRef = { origin: "workspace", folder: "file:///a", report: "signIns", name: "Errors: all", nth: 0 };
    const firstNamed = (report: string, name: string) => (report === first.report && name === first.name ? first : undefined);
    assert.deepEqual(
      ["signIns", "signIns:Errors: all", "directoryAudits:Errors: all", "signIns:Gone", "logins:Errors", 7].map((key) =>
        readEarlierKey(key, firstNamed),
      ),
      [adHoc("signIns"), first, undefined, undefined, undefined, undefined],
    );
  });
});
