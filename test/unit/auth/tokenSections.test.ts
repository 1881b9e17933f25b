import assert from "node:assert/strict";
import fc from "fast-check";
import { adopted, merged, readSections, without, writeSections, type Sections } from "../../../src/auth/tokenSections.ts";

const people = ["ann", "ben", "eve"] as const;
const keys = ["a", "b", "c", "__proto__", "constructor"] as const;
const entry = fc.record({
  home_account_id: fc.constantFrom(...people, ""),
  realm: fc.constantFrom("t1", "t2"),
  secret: fc.constantFrom("s1", "s2", "s3", "s4"),
});
const section = fc.array(fc.tuple(fc.constantFrom(...keys), entry), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs));
const cache: fc.Arbitrary<Sections> = fc.record({ Account: section, AccessToken: section, RefreshToken: section, AppMetadata: section });

const pairs = (sections: Sections): readonly string[] =>
  Object.entries(sections)
    .flatMap(([name, entries]) => Object.entries(entries).map(([key, value]) => `${name} ${key} ${JSON.stringify(value)}`))
    .toSorted();
const accounts = (sections: Sections): readonly unknown[] =>
  Object.values(sections["Account"] ?? {}).map(({ home_account_id }) => home_account_id);
const check = <Given>(property: fc.IProperty<Given>): void => fc.assert(property, { seed: 11, numRuns: 500 });

suite("Changes of two windows to one cache", () => {
  test("are the window's own when nobody else made any", () =>
    check(
      fc.property(cache, cache, (base, mine) => {
        const gone = accounts(base).filter((account) => !accounts(mine).includes(account));
        assert.deepEqual(pairs(merged(base, mine, base)), pairs(without(mine, ({ home_account_id }) => gone.includes(home_account_id))));
      }),
    ));

  test("are the other's when this window made none", () =>
    check(
      fc.property(cache, cache, cache, (base, _, current) => {
        const gone = accounts(base).filter((account) => !accounts(current).includes(account));
        assert.deepEqual(
          pairs(merged(base, base, current)),
          pairs(without(current, ({ home_account_id }) => gone.includes(home_account_id))),
        );
      }),
    ));

  test("never bring back an account that the other signed out", () =>
    check(
      fc.property(cache, cache, cache, (base, mine, current) => {
        const gone = accounts(base).filter((account) => !accounts(current).includes(account));
        const left = merged(base, mine, current);
        assert.ok(
          !gone.some((account) =>
            pairs(without(left, ({ home_account_id }) => home_account_id !== account)).some((text) => !text.startsWith("AppMetadata")),
          ),
        );
      }),
    ));

  test("are the same when they are made twice", () =>
    check(
      fc.property(cache, cache, cache, (base, mine, current) => {
        const once = merged(base, mine, current);
        assert.deepEqual(pairs(merged(base, mine, once)), pairs(once));
      }),
    ));

  test("of sign-ins of two people are both kept, in either order", () =>
    check(
      fc.property(cache, cache, cache, (stored, first, second) => {
        const of = (sections: Sections, who: string) => without(sections, ({ home_account_id }) => home_account_id !== who);
        const [ann, ben] = [of(first, "ann"), of(second, "ben")].map((sections, at) =>
          // msal's keys have the account in them.
          Object.fromEntries(
            Object.entries(sections).map(([name, entries]) => [
              name,
              Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${at} ${key}`, value])),
            ]),
          ),
        ) as [Sections, Sections];
        assert.deepEqual(pairs(adopted(adopted(stored, ann), ben)), pairs(adopted(adopted(stored, ben), ann)));
      }),
    ));
});

suite("A stored text", () => {
  test("that is no cache is an empty one, and what is no entry is left out", () =>
    assert.deepEqual(
      [
        "",
        "\0",
        "5",
        "null",
        "[]",
        "[[1]]",
        '{"Account":5}',
        '{"Account":{"a":"x"},"AccessToken":{"b":null},"RefreshToken":{"c":{}}}',
        '{"Account":[1]}',
        "{ broken",
      ].map((text) => writeSections(readSections(text))),
      Array.from({ length: 10 }, () => undefined),
    ));

  test("is read as it was written, whatever its keys are called", () =>
    fc.assert(
      fc.property(cache, (sections) => {
        const text = writeSections(sections);
        assert.deepEqual(pairs(readSections(text)), text === undefined ? [] : pairs(sections));
      }),
      { seed: 3 },
    ));
});
