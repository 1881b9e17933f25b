import assert from "node:assert/strict";
import { parseQuery } from "../../../src/query/index.ts";
import { costOf, type Loaded } from "../../../src/sessions/goToCost.ts";

const now = new Date("2026-11-18T12:00:00Z");
const dayMs = 24 * 3600_000;
const query = (text: string) => parseQuery(text).query ?? assert.fail(text);
const types = "types interactiveUser, nonInteractiveUser, servicePrincipal, managedIdentity";

/** Days of records, all of them complete. */
function loaded(text: string, days: number, records: number, excluded = 0): Loaded {
  const ran = query(text);
  const range = { from: now.getTime() - days * dayMs, to: now.getTime() };
  return {
    ran,
    asked: ran,
    loaded: records,
    range,
    coverage: [{ ...range, state: "complete", rows: records }],
    progress: { pages: 1, requests: 1, records, duplicates: 0, excluded, strays: 0, oddities: 0, unjudged: 0 },
  };
}

suite("What asking for all costs", () => {
  const asked = query(`signIns last 10d ${types} where sessionId eq 's'`);
  const said = (...collections: Loaded[]) => costOf(asked, collections, now, "UTC");
  const unknown = "2 requests or more: 1,000 sign-ins come with each";

  test("is told by the rows that came of the same types, those that were excluded here included", () =>
    assert.equal(said(loaded(`signIns last 1d ${types}`, 1, 1_500, 500)), "about 20 requests"));

  test("is at least what users and workloads take, where nothing tells more", () => {
    assert.equal(said(), unknown);
    assert.equal(said(loaded("signIns last 1d", 1, 2_000)), unknown);
    assert.equal(said(loaded(`signIns last 1d ${types} where status/errorCode ne 0`, 1, 2_000)), unknown);
    assert.equal(said(loaded(`signIns last 1d ${types} take 10`, 1, 10)), unknown);
    assert.equal(said(loaded("directoryAudits last 1d", 1, 2_000)), unknown);
    assert.equal(
      costOf(query("directoryAudits last 1d where userAgent eq 'x'"), [], now, "UTC"),
      "1 request or more: 1,000 directory audits come with each",
    );
  });
});
