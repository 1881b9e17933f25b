import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonMembers, memberAt } from "../../../src/records/jsonMembers.ts";

suite("jsonMembers", () => {
  test("has every value of a text, with its path and its place, however it is laid out", () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const members = jsonMembers(text);
        for (const member of members) {
          const own: unknown = JSON.parse(text.slice(member.at.from, member.at.to));
          if (member.value !== undefined) assert.deepEqual(own, member.value);
          else assert.ok(typeof own === "object" && own !== null);
          if (member.name) {
            const name = JSON.parse(text.slice(member.name.from, member.name.to)) as string;
            assert.ok(member.path.endsWith(name));
          }
        }
        let count = 0;
        JSON.stringify(value, (_, part: unknown) => (count++, part));
        assert.equal(members.length, count);
      }),
    ));

  test("finds the value at each of its characters, and none between them", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, 1);
        const members = jsonMembers(text);
        for (let at = 0; at <= text.length; at++)
          assert.equal(
            memberAt(members, at),
            members.find((member) => member.value !== undefined && member.at.from <= at && at <= member.at.to),
          );
      }),
      { numRuns: 50 },
    ));

  test("writes paths as fields have theirs", () =>
    assert.deepEqual(
      jsonMembers('{"a": [{"b": 1}, "x"], "c": {"d": null}}').map(({ path, value }) => [path, value]),
      [
        ["a/[]/b", 1],
        ["a/[]", undefined],
        ["a/[]", "x"],
        ["a", undefined],
        ["c/d", null],
        ["c", undefined],
        ["", undefined],
      ],
    ));

  test("of a text that is no JSON has what was read before its fault, and ends", () => {
    assert.deepEqual(
      jsonMembers('{"a": 1]} {"b": "').map(({ path }) => path),
      ["a", ""],
    );
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,"\\a1 ') }), (text) => void jsonMembers(text)));
  });
});
