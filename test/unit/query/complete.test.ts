import assert from "node:assert/strict";
import fc from "fast-check";
import { complete, fieldAtOffset, printQuery } from "../../../src/query/index.ts";
import { answering } from "../../../src/sources/graph/answering.ts";
import { reportIds } from "../../../src/reports/index.ts";
import { query } from "./arbitraries.ts";

/** Completes where `|` stands. */
const at = (text: string) => complete(text.replace("|", ""), text.indexOf("|"), { answering });
const labels = (text: string) => at(text).map(({ label }) => label);

suite("Completion", () => {
  test("proposes reports, then the clauses that are still free", () => {
    assert.deepEqual(labels("|"), reportIds);
    assert.deepEqual(labels("sig|"), reportIds);
    assert.deepEqual(labels("signIns |"), ["last", "from", "types", "where", "columns", "sort", "take"]);
    assert.deepEqual(labels("provisioning last 7d sort id desc |"), ["where", "columns", "take"]);
    assert.deepEqual(labels("nothing |"), []);
  });

  test("proposes what belongs into each clause", () => {
    assert.deepEqual(labels("signIns last |"), ["24h", "7d", "30d", "1w", "1mo"]);
    assert.deepEqual(labels("signIns types interactiveUser, |"), [
      "interactiveUser",
      "nonInteractiveUser",
      "servicePrincipal",
      "managedIdentity",
    ]);
    assert.deepEqual(labels("signIns sort createdDateTime |").slice(0, 2), ["desc", "asc"]);
    assert.deepEqual(labels("signIns from 2026-01-01 |").at(0), "to");
    assert.ok(labels("directoryAudits columns id, |").includes("targetResources/[]/displayName"));
    assert.ok(!labels("directoryAudits sort |").includes("targetResources"));
  });

  test("proposes fields, operators and values of a condition", () => {
    assert.ok(labels("signIns where stat|").includes("status/errorCode"));
    assert.deepEqual(labels("signIns where riskState | take 5").slice(0, 5), ["eq", "ne", "in", "and", "or"]);
    assert.deepEqual(labels("signIns where riskState eq |").slice(0, 2), ["'none'", "'confirmedSafe'"]);
    assert.deepEqual(labels("signIns where riskState in (|").at(0), "'none'");
    assert.deepEqual(labels("signIns where isInteractive eq |").slice(0, 3), ["true", "false", "null"]);
    assert.ok(labels("signIns where not (|").includes("startswith"));
    assert.ok(labels("directoryAudits where targetResources/any(t: t/|").includes("t/displayName"));
    assert.ok(!labels("directoryAudits where targetResources/any(t: t/id eq 'x') and t/|").includes("t/displayName"));
  });

  test("proposes what is made here, and says so", () => {
    const proposed = (text: string, path: string) => at(text).find(({ label }) => label === path);
    const group = proposed("directoryAudits where gr|", "groupName");
    assert.match(group?.detail ?? "", /^text, made here · /);
    assert.equal(proposed("directoryAudits where |", "grantedScopes")?.insert, "grantedScopes/any(g: g");
    assert.ok(labels("provisioning columns |").includes("roleNames"));
    assert.ok(labels("signIns sort |").includes("failureReason"));
  });

  test("replaces the word at hand", () => {
    assert.deepEqual(
      at("signIns where status/err|Code eq 0").find(({ label }) => label === "status/errorCode"),
      {
        label: "status/errorCode",
        insert: "status/errorCode",
        start: 14,
        end: 28,
        kind: "field",
        detail: at("signIns where |").find(({ label }) => label === "status/errorCode")?.detail,
      },
    );
    assert.deepEqual(at("signIns where riskState eq 'at|R'").map(({ label, start, end }) => [label, start, end])[0], ["'none'", 27, 32]);
  });

  test("never throws, wherever one asks", () => {
    fc.assert(
      fc.property(query, fc.nat(), fc.string({ maxLength: 3 }), (value, seed, noise) => {
        const text = printQuery(value);
        const offset = seed % (text.length + 1);
        for (const { start, end } of complete(text.slice(0, offset) + noise + text.slice(offset), offset + noise.length))
          assert.ok(start <= offset + noise.length && end >= offset);
      }),
      { numRuns: 100 },
    );
  });

  test("finds the field under the cursor", () => {
    const text = "directoryAudits where targetResources/any(t: t/displayName eq 'x')";
    assert.deepEqual(fieldAtOffset(text, text.indexOf("playName"))?.field.path, "targetResources/[]/displayName");
    assert.deepEqual(fieldAtOffset(text, 3), undefined);
  });
});
