import assert from "node:assert/strict";
import fc from "fast-check";
import {
  evaluate,
  narrowing,
  parseQuery,
  pickOfField,
  printFilter,
  printQuery,
  termsOf,
  valueKey,
  withoutTerms,
  withPick,
  withTime,
  type Query,
} from "../../../src/query/index.ts";
import { pickOf, pickTerms, type PickedValue } from "../../../src/query/picks.ts";
import { conjunction } from "../../../src/query/rewrite.ts";
import { fieldOf, reportById, reports, type Field } from "../../../src/reports/index.ts";

const queryOf = (text: string): Query => {
  const { query, errors } = parseQuery(text);
  assert.deepEqual(errors, []);
  assert.ok(query);
  return query;
};

const pickable = reports.flatMap(({ id, fields }) => fields.filter(({ kind }) => kind !== "object").map((field) => ({ id, field })));
const value: fc.Arbitrary<PickedValue> = fc.oneof(
  fc.constantFrom<PickedValue>(
    null,
    true,
    false,
    "",
    "it's",
    "${me}",
    "a${input:Your password}b${me}",
    "2026-11-18T09:14:02Z",
    "soon",
    "0",
    "true",
  ),
  fc.integer({ min: -3, max: 60_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.string(),
);

/** A record that has the values at a path: of a list, an item each. */
function recordWith({ path, list }: Field, values: readonly PickedValue[]): Record<string, unknown> {
  const [first = "", ...rest] = path.split("/");
  const inner = (members: readonly string[], at: PickedValue): unknown => {
    const [member, ...more] = members;
    if (member === undefined) return list ? [at] : at;
    return member === "[]" ? [inner(more, at)] : { [member]: inner(more, at) };
  };
  if (list && rest.length === 0) return { [first]: [...values] };
  if (rest[0] === "[]") return { [first]: values.map((at) => inner(rest.slice(1), at)) };
  return { [first]: inner(rest, values[0] ?? null) };
}

suite("Picks of values", () => {
  test("a term gives back the field and the values that it was made for", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pickable),
        fc.constantFrom("include" as const, "exclude" as const),
        fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: valueKey }),
        ({ id, field }, kind, values) => {
          const terms = pickTerms(field, kind, values) ?? [];
          const picks = terms.map((term) => pickOfField(term, reportById(id)));
          assert.ok(picks.every((pick) => pick?.field === field && pick.kind === kind));
          // Null goes to the end.
          assert.deepEqual(new Set(picks.flatMap((pick) => pick?.values ?? [])), new Set(values));
        },
      ),
    );
  });

  test("it can be written into a query and read from there, whatever the values are", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pickable),
        fc.constantFrom("include" as const, "exclude" as const),
        fc.array(value, { minLength: 1, maxLength: 3 }),
        ({ id, field }, change, values) => {
          let query: Query = queryOf(`${id} last 7d`);
          for (const one of values) query = withPick(query, field.path, one, change) ?? query;
          const { query: read, errors } = parseQuery(printQuery(query));
          // A value of another kind than the field's is refused with the reason.
          assert.ok(read ?? errors.length > 0);
          if (!read) return;
          assert.deepEqual(
            termsOf(read).map((term) => printFilter(term)),
            termsOf(query).map((term) => printFilter(term)),
          );
          assert.equal(printQuery(read), printQuery(query));
        },
      ),
    );
  });

  test("a record is in when it has one of the values, and out when it has one that is left out", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pickable),
        fc.uniqueArray(value, { minLength: 2, maxLength: 5, selector: valueKey }),
        fc.nat(),
        ({ field }, values, at) => {
          const [mine = null, ...others] = values;
          const record = recordWith(field, [mine]);
          const asked = others.slice(0, 1 + (at % others.length));
          const test = (kind: "include" | "exclude", picked: readonly PickedValue[]) => {
            const where = conjunction(pickTerms(field, kind, picked) ?? []);
            return where !== undefined && evaluate(where, record, { now: new Date(0) });
          };
          // The same instant in two writings is one; a number is not its text.
          fc.pre(!asked.some((one) => typeof one !== typeof mine && one !== null && mine !== null) && !(typeof mine === "number"));
          assert.deepEqual(
            {
              has: test("include", [...asked, mine]),
              without: test("include", asked),
              leftOut: test("exclude", [...asked, mine]),
              leftIn: test("exclude", asked),
            },
            { has: true, without: false, leftOut: false, leftIn: true },
          );
        },
      ),
    );
  });

  test("another comparison picks nothing", () => {
    const policies = "appliedConditionalAccessPolicies";
    for (const where of [
      "status/errorCode gt 0",
      "appId eq resourceId",
      "appId eq 'a' or resourceId eq 'a'",
      "appId eq 'a' or appId ne 'b'",
      "not (appId eq 'a' or resourceId eq 'b')",
      `${policies}/any(p: p/displayName ne 'a')`,
      `${policies}/all(p: p/displayName eq 'a')`,
      "contains(appId, 'b')",
      "status/errorCode eq 12345678901234567890",
    ]) {
      const [term] = termsOf(queryOf(`signIns where ${where}`));
      assert.equal(term && pickOf(term), undefined, where);
    }
  });
});

