import assert from "node:assert/strict";
import { SignInError } from "../../../../src/auth/index.ts";
import { LicenceMissing, Offline, RoleMissing, ScopeMissing, ServiceFailing, TokenRefused } from "../../../../src/sources/graph/index.ts";
import { needBehind } from "../../../../src/host/connections/needBehind.ts";
import { needKinds, needOfAccess, Needs } from "../../../../src/host/connections/needs.ts";

const contoso = { id: "contoso" };

suite("What is needed", () => {
  let needs: Needs;
  let told: number;
  setup(() => {
    needs = new Needs();
    told = 0;
    needs.onDidChange(() => told++);
  });

  test("is nothing at first", () => assert.deepEqual(needs.of(contoso, false), []));

  test("is said once for all reports that it keeps away, the most pressing first", () => {
    needs.note("contoso", "signIns", "licenceMissing");
    needs.note("contoso", "directoryAudits", "scopeMissing");
    needs.note("contoso", "provisioning", "scopeMissing");
    needs.note("fabrikam", "signIns", "offline");
    needs.noteSecrets(true);
    assert.deepEqual(needs.of(contoso, true), [
      { kind: "scopeMissing", reports: ["directoryAudits", "provisioning"] },
      { kind: "licenceMissing", reports: ["signIns"] },
      { kind: "secretsFailing", reports: [] },
      { kind: "restricted", reports: [] },
    ]);
  });

  test("is said apart for a report that has a permission and a role of its own, and with the others where it is the same for all", () => {
    for (const report of ["signIns", "customSecurityAttributeAudits"] as const) needs.note("contoso", report, "scopeMissing");
    for (const report of ["provisioning", "customSecurityAttributeAudits"] as const) needs.note("fabrikam", report, "offline");
    assert.deepEqual(
      [needs.of(contoso, false), needs.of({ id: "fabrikam" }, false)],
      [
        [
          { kind: "scopeMissing", reports: ["signIns"] },
          { kind: "scopeMissing", reports: ["customSecurityAttributeAudits"] },
        ],
        [{ kind: "offline", reports: ["provisioning", "customSecurityAttributeAudits"] }],
      ],
    );
  });

  test("is gone with the first page that comes, and being offline is for all reports", () => {
    needs.note("contoso", "signIns", "offline");
    needs.note("contoso", "provisioning", "offline");
    needs.note("contoso", "directoryAudits", "roleMissing");
    needs.note("contoso", "signIns", undefined);
    assert.deepEqual(needs.of(contoso, false), [{ kind: "roleMissing", reports: ["directoryAudits"] }]);
  });

  test("being offline is over when any report answers, also one that nothing was known of", () => {
    needs.note("contoso", "signIns", "offline");
    needs.note("contoso", "provisioning", undefined);
    assert.deepEqual(needs.of(contoso, false), []);
  });

  test("is told of when it changes, and not with every page", () => {
    needs.note("contoso", "signIns", "offline");
    needs.note("contoso", "signIns", "offline");
    for (let page = 0; page < 100; page++) needs.note("contoso", "signIns", undefined);
    needs.noteSecrets(false);
    needs.forget("fabrikam");
    assert.equal(told, 2);
  });

  test("is a sign-in, for a connection that somebody signed out of", () =>
    assert.deepEqual(needs.of({ id: "contoso", signedOut: true }, false), [{ kind: "signInNeeded", reports: [] }]));

  test("is forgotten with the connection", () => {
    needs.note("contoso", "signIns", "roleMissing");
    needs.forget("contoso");
    assert.deepEqual(needs.of(contoso, false), []);
  });
});

suite("What is needed, by the error", () => {
  const errors: readonly (readonly [error: unknown, need: string | undefined])[] = [
    [new Offline("away"), "offline"],
    [new TokenRefused(undefined, {}), "signInNeeded"],
    [new ScopeMissing("scope"), "scopeMissing"],
    [new RoleMissing("role"), "roleMissing"],
    [new LicenceMissing("licence"), "licenceMissing"],
    [new ServiceFailing("503"), undefined],
    [new SignInError("offline"), "offline"],
    [new SignInError("signInNeeded"), "signInNeeded"],
    [new SignInError("adminConsentNeeded"), "consentNeeded"],
    [new SignInError("secretsSilent"), "secretsFailing"],
    [new SignInError("throttled"), undefined],
    [new Error("constructor"), undefined],
    [Object.assign(new Error("x"), { name: "toString" }), undefined],
    ["text", undefined],
  ];
  for (const [error, need] of errors)
    test(`${error instanceof Error ? `${error.name} (${error.message})` : String(error)} is ${need ?? "nothing that one can do much about"}`, () =>
      assert.equal(needBehind(error), need));

  test("a check of access names what it has found in the same words", () =>
    assert.deepEqual(
      (
        [
          "reachable",
          "scopeMissing",
          "roleMissing",
          "licenceMissing",
          "licenceUnchecked",
          "consentNeeded",
          "signInNeeded",
          "unknown",
        ] as const
      ).map((kind) => needOfAccess(kind) ?? ""),
      ["", "scopeMissing", "roleMissing", "licenceMissing", "licenceUnchecked", "consentNeeded", "signInNeeded", ""],
    ));

  test("kinds are each one thing", () => assert.equal(new Set(needKinds).size, needKinds.length));
});
