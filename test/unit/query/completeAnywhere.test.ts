import assert from "node:assert/strict";
import fc from "fast-check";
import { complete, expectedAt, parseQuery, printQuery, type Completion, type Problem } from "../../../src/query/index.ts";
import { answering } from "../../../src/sources/graph/answering.ts";
import { query } from "./arbitraries.ts";
import { leastMs } from "./leastMs.ts";

/** As people have them before they are ready. */
const written = [
  "",
  "where",
  "nothing here (",
  "signIns where status/errorCode eq 0 and (contains(tolower(appDisplayName), 'portal') or riskState in ('none', 'atRisk')) take 5",
  "signIns types interactiveUser, nonInteractiveUser last 7d columns createdDateTime, id sort createdDateTime desc, id",
  "signIns from 2026-01-01 to 2026-02-01 where not (isInteractive eq true) and isInteractive",
  "directoryAudits where targetResources/any(t: t/displayName eq 'x' and t/modifiedProperties/any(m: m/displayName eq 'y' or t/id ne null))",
  "signIns where riskState eq 'none and appDisplayName eq 'x' take 5",
  "signIns where riskState == 'none' && isInteractive = true",
  "signIns where (appDisplayName eq 'a' and (status/errorCode gt ",
  "signIns where foo eq bar baz and contains(appDisplayName 'x') or length(appDisplayName) add 5 gt 3",
  "signIns where createdDateTime ge now() sub duration'PT1H' and 5 eq status/errorCode and 'none' eq riskState",
  "signIns wher status/errorCode eq 50126 colums id, , nope sort id asc desc take take 5",
  "signin last 7 x last 3d from 2026-13-01 to",
  "status/errorCode eq 0 and contains(appDisplayName, 'x')",
  "provisioning where durationInMilliseconds eq 5 // comment where x eq 1\n take 3",
  "signIns where signInEventTypes/any(t: t eq 'interactiveUser') and signInEventTypes/$count gt 1 and authenticationDetails/any()",
  "signIns where riskState eq 'at",
  "signIns where authenticationDetails/any( x",
  "signIns where - status/errorCode eq -5 or not not isInteractive and )( riskLevelAggregated gt 'low'",
  "https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=status/errorCode eq 0",
  "signIns where ipAddress eq '1.2.3.4'and riskState eq'none'",
  "signIns\nwhere\n\tappDisplayName in ( 'a','b'\n) and  \n isInteractive",
  "signIns where null le appDisplayName and 'none' ne riskState",
];

/** More would say nothing new, and take long. */
const longest = 140;

/** A query's text, of which a piece is gone or has something else in its place. */
const broken = fc
  .tuple(query, fc.nat(), fc.nat(30), fc.constantFrom("", "(", ")", "'", ",", "and ", " x ", "//", "eq", "/", "=", "\n"))
  .map(([value, seed, length, noise]) => {
    const text = printQuery(value);
    const at = seed % (text.length + 1);
    return (text.slice(0, at) + noise + text.slice(at + length)).slice(0, longest);
  });

const known = new Map<string, readonly Problem[]>();
/** Most places of a text ask for the errors of the same texts. */
function errorsIn(text: string): readonly Problem[] {
  const errors = known.get(text) ?? parseQuery(text).errors;
  if (known.size > 1000) known.clear();
  known.set(text, errors);
  return errors;
}

/** Errors that stand before an offset. In a condition whose form is wrong nothing else is looked for, so that what its beginning has wrong counts, too. */
function errorsBefore(text: string, start: number, end: number): number {
  return Math.max(errorsIn(text).filter((error) => error.start <= end).length, errorsIn(text.slice(0, start)).length);
}

/** What is wrong with a proposal: it does not belong to the offset, is not accepted, or makes more wrong. */
function fault(text: string, offset: number, { start, end, insert }: Completion): string | undefined {
  if (start > offset || end < offset) return "does not enclose the offset";
  const after = text.slice(0, start) + insert + text.slice(end);
  const behind = start + insert.length;
  const errors = errorsIn(after).filter((error) => error.start < behind);
  if (errors.length > errorsBefore(text, start, end)) return `makes worse: ${errors.map(({ message }) => message).join("; ")}`;
  // Not what it lacks yet to be a condition, nor what was wrong around it.
  const refused = errors.find(
    ({ start: at, message }) =>
      at >= start && at < behind - 1 && !/neither true nor false|^'not' belongs|stands twice|takes .* arguments?/.test(message),
  );
  return refused && `is refused: ${refused.message}`;
}

