import assert from "node:assert/strict";
import { describeErrorCode, errorCategories, errorCodes, errorFamily, explainErrorCode } from "../../../src/reports/errorCodes.ts";
import { reportById, reportIds, type Outcome } from "../../../src/reports/index.ts";
import { interruptCodes } from "../../../src/reports/interruptCodes.ts";
import { layouts } from "../../../src/reports/layouts.ts";

suite("The error codes of sign-ins", () => {
  test("are 501, most of them failures", () => {
    const count = (outcome: Outcome) => errorCodes().filter((code) => code.outcome === outcome).length;
    assert.deepEqual([errorCodes().length, count("success"), count("interrupt"), count("failure")], [501, 1, 55, 445]);
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

  test("that no reference explains are not explained, but where to read on is said", () => {
    assert.deepEqual(
      [50064, 53300, 399284, 901311, 900439, 530036, 530084, 70049].filter((code) => explainErrorCode(code) === undefined),
      [],
    );
    assert.equal(explainErrorCode(70049)?.hint, "Read the record's own reason.");
  });

  test("of a range have one explanation, but for those with one of their own", () => {
    assert.deepEqual(
      [135009, 135010, 135022, 135023].map((code) => explainErrorCode(code)?.explanation),
      [
        "The check of a security key (FIDO2) failed in one of its steps.",
        explainErrorCode(135010)?.explanation,
        "The check of a security key (FIDO2) failed in one of its steps.",
        undefined,
      ],
    );
    assert.equal(explainErrorCode(135010)?.name, "KeyNotFound");
    assert.equal(explainErrorCode(399218)?.outcome, "interrupt");
  });

  test("that are not known have a family, and a relative where they refine one", () => {
    assert.deepEqual(
      [50999, 530099, 1000777, 7000999, 12, 16, 399999].map((code) => errorFamily(code).about),
      [
        "authentication",
        "device policies",
        "federation and newer checks",
        "the set-up of client or resource",
        undefined,
        undefined,
        undefined,
      ],
    );
    assert.deepEqual(
      [errorFamily(500129).relative?.code, errorFamily(50129).relative, errorFamily(509999).relative],
      [50012, undefined, undefined],
    );
  });

  test("are described whether they are known or not: then by their kind, or by nothing", () =>
    assert.deepEqual([50034, 530099, 500129, 12, -1.5, 1e300].map(describeErrorCode), [
      explainErrorCode(50034),
      { about: "device policies", relative: 53009 },
      { about: "SAML and assertions", relative: 50012 },
      {},
      {},
      {},
    ]));

  test("never name a path in what people read", () => {
    const paths = new Set(reportIds.flatMap((id) => reportById(id).fields.flatMap(({ path }) => [path, ...path.split("/")])));
    const isPath = (word: string): boolean => /[a-z]\/[a-z]/.test(word) || (/[a-z][A-Z]/.test(word) && paths.has(word));
    assert.deepEqual(
      errorCodes()
        .flatMap(({ explanation, hint = "" }) => `${explanation} ${hint}`.split(/[^\w/]+/))
        .filter(isPath),
      [],
    );
    assert.ok(["appliedConditionalAccessPolicies", "authenticationDetails", "status/errorCode"].every(isPath));
  });

  test("lead by their hints to tabs that the details of a sign-in have", () => {
    const tabs = new Map(layouts.signIns.tabs.map(({ id, label }) => [id, label]));
    assert.deepEqual(
      errorCodes().filter(({ hint, tab }) => tab !== undefined && (hint === undefined || !tabs.has(tab))),
      [],
    );
    const { hint, tab } = explainErrorCode(53003) ?? {};
    assert.deepEqual([hint, tabs.get(tab ?? "")], ["See which policies failed under Conditional Access.", "Conditional Access"]);
  });

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
