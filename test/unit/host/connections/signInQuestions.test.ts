import assert from "node:assert/strict";
import fc from "fast-check";
import { quickStartClientId, wayIds } from "../../../../src/auth/index.ts";
import {
  answersOf,
  draftOf,
  forAnother,
  nameOfConnection,
  questionsFor,
  type Answers,
} from "../../../../src/host/connections/signInQuestions.ts";

const ownId = "00001111-aaaa-2222-bbbb-3333cccc4444";

const answers: fc.Arbitrary<Answers> = fc.record(
  {
    way: fc.constantFrom(...wayIds),
    place: fc.record({ cloud: fc.constantFrom("global", "usGov", "custom"), tenant: fc.constantFrom("ofAccount", "named") }),
    tenant: fc.constantFrom("contoso.com", "organizations"),
    app: fc.constantFrom("own", "quickStart"),
    clientId: fc.constant(ownId),
    name: fc.constantFrom("Mine", "Other"),
  },
  { requiredKeys: [], noNullPrototype: true },
);

suite("The questions of a sign-in", () => {
  test("are three for a browser, one's own organisation and the quick-start app", () => {
    const usual: Answers = { way: "browser", place: { cloud: "global", tenant: "ofAccount" }, app: "quickStart" };
    assert.deepEqual(questionsFor(usual), ["way", "place", "app"]);
    assert.deepEqual(draftOf(usual, quickStartClientId), {
      way: "browser",
      cloud: "global",
      tenant: "organizations",
      clientId: quickStartClientId,
    });
  });

  test("are counted as the usual ones before the first is answered", () => assert.deepEqual(questionsFor({}), ["way", "place", "app"]));

  test("end with the name and what the application proves itself with", () =>
    assert.deepEqual(questionsFor({ way: "certificate", place: { cloud: "global", tenant: "ofAccount" } }), [
      "way",
      "place",
      "tenant",
      "clientId",
      "name",
      "credential",
    ]));

  test("never take the shared app of Microsoft unless that was chosen for a way that may have it", () =>
    fc.assert(
      fc.property(answers, (given) => {
        const chosen = given.app === "quickStart" && (given.way === "browser" || given.way === "deviceCode");
        assert.equal(draftOf(given, quickStartClientId)?.clientId === quickStartClientId, chosen && given.place !== undefined);
      }),
    ));

  test("hang on those before them only, so that going back finds the same ones", () =>
    fc.assert(
      fc.property(answers, answers, (given, others) => {
        const asked = questionsFor(given);
        assert.equal(new Set(asked).size, asked.length);
        for (let at = 0; at < asked.length && (at === 0 || Object.hasOwn(given, asked[at - 1] ?? "")); at++) {
          const kept = Object.fromEntries(Object.entries(given).filter(([id]) => asked.slice(0, at).some((one) => one === id)));
          assert.equal(questionsFor({ ...others, ...kept })[at], asked[at]);
        }
      }),
    ));

  test("propose what a connection was made with: answered again, they make the same one", () =>
    fc.assert(
      fc.property(answers, (given) => {
        const draft = draftOf(given, quickStartClientId);
        if (draft === undefined || (draft.clientId === undefined && draft.way !== "azureCli")) return;
        const { name, ...again } = draftOf(answersOf(draft, quickStartClientId), quickStartClientId) ?? assert.fail();
        const { name: before, ...first } = draft;
        assert.deepEqual(again, first);
        if (before !== undefined && again.tenant !== "organizations") assert.equal(name, before);
      }),
    ));

  test("propose neither tenant nor name of the last connection for another one", () =>
    assert.deepEqual(
      forAnother(answersOf({ way: "browser", cloud: "usGov", tenant: "contoso.com", clientId: ownId, name: "Mine" }, quickStartClientId)),
      { way: "browser", place: { cloud: "usGov", tenant: "named" }, app: "own", clientId: ownId },
    ));
});

suite("The name of a connection that nobody named", () => {
  test("is the domain of the account, with a number when it is taken", () =>
    assert.deepEqual(
      [[], ["contoso.com"], ["contoso.com", "contoso.com (2)"]].map((taken) =>
        nameOfConnection("alex@contoso.com", "organizations", taken),
      ),
      ["contoso.com", "contoso.com (2)", "contoso.com (3)"],
    ));

  test("is plain where no account is known", () =>
    assert.deepEqual(
      [
        nameOfConnection(undefined, "organizations", []),
        nameOfConnection(undefined, "contoso.com", []),
        nameOfConnection("", "fabrikam.com", []),
      ],
      ["My organisation", "contoso.com", "fabrikam.com"],
    ));
});
