import assert from "node:assert/strict";
import { fields } from "../../../src/reports/fields.ts";

suite("A table of fields", () => {
  test("says all there is to say about a field in one line", () => {
    const read = fields(
      "beta",
      `
status/errorCode | Error code | integer required eq +ne sort 70 | The error.
kind | Kind | enum(something,other)[] any eq beta | The kind. | Use type.
name | Name | text(Some (thing),other) | The name.
key | Key | text id v1.0 | The key.
`,
    );
    assert.deepEqual(read(), [
      {
        path: "status/errorCode",
        label: "Error code",
        kind: "integer",
        nullable: false,
        graph: {
          operators: ["eq"],
          observed: ["ne"],
          sortable: true,
          versions: ["v1.0", "beta"],
        },
        description: "The error.",
        width: 70,
        mono: true,
      },
      {
        path: "kind",
        label: "Kind",
        kind: "enum",
        list: true,
        values: ["something", "other"],
        nullable: true,
        caseless: true,
        graph: {
          operators: ["any", "eq"],
          versions: ["beta"],
        },
        description: "The kind.",
        deprecated: "Use type.",
        width: 140,
      },
      {
        path: "name",
        label: "Name",
        kind: "text",
        knownValues: ["Some (thing)", "other"],
        nullable: true,
        graph: {
          operators: [],
          versions: ["v1.0", "beta"],
        },
        description: "The name.",
        width: 180,
      },
      {
        path: "key",
        label: "Key",
        kind: "text",
        nullable: true,
        caseless: true,
        graph: {
          operators: [],
          versions: ["v1.0"],
        },
        absentFrom: "beta",
        description: "The key.",
        width: 280,
        mono: true,
      },
    ]);
  });

  test("says whether upper and lower case make a difference, and what is only tried", () => {
    const read = fields(
      "beta",
      `
foreign | Foreign | text id case | Of another system.
user | User | text lower | Kept in lower case.
risk | Risk | text[] nocase ?any eq | An open list.
`,
    );
    assert.deepEqual(
      read().map(({ path, caseless, lower, graph }) => [path, caseless, lower, graph.tried]),
      [
        ["foreign", undefined, undefined, undefined],
        ["user", true, true, undefined],
        ["risk", true, undefined, ["any"]],
      ],
    );
  });

  test("says of a report that is asked in v1.0 that no record has what stands in beta alone", () => {
    const table = "old | Old | text v1.0 | Old.\nnew | New | text beta | New.\nboth | Both | text | Both.";
    assert.deepEqual(
      (["v1.0", "beta"] as const).map((asked) =>
        fields(asked, table, "made | Made | text beta | Made. | old")().map(({ absentFrom }) => absentFrom),
      ),
      [
        [undefined, "v1.0", undefined, "v1.0"],
        ["beta", undefined, undefined, undefined],
      ],
    );
  });

  test("is read once", () => {
    const read = fields("beta", "id | Id | text | The id.");
    assert.equal(read(), read());
  });

  test("names the line with a kind or a mark that does not exist", () => {
    assert.throws(fields("beta", "id | Id | string | The id."), {
      name: "SyntaxError",
      message: '"string" is no kind of a field: id | Id | string | The id.',
    });
    assert.throws(fields("beta", "id | Id | text qe | The id."), {
      name: "SyntaxError",
      message: '"qe" is no mark of a field: id | Id | text qe | The id.',
    });
  });
});
