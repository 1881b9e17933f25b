import assert from "node:assert/strict";
import { reportById } from "../../../src/reports/index.ts";
import { errorSentence, shortSentence } from "../../../src/sources/errorSentence.ts";
import { againOf, kindOf, SourceError, sourceErrorKinds, waitBeforeRetry } from "../../../src/sources/errors.ts";
import { OptionRefused, Throttled, TimedOut, TooOld } from "../../../src/sources/graph/index.ts";

const signIns = reportById("signIns");

suite("The errors of sources", () => {
  test("have a sentence each that names the report or says what to do, whatever facts are missing", () => {
    for (const kind of sourceErrorKinds) {
      const error = new SourceError(kind, "for the log");
      const sentence = errorSentence(error, signIns);
      assert.match(sentence, /^[A-Z].*[.”]$/, kind);
      assert.doesNotMatch(`${sentence} ${shortSentence(error)}`, /undefined|for the log/, kind);
      assert.doesNotMatch(shortSentence(error), /\.$/, kind);
    }
  });

  test("are known by their kind, also when their class is of another bundle", () => {
    const foreign = Object.assign(new Error("x"), { isOfSource: true, kind: "tokenRefused", facts: {} });
    assert.deepEqual([kindOf(foreign), againOf(foreign), waitBeforeRetry(foreign, 1, 0.5)], ["tokenRefused", "renewed", 0]);
  });

  test("are not taken for those of a sign-in, which have kinds of the same name", () => {
    const signIn = Object.assign(new Error("x"), { kind: "throttled", facts: { retryAfterMs: 5 } });
    assert.deepEqual([signIn, "throttled", undefined, { isOfSource: true, kind: "throttled" }].map(kindOf), [
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("of Graph keep their names, and say in their facts what their classes say", () => {
    const day = new Date("2026-11-01");
    const errors = [new Throttled(7, {}), new TimedOut("late"), new OptionRefused("Select", {}), new TooOld(day, {})];
    assert.deepEqual(
      errors.map(({ name, kind, facts }) => [name, kind, facts]),
      [
        ["Throttled", "throttled", { retryAfterMs: 7 }],
        ["TimedOut", "timedOut", {}],
        ["OptionRefused", "optionRefused", { option: "Select" }],
        ["TooOld", "tooOld", { minimum: day }],
      ],
    );
  });
});
