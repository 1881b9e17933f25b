import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, printQuery } from "../../../src/query/index.ts";
import { completeLine, type LoadedValues } from "../../../src/sessions/lineCompletion.ts";
import type { Cell } from "../../../src/results/rows.ts";
import { query } from "../query/arbitraries.ts";

/** A result that has these values, whose counts fall from 312 on. */
function loaded(values: Readonly<Record<string, readonly Cell[]>>, report: LoadedValues["report"] = "signIns"): LoadedValues {
  return {
    report,
    facets: (questions) =>
      Promise.resolve({
        facets: questions.map(({ path, search, count }) => {
          const found = (values[path] ?? [])
            .map((value, at) => ({ value, rows: 312 - at }))
            .filter(({ value }) =>
              String(value ?? "")
                .toLowerCase()
                .includes(search.toLowerCase()),
            );
          return { path, values: found.slice(0, count), distinct: found.length, rows: 312 };
        }),
      }),
  };
}

/** Completes where `|` stands. */
const at = (text: string, from: LoadedValues = loaded({})) =>
  completeLine({ text: text.replace("|", ""), offset: text.indexOf("|") }, from);
const labels = async (text: string, from?: LoadedValues) => (await at(text, from)).items.map(({ label }) => label);

suite("Completion in a query line", () => {
  test("of a field says its name, its kind, who answers it and what it means", async () =>
    assert.deepEqual(await at("signIns where appDis|"), {
      from: 14,
      to: 20,
      items: [
        {
          label: "appDisplayName",
          insert: "appDisplayName",
          kind: "field",
          title: "Application",
          detail: "text · service: eq, startswith",
          doc: "Name of the application signed in to.",
        },
      ],
      isWhole: true,
    }));

  test("says of what is made here that it is", async () => {
    const { items } = await at("directoryAudits where groupN|", loaded({}, "directoryAudits"));
    assert.deepEqual(
      items.map(({ label, detail }) => [label, detail]),
      [["groupName", "text · made here"]],
    );
  });

  test("finds fields by the beginning of their path, its last member, their name, their capitals, and within", async () => {
    assert.equal((await labels("signIns where cond|"))[0], "conditionalAccessStatus");
    assert.equal((await labels("signIns where errorC|"))[0], "status/errorCode");
    assert.ok((await labels("signIns where operating|")).includes("deviceDetail/operatingSystem"));
    assert.equal((await labels("signIns where upn|"))[0], "userPrincipalName");
    assert.ok((await labels("signIns where display|")).includes("appDisplayName"));
    assert.deepEqual(await labels("signIns where zzz|"), []);
  });

  test("has the values that are loaded, the most frequent first, as the query writes them", async () => {
    const from = loaded({ userDisplayName: ["DocuSign", "Ben's", null, "", "x".repeat(501), "two\nlines", "${me}"] });
    const values = async (text: string) =>
      (await at(text, from)).items.flatMap(({ label, detail, kind }) => (kind === "value" ? [[label, detail]] : []));
    assert.deepEqual(await values("signIns where userDisplayName eq |"), [
      ["'DocuSign'", "312 rows loaded"],
      ["'Ben''s'", "311 rows loaded"],
      ["null", undefined],
    ]);
    assert.deepEqual(await values("signIns where userDisplayName eq 'ben'|"), []);
    assert.deepEqual(await values("signIns where userDisplayName eq 'ben|"), [["'Ben''s'", "311 rows loaded"]]);
    assert.deepEqual(await values("signIns where userDisplayName in ('DocuSign', |"), [
      ["'Ben''s'", "311 rows loaded"],
      ["null", undefined],
    ]);
    assert.deepEqual(await values("signIns where startswith(userDisplayName, 'doc|"), [["'DocuSign'", "312 rows loaded"]]);
  });

  test("has what a field is known to have behind what is loaded, and says that it is not", async () => {
    const values = async (text: string, from: LoadedValues) =>
      (await at(text, from)).items.flatMap(({ label, detail, title }) => (detail?.match(/loaded/) ? [[label, title, detail]] : []));
    const from = loaded({ appDisplayName: ["Azure Portal", "Azurite"] });
    assert.deepEqual((await values("signIns where appDisplayName eq 'azu|", from)).slice(0, 4), [
      ["'Azure Portal'", undefined, "312 rows loaded"],
      ["'Azurite'", undefined, "311 rows loaded"],
      ["'Azure Active Directory PowerShell'", undefined, "known, not loaded"],
      ["'Azure Credential Configuration Endpoint Service'", undefined, "known, not loaded"],
    ]);
    assert.deepEqual(await values("signIns where appId eq azure p|", from), []);
    assert.deepEqual(await values("signIns where appId eq 'graph ex|", from), [
      ["'de8bc8b5-d9f9-48b1-a8ad-b748da725064'", "Graph Explorer", "known, not loaded"],
    ]);
    const audits = loaded({ operationType: ["Delete", "Merge"] }, "directoryAudits");
    assert.deepEqual(await values("directoryAudits where operationType eq |", audits), [
      ["'Delete'", undefined, "312 rows loaded"],
      ["'Merge'", undefined, "311 rows loaded"],
      ...["Add", "Assign", "Create", "Unassign", "Update"].map((name) => [`'${name}'`, undefined, "known, not loaded"]),
    ]);
  });

  test("joins what is loaded with the members of an enumeration, and drops what is none", async () => {
    const from = loaded({ riskState: ["atRisk", "atRiskk", "none"] });
    const { items } = await at("signIns where riskState eq |", from);
    assert.deepEqual(
      items.slice(0, 3).map(({ label, detail }) => [label, detail]),
      [
        ["'atRisk'", "312 rows loaded"],
        ["'none'", "310 rows loaded"],
        ["'confirmedSafe'", undefined],
      ],
    );
  });

  test("has error codes with what they mean: those loaded, then the others, and finds them by their words", async () => {
    const from = loaded({ "status/errorCode": [50126, 0] });
    const { items, isWhole } = await at("signIns where status/errorCode eq |", from);
    assert.deepEqual(
      items.slice(0, 2).map(({ label, title, detail }) => [label, title, detail]),
      [
        ["50126", "InvalidUserNameOrPassword", "312 rows loaded"],
        ["0", "The sign-in worked.", "311 rows loaded"],
      ],
    );
    assert.equal(isWhole, false);
    assert.ok((await labels("signIns where status/errorCode eq passw|", from)).includes("50126"));
    assert.deepEqual((await labels("signIns where status/errorCode eq 5300|", from)).slice(0, 3), ["53000", "53001", "53002"]);
  });

  test("finds a field, a clause and a country by what other programs and people call them", async () => {
    const firsts = async (texts: readonly string[], from: LoadedValues = loaded({})) =>
      Object.fromEntries(await Promise.all(texts.map(async (text) => [text, (await labels(`${text}|`, from))[0]] as const)));
    const expected = {
      "signIns where ResultT": "status/errorCode",
      "signIns where TimeGen": "createdDateTime",
      "signIns where country": "location/countryOrRegion",
      "signIns where location": "location/countryOrRegion",
      "signIns where app": "appDisplayName",
      "directoryAudits where user": "initiatedBy/user/userPrincipalName",
      "signIns order": "sort",
      "signIns limi": "take",
      "signIns proj": "columns",
    };
    assert.deepEqual(await firsts(Object.keys(expected)), expected);
    const { items } = await at("signIns where location/countryOrRegion ne germ|", loaded({ "location/countryOrRegion": ["US", "DE"] }));
    assert.deepEqual(
      items.map(({ insert, title, detail }) => [insert, title, detail]),
      [["'DE'", "Germany", "311 rows loaded"]],
    );
    assert.deepEqual((await at("signIns where location/countryOrRegion ne 'norw|")).items[0]?.detail, "known, not loaded");
  });

  test("offers what a word of every day means: an outcome, a day, a time before now", async () => {
    const calendar = { now: new Date("2026-11-28T10:00:00Z"), zone: "Europe/Berlin" };
    const meant = async (text: string) => {
      const { items } = await at(text, { ...loaded({}), calendar });
      return items.slice(0, 1).map(({ insert, title }) => [insert, title]);
    };
    assert.deepEqual(await meant("signIns where fail|"), [["status/errorCode ne 0", "Failed"]]);
    assert.deepEqual(await meant("signIns where riskState eq 'none' and not succ|"), [["(status/errorCode eq 0)", "Succeeded"]]);
    assert.deepEqual(await meant("directoryAudits where failed| and"), [["result in ('failure', 'timeout')", "Failed"]]);
    assert.deepEqual(await meant("signIns tod|"), [["from 2026-11-28", "Today"]]);
    assert.deepEqual(await meant("signIns this|"), [["from 2026-11-23", "This week"]]);
    assert.deepEqual(await meant("signIns where createdDateTime ge ago|"), [["now() sub duration'PT1H'", "An hour ago"]]);
    assert.deepEqual(await meant("signIns last 7d tod|"), []);
    assert.deepEqual(await meant("signIns where isInteractive and fail| take 5"), [["status/errorCode ne 0", "Failed"]]);
    // What stands behind belongs to the word.
    for (const text of ["signIns where isInteractive t|ake 5", "signIns t|his week", "signIns where createdDateTime ge 1|h ago"])
      assert.deepEqual(
        (await at(text, { ...loaded({}), calendar })).items.flatMap(({ kind, insert }) => (kind === "value" ? [insert] : [])),
        [],
      );
  });

  test("takes no values of the rows of another report, and goes without where the store is gone", async () => {
    const audits = loaded({ appDisplayName: ["DocuSign"] }, "directoryAudits");
    assert.ok(!(await labels("signIns where appDisplayName eq |", audits)).includes("'DocuSign'"));
    const gone: LoadedValues = { report: "signIns", facets: () => Promise.reject(new Error("gone")) };
    assert.deepEqual((await labels("signIns where riskState eq |", gone)).slice(0, 2), ["'none'", "'confirmedSafe'"]);
  });

  test("sends no more than can be looked through, and says that there are more", async () => {
    const from = loaded({ userPrincipalName: Array.from({ length: 5_000 }, (_, person) => `person${person}@contoso.com`) });
    const { items, isWhole } = await at("signIns where userPrincipalName eq |", from);
    assert.deepEqual([items.filter(({ kind }) => kind === "value").length <= 100, items.length <= 200, isWhole], [true, true, false]);
  });

  test("never throws, encloses the place, and what it offers adds no error before the caret, in half-typed texts too", async () => {
    const values = fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
    const piece = fc.constantFrom("", "(", ")", "'", ",", "and ", " x ", "//", "eq ", "/", "=", "\n", "’", "🙂", "$", "%27");
    const errors = (text: string) => parseQuery(text, { report: "signIns" }).errors;
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.nat(),
        fc.nat(30),
        piece,
        fc.array(values, { maxLength: 5 }),
        fc.nat(),
        async (value, seed, gap, noise, some, pick) => {
          const whole = printQuery(value);
          const cut = seed % (whole.length + 1);
          const text = whole.slice(0, cut) + noise + whole.slice(cut + gap);
          const offset = cut + noise.length;
          const everywhere: LoadedValues = {
            report: value.report,
            facets: (questions) =>
              Promise.resolve({
                facets: questions.map(({ path }) => ({
                  path,
                  values: some.map((one) => ({ value: one, rows: 1 })),
                  distinct: some.length,
                  rows: 1,
                })),
              }),
          };
          const { from, to, items } = await completeLine({ text, offset }, everywhere);
          assert.ok(from <= offset && to >= offset, `${text.slice(0, offset)}|${text.slice(offset)}`);
          const item = items[pick % Math.max(1, items.length)];
          if (!item) return;
          const after = text.slice(0, from) + item.insert + text.slice(to);
          const behind = from + item.insert.length;
          const made = errors(after).filter(({ start }) => start < behind);
          const had = Math.max(errors(text).filter(({ start }) => start <= to).length, errors(text.slice(0, from)).length);
          assert.ok(
            made.length <= had,
            `${text.slice(0, offset)}|${text.slice(offset)} with ${item.insert}: ${made.map(({ message }) => message).join("; ")}`,
          );
        },
      ),
      { numRuns: 400 },
    );
  }).timeout(60_000);

  test("reads lambdas that are fifty deep, and 100,000 characters", async () => {
    const deep = `directoryAudits where ${Array.from({ length: 50 }, (_, depth) => `targetResources/any(t${depth}: `).join("")}`;
    assert.ok((await labels(`${deep}|`)).length > 0);
    const long = `signIns where appDisplayName in (${Array.from({ length: 7_000 }, (_, app) => `'app ${app}'`).join(", ")}) and risk`;
    assert.ok((await labels(`${long}|`)).includes("riskState"));
  });
});
