import assert from "node:assert/strict";
import { errorCategories, errorCodes, explainErrorCode } from "../../../src/reports/errorCodes.ts";
import { reportById, type Outcome } from "../../../src/reports/index.ts";
import { interruptCodes } from "../../../src/reports/interruptCodes.ts";

suite("The error codes of sign-ins", () => {
  test("are 337, most of them failures", () => {
    const count = (outcome: Outcome) => errorCodes().filter((code) => code.outcome === outcome).length;
    assert.deepEqual([errorCodes().length, count("success"), count("interrupt"), count("failure")], [337, 1, 55, 281]);
  });

  test("are explained with name, category and a hint where there is one", () => {
    assert.deepEqual(explainErrorCode(50126), {
      code: 50126,
      name: "InvalidUserNameOrPassword",
      category: "password",
      outcome: "failure",
      explanation: "Wrong user name or password.",
      hint: "The main signal for password guessing and spraying.",
    });
    assert.deepEqual(explainErrorCode(50019), {
      code: 50019,
      category: "interrupt",
      outcome: "interrupt",
      explanation: "The user was asked to choose a certificate.",
      hint: "Usual with certificate sign-in.",
    });
    assert.deepEqual(explainErrorCode(0), { code: 0, category: "success", outcome: "success", explanation: "The sign-in worked." });
  });

  test("are not made up: an unknown one has no explanation", () => assert.equal(explainErrorCode(1), undefined));

  test("have a whole number, a sentence and a known category each", () =>
    assert.deepEqual(
      errorCodes().filter(
        ({ code, name, category, explanation, hint }) =>
          !Number.isInteger(code) ||
          (name !== undefined && !/^\w+$/.test(name)) ||
          !errorCategories.includes(category) ||
          !/^[A-Z].*\.$/.test(explanation) ||
          (hint !== undefined && !/^[A-Z].*\.$/.test(hint)),
      ),
      [],
    ));

  test("use every category", () => assert.deepEqual(new Set(errorCodes().map(({ category }) => category)), new Set(errorCategories)));

  test("agree with the outcome of a record, and every interrupt is explained", () => {
    const { outcome } = reportById("signIns");
    assert.deepEqual(
      errorCodes().filter((known) => outcome(known.code) !== known.outcome),
      [],
    );
    assert.deepEqual(
      [...interruptCodes].filter((code) => explainErrorCode(code)?.category === undefined),
      [],
    );
  });
});
