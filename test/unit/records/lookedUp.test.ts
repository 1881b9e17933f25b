import assert from "node:assert/strict";
import { idsIn, lookedUpLine, lookedUpShort } from "../../../src/records/lookedUp.ts";

const now = new Date("2026-11-28T20:00:00Z");
const id = "aaaaaaaa-1111-4111-8111-111111111111";
const other = "bbbbbbbb-1111-4111-8111-111111111111";
const at = Date.parse("2026-11-28T19:40:00Z");
const user = { kind: "user", id, at } as const;

suite("What the directory said of an id", () => {
  test("is told with where it is from and how old it is, as what it is: nothing found may also be nothing allowed", () =>
    assert.deepEqual(
      [
        lookedUpLine({ ...user, name: "Emma Miller", signInName: "emma@contoso.com" }, "UTC", now),
        lookedUpLine({ ...user, name: "emma@contoso.com", signInName: "emma@contoso.com" }, "UTC", now),
        lookedUpLine(user, "UTC", now),
        lookedUpShort({ ...user, name: "Emma Miller" }),
        lookedUpShort(user),
      ],
      [
        "Emma Miller (emma@contoso.com): in the directory, looked up 28 Nov 19:40:00 UTC.",
        "emma@contoso.com: in the directory, looked up 28 Nov 19:40:00 UTC.",
        `${id}: not in the directory any more, or you may not read it (looked up 28 Nov 19:40:00 UTC).`,
        "Emma Miller (directory)",
        "not in the directory",
      ],
    ));

  test("belongs to values that are the id, or have it in their JSON", () => {
    const ids = [user, { ...user, id: other }];
    const found = (value: unknown) => idsIn(value, ids).map((one) => one.id);
    assert.deepEqual(
      [
        found(id),
        found(id.toUpperCase()),
        found(`["${other}","${id}"]`),
        found(`${id.slice(0, -1)}2`),
        found("Emma"),
        found(3),
        found(null),
      ],
      [[id], [id], [id, other], [], [], [], []],
    );
  });
});
