import assert from "node:assert/strict";
import fc from "fast-check";
import { printQuery } from "../../../src/query/index.ts";
import { hoverLine } from "../../../src/sessions/lineHover.ts";
import { query } from "../query/arbitraries.ts";

const world = { report: "signIns", now: new Date("2026-11-18T12:00:00Z"), zone: "Europe/Berlin" } as const;
/** Asks where `|` stands; of the card the part of the text that it is about stands before. */
async function card(text: string): Promise<readonly string[] | undefined> {
  const whole = text.replace("|", "");
  const found = await hoverLine({ text: whole, offset: text.indexOf("|") }, world);
  return found && [whole.slice(found.start, found.end), found.title, ...found.lines];
}

suite("The card of a part of a query", () => {
  test("says which stretch a range is, and in which zone", async () => {
    const seven = [
      "last 7d",
      "11 Nov 13:00:00 +01:00 – 18 Nov 13:00:00 +01:00",
      "It ends at the time at which the query runs; this is as of now.",
      "Days and dates are those of Berlin.",
    ];
    assert.deepEqual(await card("signIns la|st 7d where isInteractive eq true"), seven);
    assert.deepEqual(await card("signIns where isInteractive eq true last 7|d"), seven);
    assert.deepEqual(await card("signIns from 2026-10-2|4 to 2026-10-26 take 5"), [
      "from 2026-10-24 to 2026-10-26",
      "24 Oct 00:00:00 +02:00 – 26 Oct 00:00:00 +01:00",
      "Days and dates are those of Berlin.",
    ]);
  });

  test("says of a field what it is and who answers conditions on it", async () => {
    assert.deepEqual(await card("signIns where status/err|orCode eq 0"), [
      "status/errorCode",
      "Error code · status/errorCode",
      '0 when it worked, otherwise the number after "AADSTS".',
      "Kind: integer",
      "The service answers eq, ne; anything else is evaluated here.",
    ]);
    assert.match((await card("directoryAudits where group|Name eq 'x'"))?.join("\n") ?? "", /made here of other members/);
    assert.match((await card("signIns columns risk|State"))?.join("\n") ?? "", /Values: none, /);
  });

  test("says what an error code means, known or not, and of another number nothing", async () => {
    assert.deepEqual(await card("signIns where status/errorCode in (0, 501|26)"), [
      "50126",
      "Error code 50126 · InvalidUserNameOrPassword",
      "Wrong user name or password.",
      "The main signal for password guessing and spraying.",
    ]);
    assert.deepEqual(await card("signIns where status/errorCode eq 5099|9"), [
      "50999",
      "Error code 50999",
      "It is not known here. Codes of its number are about authentication.",
    ]);
    assert.equal(await card("signIns take 501|26"), undefined);
  });

  test("says when an instant is here, and what functions, operators and clauses do", async () => {
    assert.deepEqual(await card("signIns where createdDateTime ge 2026-11-01T00:|00:00Z"), [
      "2026-11-01T00:00:00Z",
      "1 Nov 01:00:00 +01:00",
      "1 Nov 00:00:00 UTC",
    ]);
    assert.deepEqual(await card("signIns where cont|ains(appDisplayName, 'x')"), ["contains", "contains(text, text)", "Gives boolean."]);
    assert.deepEqual(await card("signIns where id e|q 'x'"), ["eq", "eq", "Equal"]);
    assert.deepEqual(await card("signIns whe|re id eq 'x'"), ["where", "where", "Condition"]);
  });

  test("never throws, wherever one asks, and lies around the place", () =>
    fc.assert(
      fc.asyncProperty(query, fc.nat(), fc.string({ maxLength: 3 }), async (value, seed, noise) => {
        const text = printQuery(value);
        const at = seed % (text.length + 1);
        const offset = at + noise.length;
        const found = await hoverLine({ text: text.slice(0, at) + noise + text.slice(at), offset }, world);
        if (found) assert.ok(found.start <= offset && found.end >= offset);
      }),
      { numRuns: 300 },
    ));
});
