import assert from "node:assert/strict";
import { namesThere } from "../../../../src/host/names/namesThere.ts";
import type { Askable, DirectoryId } from "../../../../src/records/askables.ts";

const guid = (number: number) => `${String(number).padStart(8, "0")}-1111-4111-8111-111111111111`;
const asked = (number: number, ...keys: readonly string[]): Askable => ({ kind: "user", id: guid(number), keys, isNamed: false });
const now = new Date("2026-11-28T20:00:00Z");

suite("Names of the directory in the details", () => {
  test("stand at each place of their ids, several in one text beside each other and no more than one reads; what was not asked for stands nowhere", () => {
    const known = ({ kind, id }: DirectoryId) =>
      id === guid(3)
        ? undefined
        : { kind, id, at: now.getTime(), ...(id !== guid(2) && { name: `<b>${String(Number(id.slice(0, 8)))}</b>` }) };
    const ids = [
      asked(1, "userId", "a/b"),
      asked(2, "gone"),
      asked(3, "never"),
      ...Array.from({ length: 10 }, (_, at) => asked(10 + at, "json")),
    ];
    const there = namesThere({ ids, known }, "UTC", now);
    const origin = "in the directory, looked up 28 Nov 20:00:00 UTC.";
    assert.deepEqual(there.slice(0, 3), [
      { key: "userId", text: "<b>1</b> (directory)", origin: `<b>1</b>: ${origin}` },
      { key: "a/b", text: "<b>1</b> (directory)", origin: `<b>1</b>: ${origin}` },
      {
        key: "gone",
        text: "not in the directory",
        origin: `${guid(2)}: not in the directory any more, or you may not read it (looked up 28 Nov 20:00:00 UTC).`,
      },
    ]);
    assert.deepEqual(
      [there.length, there[3]?.key, there[3]?.text.split(", ").length, there[3]?.origin.split("\n").length],
      [4, "json", 8, 8],
    );
  });
});
