import assert from "node:assert/strict";
import fc from "fast-check";
import {
  check,
  compile,
  filterClause,
  filterTerms,
  operatorsOf,
  operatorWords,
  parseFilter,
  parseQuery,
  printFilter,
  printQuery,
  substitute,
  valuePlace,
  variablesOf,
  type FilterOperator,
} from "../../../src/query/index.ts";
import { conjunction } from "../../../src/query/rewrite.ts";
import { fieldOf, reportById, reports, type ActivityRecord, type Field } from "../../../src/reports/index.ts";
import { answering } from "../../../src/sources/graph/answering.ts";

const signIns = reportById("signIns");
const audits = reportById("directoryAudits");
const clause = (path: string, operator: FilterOperator, ...values: (string | number | boolean)[]) =>
  filterClause((fieldOf(signIns, path) ?? fieldOf(audits, path)) as Field, operator, values, answering);

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("'", "''", "a' or true or '", "${me}", "${input:User}", "$${me}", "// none", "a\nb", "%27", "(", "İ", "ß", "\ud800", " "),
);

suite("A clause put together by hand", () => {
  test("is what a person would write", () =>
    assert.deepEqual(
      [
        clause("appDisplayName", "is", "O'Brien"),
        clause("appDisplayName", "isAny", "A", "B"),
        clause("appDisplayName", "isNone", "A", "B"),
        clause("appDisplayName", "contains", "Portal"),
        clause("userPrincipalName", "containsNot", "Alex"),
        clause("appDisplayName", "starts", "Az"),
        clause("appDisplayName", "empty"),
        clause("appDisplayName", "filled"),
        clause("status/errorCode", "least", 50_000),
        clause("createdDateTime", "less", "2026-11-18T09:14:00Z"),
        clause("isInteractive", "is", true),
        clause("targetResources/[]/displayName", "is", "Finance"),
        clause("targetResources/[]/displayName", "containsNot", "Finance"),
        clause("appDisplayName", "is", "${me}"),
      ],
      [
        "appDisplayName eq 'O''Brien'",
        "appDisplayName in ('A', 'B')",
        "appDisplayName ne 'A' and appDisplayName ne 'B'",
        "contains(tolower(appDisplayName), 'portal')",
        "not contains(userPrincipalName, 'Alex') or userPrincipalName eq null",
        "startswith(appDisplayName, 'Az')",
        "appDisplayName eq '' or appDisplayName eq null",
        "appDisplayName ne '' and appDisplayName ne null",
        "status/errorCode ge 50000",
        "createdDateTime lt 2026-11-18T09:14:00Z",
        "isInteractive eq true",
        "targetResources/any(x: x/displayName eq 'Finance')",
        "not targetResources/any(x: contains(tolower(x/displayName), 'finance'))",
        "appDisplayName eq concat('$', '{me}')",
      ],
    ));

  test("of every field with every operator is one that its report can be asked", () => {
    const faults: string[] = [];
    for (const report of reports.map(({ id }) => reportById(id))) {
      for (const field of report.fields) {
        for (const operator of operatorsOf(field)) {
          const { takes } = operatorWords(operator, field);
          const value = {
            text: "a'b",
            enum: field.values?.[0] ?? "a",
            flags: field.values?.[0] ?? "a",
            integer: 7,
            double: 0.5,
            boolean: true,
            instant: "2026-11-18T09:14:00Z",
            object: null,
          }[field.kind];
          const text = filterClause(field, operator, takes === "none" ? [] : [value], answering) ?? "";
          const { expression, errors } = parseFilter(text);
          const wrong = expression ? check(expression, report).filter(({ severity }) => severity === "error") : errors;
          faults.push(...wrong.map(({ message }) => `${text}: ${message}`));
        }
      }
    }
    assert.deepEqual(faults, []);
  });

  test("takes as many values as its operator has, and no field of objects", () => {
    const app = fieldOf(signIns, "appDisplayName") as Field;
    assert.deepEqual(
      [
        filterTerms(app, "is", [], answering),
        filterTerms(app, "is", ["a", "b"], answering),
        filterTerms(app, "empty", ["a"], answering),
        filterTerms(app, "isAny", [], answering),
        filterTerms(app, "least", ["a"], answering),
        filterTerms(fieldOf(signIns, "location") ?? { ...app, kind: "object" }, "is", ["a"], answering),
      ],
      Array(6).fill(undefined),
    );
  });

  test("whatever the value holds, it says this value and nothing else, and asks for no variable", () => {
    const fields = [...signIns.fields, ...audits.fields].filter(({ kind, derived }) => kind === "text" && !derived);
    const texts = ["is", "isAny", "isNot", "contains", "starts", "ends"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.constantFrom(...texts), hostile, (field, operator, value) => {
        const report = signIns.fields.includes(field) ? signIns : audits;
        const made = conjunction(filterTerms(field, operator, [value], answering) ?? []);
        assert.ok(made);
        const text = printQuery({ report: report.id, range: { kind: "last", amount: 1, unit: "d" }, where: made });
        const { query, errors } = parseQuery(text);
        assert.ok(query?.where, `${text}: ${errors[0]?.message ?? ""}`);
        assert.equal(printFilter(query.where), printFilter(made));
        assert.deepEqual(variablesOf(query), []);
        assert.deepEqual(substitute(query, new Map([["me", "x"]])), query);
      }),
    );
  });

  test("lets through the records that it tells of", () => {
    const app = fieldOf(signIns, "appDisplayName") as Field;
    const meets = (operator: FilterOperator, value: string, has: string | null): boolean => {
      const condition = conjunction(filterTerms(app, operator, [value], answering) ?? []);
      assert.ok(condition);
      const { expression } = parseFilter(printFilter(condition));
      assert.ok(expression);
      return compile(expression, { now: new Date(0), report: signIns })({ appDisplayName: has } as ActivityRecord);
    };
    fc.assert(
      fc.property(hostile, hostile, hostile, (before, value, behind) => {
        const whole = `${before}${value}${behind}`;
        assert.ok(meets("is", value, value), "is");
        assert.ok(!meets("isNot", value, value), "is not");
        assert.equal(meets("is", value, whole), whole === value, "is another");
        assert.equal(meets("contains", value, whole), whole.toLowerCase().includes(value.toLowerCase()), "contains");
        assert.equal(meets("containsNot", value, whole), !whole.toLowerCase().includes(value.toLowerCase()), "does not contain");
        assert.ok(meets("containsNot", value, null) && meets("startsNot", value, null), "what is not there has no part of it");
        assert.ok(meets("starts", value, value + behind), "starts with");
        assert.ok(meets("ends", value, before + value), "ends with");
      }),
    );
  });

  test("names the place of a value, inside of lists too", () =>
    assert.deepEqual(
      ["activityDisplayName", "targetResources/[]/displayName", "targetResources/[]/modifiedProperties/[]/newValue", "grantedScopes"].map(
        (path) => valuePlace(fieldOf(audits, path) as Field),
      ),
      [
        "activityDisplayName eq ",
        "targetResources/any(x: x/displayName eq ",
        "targetResources/any(x: x/modifiedProperties/any(y: y/newValue eq ",
        "grantedScopes/any(x: x eq ",
      ],
    ));
});
