import assert from "node:assert/strict";
import fc from "fast-check";
import { compile, outcomeOf, outcomeTerms, parseQuery, printQuery, withOutcome, type Query } from "../../../src/query/index.ts";
import { interruptCodes } from "../../../src/reports/interruptCodes.ts";
import { reports, type ActivityRecord, type Report } from "../../../src/reports/index.ts";

const queryOf = (text: string): Query => {
  const { query, errors } = parseQuery(text);
  assert.ok(query, errors[0]?.message);
  return query;
};

const outcomes = ["success", "failure", "interrupt", "other"] as const;

const recordOf = ({ outcomePath }: Report, value: unknown): ActivityRecord =>
  outcomePath.split("/").reduceRight<unknown>((inner, member) => ({ [member]: inner }), value) as ActivityRecord;

const meets = (report: Report, outcome: (typeof outcomes)[number], value: unknown): boolean => {
  const terms = outcomeTerms(report, outcome);
  return terms.length > 0 && terms.every((term) => compile(term, { now: new Date(0), report })(recordOf(report, value)));
};

const codes = fc.oneof(fc.constantFrom(0, 50126, 53003, null, ...interruptCodes), fc.nat(10_000_000));
const words = fc.oneof(fc.constantFrom("success", "Failure", "timeout", "skipped", "warning", "unknownFutureValue", null), fc.string());

suite("The terms of an outcome", () => {
  for (const report of reports)
    test(`are met by its records and by no others: ${report.title}`, () => {
      fc.assert(
        fc.property(report.id === "signIns" ? codes : words, (value) => {
          const found = outcomes.filter((outcome) => meets(report, outcome, value));
          assert.deepEqual(found, [report.outcome(value)]);
        }),
      );
    });

  test("are read again as what they are", () => {
    for (const { id } of reports)
      for (const outcome of outcomes) {
        const ran = queryOf(`${id} last 7d`);
        const narrowed = withOutcome(ran, outcome, ran);
        if (printQuery(narrowed) !== printQuery(ran)) assert.equal(outcomeOf(queryOf(printQuery(narrowed)), ran), outcome);
      }
  });

  test("take the place of another outcome's, and leave what was asked for before", () => {
    const ran = queryOf("signIns last 7d where status/errorCode ne 0 and isInteractive");
    const interrupted = withOutcome(ran, "interrupt", ran);
    const failed = withOutcome(interrupted, "failure", ran);
    assert.equal(outcomeOf(failed, ran), "failure");
    assert.equal(outcomeOf(ran, ran), undefined);
    assert.match(
      printQuery(failed),
      /^signIns last 7d where status\/errorCode ne 0 and isInteractive and not \(status\/errorCode in \([\d, ]+\) or /,
    );
    assert.equal(printQuery(withOutcome(failed, undefined, ran)), printQuery(ran));
    assert.match(printQuery(withOutcome(queryOf("directoryAudits last 7d"), "failure")), /where result in \('failure', 'timeout'\)$/);
  });
});