suite("Narrowing a query", () => {
  const ran = queryOf("signIns last 7d where status/errorCode ne 0");
  const text = (query: Query | undefined) => query && printQuery(query);

  test("picks of one field come together, those of others and what was fetched stay", () => {
    let query = withPick(ran, "appDisplayName", "Azure Portal", "include", ran);
    query = query && withPick(query, "appDisplayName", "Teams", "include", ran);
    query = query && withPick(query, "userPrincipalName", "alex@contoso.com", "exclude", ran);
    assert.equal(
      text(query),
      "signIns last 7d where status/errorCode ne 0 and appDisplayName in ('Azure Portal', 'Teams') and userPrincipalName ne 'alex@contoso.com'",
    );
    const fewer = query && withPick(query, "appDisplayName", "Teams", "exclude", ran);
    assert.equal(
      text(fewer),
      "signIns last 7d where status/errorCode ne 0 and appDisplayName eq 'Azure Portal' and userPrincipalName ne 'alex@contoso.com'",
    );
    assert.equal(
      text(query && withPick(query, "APPDISPLAYNAME", "Teams", "only", ran)),
      "signIns last 7d where status/errorCode ne 0 and appDisplayName eq 'Teams' and userPrincipalName ne 'alex@contoso.com'",
    );
    assert.equal(
      text(fewer && withPick(fewer, "appDisplayName", "Azure Portal", "none", ran)),
      "signIns last 7d where status/errorCode ne 0 and userPrincipalName ne 'alex@contoso.com'",
    );
  });

  test("the term that was fetched stays beside a narrower one, and goes when its pick is taken back", () => {
    const narrower = withPick(ran, "status/errorCode", 50126, "only", ran);
    assert.equal(text(narrower), "signIns last 7d where status/errorCode ne 0 and status/errorCode eq 50126");
    assert.deepEqual(narrower && narrowing(ran, narrower).covers, true);
    const wider = withPick(ran, "status/errorCode", 0, "none", ran);
    assert.equal(text(wider), "signIns last 7d");
    assert.deepEqual(wider && narrowing(ran, wider), { added: [], covers: false });
  });

  test("a value is the one that was picked whatever its letter case, where that makes no difference", () => {
    const picked = queryOf(
      "signIns last 7d where userPrincipalName in ('Alex@contoso.com', 'b@contoso.com') and appDisplayName eq 'Portal'",
    );
    assert.equal(
      text(withPick(picked, "userPrincipalName", "alex@contoso.com", "none")),
      "signIns last 7d where userPrincipalName eq 'b@contoso.com' and appDisplayName eq 'Portal'",
    );
    assert.equal(text(withPick(picked, "appDisplayName", "portal", "none")), text(picked));
  });

  test("tells what is added from what asks for other records", () => {
    const added = (later: string) => {
      const { added: terms, covers } = narrowing(ran, queryOf(later));
      return { terms: terms.map((term) => printFilter(term)), covers };
    };
    assert.deepEqual(added("signIns last 7d where status/errorCode ne 0 columns id sort createdDateTime asc"), { terms: [], covers: true });
    assert.deepEqual(added("signIns last 7d where appId eq 'x' and status/errorCode ne 0"), { terms: ["appId eq 'x'"], covers: true });
    assert.deepEqual(added("signIns last 8d where status/errorCode ne 0"), { terms: [], covers: false });
    assert.deepEqual(added("signIns last 7d where appId eq 'x'"), { terms: ["appId eq 'x'"], covers: false });
    assert.deepEqual(added("signIns last 7d types servicePrincipal where status/errorCode ne 0"), { terms: [], covers: false });
    assert.deepEqual(added("signIns last 7d where status/errorCode ne 0 take 5"), { terms: [], covers: false });
    assert.deepEqual(added("signIns last 7d where status/errorCode ne 0 and userPrincipalName eq '${me}'"), { terms: [], covers: false });
    assert.deepEqual(added("directoryAudits last 7d where result eq 'failure'"), { terms: [], covers: false });
  });

  test("a stretch of time takes the place of another, not of the query's own bounds", () => {
    const own = queryOf("signIns last 7d where createdDateTime lt 2026-11-18T12:00:00Z");
    const first = withTime(own, { from: "2026-11-17T00:00:00.000Z", to: "2026-11-17T06:00:00.000Z" }, own);
    assert.equal(
      text(first),
      "signIns last 7d where createdDateTime lt 2026-11-18T12:00:00Z and createdDateTime ge 2026-11-17T00:00:00Z and createdDateTime lt 2026-11-17T06:00:00Z",
    );
    const second = withTime(first, { from: "2026-11-17T01:00:00.500Z", to: "2026-11-17T02:00:00.000Z" }, own);
    assert.equal(
      text(second),
      "signIns last 7d where createdDateTime lt 2026-11-18T12:00:00Z and createdDateTime ge 2026-11-17T01:00:00.500Z and createdDateTime lt 2026-11-17T02:00:00Z",
    );
    assert.equal(text(withTime(second, undefined, own)), text(own));
  });

  test("a term can be taken out by its place", () => {
    const query = queryOf("signIns last 7d where status/errorCode ne 0 and appId eq 'x' and isInteractive");
    assert.equal(text(withoutTerms(query, new Set([1]))), "signIns last 7d where status/errorCode ne 0 and isInteractive");
    assert.equal(text(withoutTerms(query, new Set([0, 1, 2]))), "signIns last 7d");
  });

  test("fields of objects cannot be picked", () => {
    assert.equal(withPick(ran, "location", "x", "only"), undefined);
    assert.equal(withPick(ran, "nothing", "x", "only"), undefined);
    assert.ok(fieldOf(reportById("signIns"), "location"));
  });
});