suite("Completion of half-typed texts", () => {
  test("at every offset of 200 texts, broken ones too, encloses it, is accepted, and makes nothing worse", () => {
    const generated = fc.sample(
      fc.oneof(
        query.map((value) => printQuery(value).slice(0, longest)),
        broken,
        broken,
      ),
      { numRuns: 200 - written.length, seed: 20261128 },
    );
    const faults: string[] = [];
    let turn = 0;
    for (const text of [...written, ...generated]) {
      for (let offset = 0; offset <= text.length; offset++) {
        const all = complete(text, offset);
        // All proposals in all places take minutes: of each place one, and in the end each.
        const proposal = all[turn++ % Math.max(1, all.length)];
        const found = proposal && fault(text, offset, proposal);
        if (found !== undefined) faults.push(`${text.slice(0, offset)}|${text.slice(offset)}: '${proposal?.insert ?? ""}' ${found}`);
        for (const { start, end } of all) if (start > offset || end < offset) faults.push(`${text.slice(0, offset)}|${text.slice(offset)}`);
      }
    }
    assert.deepEqual(faults, []);
  }).timeout(120_000);

  test("every proposal for the texts that people write is accepted, and makes nothing worse", () => {
    const faults = written
      .slice(0, 9)
      .flatMap((text) =>
        [...text.matchAll(/\b/g)].flatMap(({ index }) =>
          complete(text, index).flatMap(
            (proposal) => fault(text, index, proposal)?.concat(` at ${text.slice(0, index)}|: ${proposal.insert}`) ?? [],
          ),
        ),
      );
    assert.deepEqual(faults, []);
  }).timeout(60_000);

  test("reads lambdas that are fifty deep", () => {
    const deep = `directoryAudits where ${Array.from({ length: 50 }, (_, at) => `targetResources/any(t${String(at)}: `).join("")}`;
    const labels = complete(deep, deep.length).map(({ label }) => label);
    assert.deepEqual([labels.includes("t0/displayName"), labels.includes("t49/displayName"), labels.includes("id")], [true, true, true]);
  });

  test("takes less than 5 ms in texts of 100,000 characters, and says the same as in short ones", () => {
    const many = (count: number, item: (at: number) => string) => Array.from({ length: count }, (_, at) => item(at));
    const people = (count: number) => many(count, (at) => `'person${String(at)}@contoso.com'`);
    const texts: Readonly<Record<string, (count: number) => string>> = {
      list: (count) => `signIns where userPrincipalName in (${people(1 + count * 4000).join(", ")}) and riskState `,
      "open list": (count) => `signIns where (riskState in (${many(1 + count * 8000, () => "'none'").join(", ")}, `,
      terms: (count) =>
        `signIns last 7d where (${people(1 + count * 1900)
          .map((name) => `userPrincipalName eq ${name}`)
          .join(" or ")} or riskState `,
      clauses: (count) => `signIns where userPrincipalName in (${people(1 + count * 4000).join(", ")}) sort `,
      string: (count) => `signIns where appDisplayName eq '${"x".repeat(count * 100_000)}' and riskState `,
      comment: (count) => `signIns //${" / x".repeat(count * 25_000)}\n `,
      blanks: (count) => `signIns where ${" ".repeat(count * 100_000)}`,
      word: (count) => `signIns where isInteractive and ${"x".repeat(1 + count * 100_000)}`,
    };
    const slow = Object.entries(texts).flatMap(([name, text]) => {
      const [short, long] = [text(0), text(1)];
      const labels = (whole: string) => complete(whole, whole.length).map(({ label }) => label);
      assert.deepEqual(labels(long), labels(short), name);
      // As in a window that is in use.
      for (let turn = 0; turn < 10; turn++) complete(long, long.length);
      const ms = leastMs(() => complete(long, long.length), 5);
      return ms < 5 ? [] : [`${name}: ${ms.toFixed(1)} ms`];
    });
    assert.deepEqual(slow, []);
  });
});

suite("What is expected", () => {
  /** Asks where `|` stands. */
  const at = (text: string) => expectedAt(text.replace("|", ""), text.indexOf("|"), { answering })?.expectations ?? [];
  const kinds = (text: string) => at(text).map(({ kind }) => kind);
  const labels = (text: string, options = {}) =>
    complete(text.replace("|", ""), text.indexOf("|"), { answering, ...options }).map(({ label }) => label);

  test("is what the parser would read next", () => {
    assert.deepEqual(
      Object.fromEntries(
        [
          "|",
          "signIns last |",
          "signIns last 7 |",
          "signIns from |",
          "signIns from 2026-01-01 |",
          "signIns take |",
          "signIns sort id |",
          "signIns where contains(|",
          "signIns where contains(id |",
          "signIns where contains(id, 'x' |",
          "signIns where now(|",
          "signIns where riskState in |",
          "signIns where riskState in (|",
          "directoryAudits where targetResources/any(|",
          "directoryAudits where targetResources/any(t |",
          "signIns where status/errorCode eq 0 |",
          "signIns where status / |",
          "signIns // |",
        ].map((text) => [text, kinds(text).join(" ")]),
      ),
      {
        "|": "report",
        "signIns last |": "length",
        "signIns last 7 |": "unit",
        "signIns from |": "moment",
        "signIns from 2026-01-01 |": "to clause",
        "signIns take |": "count",
        "signIns sort id |": "direction symbol clause",
        "signIns where contains(|": "literal field function",
        "signIns where contains(id |": "symbol symbol",
        "signIns where contains(id, 'x' |": "symbol",
        "signIns where now(|": "",
        "signIns where riskState in |": "symbol",
        "signIns where riskState in (|": "literal field function",
        "directoryAudits where targetResources/any(|": "variable symbol",
        "directoryAudits where targetResources/any(t |": "symbol",
        "signIns where status/errorCode eq 0 |": "operator clause",
        "signIns where status / |": "member",
        "signIns // |": "",
      },
    );
  });

  test("names the field that a value is compared with, and what a list has already", () => {
    const literals = (text: string) =>
      at(text).flatMap((one) => (one.kind === "literal" ? [{ field: one.field?.path, kinds: one.kinds, listed: one.listed }] : []));
    assert.deepEqual(literals("signIns where userPrincipalName eq 'al|"), [{ field: "userPrincipalName", kinds: ["text"], listed: [] }]);
    assert.deepEqual(literals("signIns where startswith(appDisplayName, |"), [{ field: "appDisplayName", kinds: ["text"], listed: [] }]);
    assert.deepEqual(literals("signIns where riskState in ('none', |"), [{ field: "riskState", kinds: ["text"], listed: ["none"] }]);
    assert.deepEqual(literals("directoryAudits where targetResources/any(t: t/type eq |"), [
      { field: "targetResources/[]/type", kinds: ["text"], listed: [] },
    ]);
    assert.ok(!labels("signIns where riskState in ('none', |").includes("'none'"));
  });

  test("has the operators that a field has, first those that the service answers", () => {
    const operators = (text: string) => at(text).flatMap((one) => (one.kind === "operator" ? one.operators : []));
    assert.deepEqual(operators("signIns where createdDateTime |"), ["eq", "ge", "le", "gt", "lt", "ne", "in", "sub", "add", "and", "or"]);
    assert.deepEqual(operators("signIns where isInteractive |"), ["eq", "ne", "in", "and", "or"]);
    assert.deepEqual(operators("signIns where not isInteractive |"), ["in", "and", "or"]);
    assert.deepEqual(operators("signIns where contains(appDisplayName, 'x') |"), ["and", "or"]);
    assert.deepEqual(operators("signIns where riskState |eq| 'none'".replace("|", "")), ["eq", "ne", "in"]);
  });

  test("is of the kind that the place asks for", () => {
    const has = (text: string, ...wanted: string[]) => wanted.map((label) => labels(text).includes(label));
    assert.deepEqual(has("signIns where status/errorCode eq |", "length", "tolower", "appDisplayName", "'none'"), [
      true,
      false,
      false,
      false,
    ]);
    assert.deepEqual(has("signIns where createdDateTime ge now() sub |", "duration'PT1H'", "id"), [true, false]);
    assert.deepEqual(has("signIns where year(|", "createdDateTime", "id", "now"), [true, false, true]);
    assert.deepEqual(has("signIns where length(|", "appDisplayName", "signInEventTypes", "isInteractive"), [true, true, false]);
    assert.deepEqual(has("signIns where 'x' gt |", "appDisplayName", "riskState"), [true, false]);
    assert.deepEqual(labels("signIns last 12|").slice(0, 5), ["12d", "12h", "12m", "12w", "12mo"]);
  });

  test("proposes no clause that stands behind the place, and no field that the list has", () => {
    assert.deepEqual(labels("signIns | where isInteractive last 7d"), ["types", "columns", "sort", "take"]);
    const columns = labels("signIns columns id, |, appId, riskState take 5");
    assert.deepEqual([columns.includes("id"), columns.includes("appId"), columns.includes("ipAddress")], [false, false, true]);
  });

  test("keeps words apart, and mends what has no quote at its end", () => {
    const result = (text: string, label: string) => {
      const whole = text.replace("|", "");
      const found = complete(whole, text.indexOf("|")).find((one) => one.label === label);
      return found && whole.slice(0, found.start) + found.insert + whole.slice(found.end);
    };
    assert.deepEqual(result("signIns where riskState =|'none'", "eq"), "signIns where riskState eq 'none'");
    assert.deepEqual(
      result("signIns where riskState eq 'at|R and isInteractive", "'atRisk'"),
      "signIns where riskState eq 'atRisk' and isInteractive",
    );
    assert.deepEqual(
      result("directoryAudits where targetResources/a|ny(t: t/id eq 'x')", "targetResources/all"),
      "directoryAudits where targetResources/all(t: t/id eq 'x')",
    );
    assert.deepEqual(
      result("directoryAudits where targetResources/any(t: |", "t/modifiedProperties"),
      "directoryAudits where targetResources/any(t: t/modifiedProperties/any(m: m",
    );
  });

  test("is told of a bare condition, too", () => {
    assert.ok(labels("status/errorCode eq 0 and riskS|").includes("riskState"));
    assert.deepEqual(labels("activityDisplayName |", { report: "directoryAudits", isCondition: true }).slice(0, 2), ["eq", "ne"]);
    assert.deepEqual(labels("https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=|"), []);
  });
});
