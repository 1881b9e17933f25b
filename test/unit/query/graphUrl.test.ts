import assert from "node:assert/strict";
import fc from "fast-check";
import { cmdletOptions } from "../../../src/query/commandLine.ts";
import { graphUrl } from "../../../src/query/graphUrl.ts";
import { reportById, reports, type Report } from "../../../src/reports/index.ts";

const signIns = reportById("signIns");
/** Elsewhere than the others, under a path of three segments. */
const risks: Report = {
  ...reportById("provisioning"),
  graph: { ...signIns.graph, endpoint: "identityProtection/risk/detections", sameInBeta: [] },
  cmdlets: ["RiskDetection"],
};
const known = [signIns, risks];

const host = fc.constantFrom("https://graph.microsoft.com/", "graph.microsoft.us/", "https://localhost:8080/", "/", "");
const version = fc.constantFrom("v1.0/", "beta/", "");
const key = fc.constantFrom(undefined, "a1b2", "Directory_a_1");

suite("An address of Graph that is pasted", () => {
  test("is of the report whose endpoint it has, wherever below the version that stands, whatever is around it", () => {
    const endpoints = [...reports, risks].flatMap(({ id, graph: { endpoint, sameInBeta = [] } }) =>
      [endpoint, ...sameInBeta].map((path) => ({ report: id, path })),
    );
    const cased = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toLowerCase(),
      (text: string) => text.toUpperCase(),
    );
    const around = fc.constantFrom<(address: string) => string>(
      (address) => address,
      (address) => `GET ${address}`,
      (address) => `<${address}>.`,
      (address) => (address.startsWith("https:") ? encodeURIComponent(address) : address),
      (address) => `curl -s "${address}"`,
      (address) => `https://developer.microsoft.com/en-us/graph/graph-explorer?request=${encodeURIComponent(address)}&method=GET`,
    );
    fc.assert(
      fc.property(fc.constantFrom(...endpoints), host, version, cased, key, around, ({ report, path }, at, of, inCase, id, written) => {
        const address = `${at}${of}${inCase(path)}${id === undefined ? "" : `/${id}`}?$top=5`;
        const read = graphUrl(written(address), [...reports, risks]);
        assert.deepEqual(read && [read.report, read.id, read.options.map(({ name }) => name)], [report, id, ["top"]], written(address));
      }),
    );
  });

  test("is none of a report that is not known, of another list in the same folder, and of a path that only begins or ends as one", () =>
    assert.deepEqual(
      [
        ...["identityProtection/risk/detections", "identityProtection/risk", "auditLogs", "auditLogs/signUps", "risk/detections"],
        ...["auditLogs/signIns/a/b", "users/auditLogs/signIns", "identityProtection/signIns", "auditLogs/risk/detections"],
      ].map((path) => [path, graphUrl(`https://graph.microsoft.com/beta/${path}?$top=5`)?.report]),
      [
        ...["identityProtection/risk/detections", "identityProtection/risk", "auditLogs", "auditLogs/signUps", "risk/detections"],
        ...["auditLogs/signIns/a/b", "users/auditLogs/signIns", "identityProtection/signIns", "auditLogs/risk/detections"],
      ].map((path) => [path, undefined]),
    ));

  test("has a key in parentheses as well", () =>
    assert.deepEqual(
      ["detections('a1')", "detections(a1)", "detections/a1."].map((last) => graphUrl(`/beta/identityProtection/risk/${last}`, known)?.id),
      ["a1", "a1", "a1"],
    ));
});

suite("A cmdlet that is pasted", () => {
  test("is of the report whose cmdlets begin so", () =>
    assert.deepEqual(
      [
        ...["Get-MgRiskDetection", "Get-MgBetaRiskDetection", "Get-EntraBetaRiskDetectionHistory", "$r = Get-MgRiskDetection"],
        ...["Get-MgAuditLogSignIn", "Get-EntraAuditSignInLog", "Get-MgRisk", "Get-MgUser", "Get-MgBetaUserRiskDetection"],
      ].map((name) => cmdletOptions(`${name} -Top 5`, known)?.report),
      [...["provisioning", "provisioning", "provisioning", "provisioning"], ...["signIns", "signIns", undefined, undefined, undefined]],
    ));
});
