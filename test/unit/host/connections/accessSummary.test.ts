import assert from "node:assert/strict";
import type { AccessKind } from "../../../../src/auth/index.ts";
import { accessSummary } from "../../../../src/host/connections/accessSummary.ts";
import { reportIds } from "../../../../src/reports/index.ts";

/** What the reports answer, in their order. */
const summary = (...kinds: readonly AccessKind[]) =>
  accessSummary(
    "Contoso",
    kinds.map((kind, index) => ({ kind, report: reportIds[index] ?? assert.fail() })),
  );

suite("What works after a sign-in, in one line", () => {
  test("is all reports, where nothing is missing", () =>
    assert.equal(
      summary("reachable", "reachable", "reachable"),
      "Connected to Contoso: sign-ins, directory audits and provisioning can be read.",
    ));

  test("says of the rest what is missing", () =>
    assert.equal(
      summary("licenceMissing", "reachable", "roleMissing"),
      "Connected to Contoso: directory audits can be read; sign-ins cannot: a Microsoft Entra ID P1 or P2 licence is missing; provisioning cannot: a directory role such as Reports Reader is missing.",
    ));

  test("says once what is missing for all", () =>
    assert.equal(
      summary("scopeMissing", "scopeMissing", "scopeMissing"),
      "Connected to Contoso, but nothing can be read yet: the permission AuditLog.Read.All is missing.",
    ));

  test("says each where several things are missing", () =>
    assert.equal(
      summary("licenceMissing", "scopeMissing", "scopeMissing"),
      "Connected to Contoso, but nothing can be read yet: sign-ins cannot: a Microsoft Entra ID P1 or P2 licence is missing; directory audits and provisioning cannot: the permission AuditLog.Read.All is missing.",
    ));

  test("holds a hostile name of a connection", () =>
    assert.equal(
      accessSummary("$(zap) [x](command:y)", [{ report: "signIns", kind: "reachable" }]),
      "Connected to $ (zap) [x] (command:y): sign-ins can be read.",
    ));
});
