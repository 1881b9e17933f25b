import assert from "node:assert/strict";
import type { GridRow, Row } from "../../../src/protocol/grid.ts";
import type { SortKey } from "../../../src/query/index.ts";
import type { ResultsApi } from "../../../src/results/api.ts";
import { createResults } from "../../../src/results/results.ts";
import { bytesOf, pageOf } from "./pages.ts";
import { recordsOf } from "./recordsOf.ts";

const now = new Date("2026-11-18T12:00:00Z");

interface Filled {
  readonly results: ResultsApi;
  readonly result: number;
  /** Rows of a view made for the purpose. */
  rows(order: {
    readonly sort?: readonly SortKey[];
    readonly filter?: string;
    readonly columns?: readonly string[];
  }): Promise<readonly Row[]>;
}

function filled(
  records: readonly unknown[],
  options: { report?: "signIns" | "directoryAudits"; body?: ArrayBuffer; dictionaryLimit?: number; msAtOnce?: number } = {},
): Filled {
  const { report = "signIns", body = pageOf(...records), ...others } = options;
  const results = createResults({ now: () => now, ...others });
  const result = results.create({ report });
  results.append({ result, body, skip: [] });
  return {
    results,
    result,
    async rows({ sort = [], filter = "", columns = [] }) {
      const { view, rows } = await results.view({ result, sort, filter });
      return recordsOf(results.rows({ result, view, from: 0, count: rows, columns }));
    },
  };
}

const cellsOf = (rows: readonly Row[]) => rows.map(({ cells }) => cells);
const firstCells = (rows: readonly GridRow[]) => recordsOf(rows).map(({ cells }) => cells[0]);
const failureOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return "nothing was thrown";
};

suite("results: rows", () => {
  test("cells are the values as sent; what is missing is null; lists and objects are JSON text", async () => {
    const { rows } = filled([
      {
        id: "1",
        createdDateTime: "2026-11-18T09:14:02.1234500Z",
        isInteractive: false,
        status: { errorCode: 0 },
        networkLocationDetails: [{ networkType: "named" }],
      },
      { id: 2, createdDateTime: null, isInteractive: "yes", status: [50126], novelty: { deep: [1.5] } },
    ]);
    assert.deepEqual(
      await rows({
        columns: ["createdDateTime", "isInteractive", "status/errorCode", "status", "networkLocationDetails", "novelty/deep", "id"],
      }),
      [
        {
          record: 0,
          outcome: "success",
          cells: ["2026-11-18T09:14:02.1234500Z", false, 0, '{"errorCode":0}', '[{"networkType":"named"}]', null, "1"],
        },
        { record: 1, outcome: "other", cells: [null, "yes", null, "[50126]", null, "[1.5]", 2] },
      ],
    );
  });

  test("a path through lists gives what the items have there", async () => {
    const target = (displayName: unknown, names: unknown[]) => ({
      displayName,
      modifiedProperties: names.map((name) => ({ displayName: name })),
    });
    const { rows } = filled(
      [{ targetResources: [target("Ada", ["Title", null]), target(null, ["City"]), 5] }, { targetResources: [] }, {}],
      { report: "directoryAudits" },
    );
    assert.deepEqual(
      cellsOf(await rows({ columns: ["targetResources/[]/displayName", "targetResources/[]/modifiedProperties/[]/displayName"] })),
      [
        ['["Ada"]', '["Title","City"]'],
        [null, null],
        [null, null],
      ],
    );
  });

  test("a column may be named in any case", async () => {
    assert.deepEqual(firstCells(await filled([{ appDisplayName: "Portal" }]).rows({ columns: ["AppDisplayName"] })), ["Portal"]);
  });

  test("long lists are cut and say so; long texts are not", async () => {
    const list = Array.from({ length: 10_000 }, (_, index) => `policy ${index}`);
    const long = "x".repeat(1_000_000);
    const [row] = await filled([{ riskEventTypes_v2: list, userAgent: long }]).rows({ columns: ["riskEventTypes_v2", "userAgent"] });
    assert.deepEqual(row?.cells, [`${JSON.stringify(list).slice(0, 10_000)}…`, long]);
  });

  test("a window may begin and end outside the view", async () => {
    const { results, result } = filled([{ id: "a" }, { id: "b" }]);
    const { view } = await results.view({ result, sort: [], filter: "" });
    const window = (from: number, count: number) => firstCells(results.rows({ result, view, from, count, columns: ["id"] }));
    assert.deepEqual([window(-1, 2), window(1, 10), window(2, 5), window(NaN, 1), window(1, -1)], [["a"], ["b"], [], [], []]);
  });
});

suite("results: records", () => {
  const odd = '{ "id":"\\u0041","big":12345678901234567890 ,\n"small":0.10,"new":{"x":[ ]},"id":"b"}';
  const body = () => bytesOf(`{"value":[{"id":"first"},${odd}]}`);
  const exact = '{"id":"\\u0041","big":12345678901234567890,"small":0.10,"new":{"x":[]},"id":"b"}';

  test("come back digit by digit, with members that nobody knows", async () => {
    const { results, result } = filled([], { body: body() });
    const { view } = await results.view({ result, sort: [], filter: "" });
    const text = (format: "json" | "ndjson") =>
      results.text({
        result,
        view,
        ranges: [
          { from: 1, to: 2 },
          { from: 0, to: 1 },
        ],
        columns: [],
        format,
        limitBytes: 1000,
      });
    assert.equal(
      results.record({ result, record: 1 }),
      '{\n  "id": "\\u0041",\n  "big": 12345678901234567890,\n  "small": 0.10,\n  "new": {\n    "x": []\n  },\n  "id": "b"\n}',
    );
    assert.equal(text("ndjson"), `${exact}\n{"id":"first"}\n`);
    assert.equal(text("json"), `[\n  ${results.record({ result, record: 1 }).replaceAll("\n", "\n  ")},\n  {\n    "id": "first"\n  }\n]`);
  });

  test("are those that were not skipped", () => {
    const results = createResults({ now: () => now });
    const result = results.create({ report: "signIns" });
    const page = () => pageOf({ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" });
    assert.equal(results.append({ result, body: page(), skip: [0, 2] }).records, 2);
    assert.equal(results.append({ result, body: page(), skip: [0, 1, 2, 3] }).records, 2);
    assert.equal(results.append({ result, body: page(), skip: [3] }).records, 5);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((record) => (JSON.parse(results.record({ result, record })) as { id: string }).id),
      ["b", "d", "a", "b", "c"],
    );
    assert.match(
      failureOf(() => results.record({ result, record: 5 })),
      /RangeError: Record 5 is not known/,
    );
  });

  const record = (id: string, appDisplayName: string, note: string) => ({ id, appDisplayName, note });

  test("take the place of earlier versions, in rows, views and texts, and keep their numbers", async () => {
    const { results, result } = filled([record("a", "Teams", "old"), record("b", "Portal", "old"), record("c", "Exchange", "old")]);
    const order: SortKey[] = [{ path: "appDisplayName", direction: "asc" }];
    // One after the other: numbers go by which is made first.
    const views = [
      await results.view({ result, sort: [], filter: "" }),
      await results.view({ result, sort: order, filter: "" }),
      await results.view({ result, sort: [], filter: "old" }),
      await results.view({ result, sort: [], filter: "appDisplayName eq 'Exchange'" }),
      await results.view({ result, sort: [], filter: "appDisplayName eq 'Nothing'" }),
    ];
    const later = [record("a", "Calendar", "new"), record("d", "Edge", "new"), record("d", "Files", "newer"), record("b", "Portal", "new")];
    const appended = results.append({
      result,
      body: pageOf(...later),
      skip: [0, 2, 3],
      replace: [{ position: 0, record: 0 }, { position: 2, record: 3 }, { position: 3, record: 1 }],
    }); // prettier-ignore
    assert.deepEqual(appended, {
      records: 4,
      views: [
        { view: 1, rows: 4, matching: 4, moved: true },
        { view: 2, rows: 4, matching: 4, moved: true },
        { view: 3, rows: 1, matching: 1, moved: true },
        { view: 4, rows: 1, matching: 1, moved: false },
        { view: 5, rows: 0, matching: 0, moved: false },
      ],
    });
    const shown = ({ view }: { view: number }) =>
      recordsOf(results.rows({ result, view, from: 0, count: 9, columns: ["appDisplayName"] })).map(({ record, cells }) => [
        record,
        cells[0],
      ]);
    assert.deepEqual(views.map(shown), [
      [[0, "Calendar"], [1, "Portal"], [2, "Exchange"], [3, "Files"]],
      [[0, "Calendar"], [2, "Exchange"], [3, "Files"], [1, "Portal"]],
      [[2, "Exchange"]],
      [[2, "Exchange"]],
      [],
    ]); // prettier-ignore
    assert.deepEqual(
      [0, 1, 2, 3].map((number) => JSON.parse(results.record({ result, record: number })) as unknown),
      [later[0], later[3], record("c", "Exchange", "old"), later[2]],
    );
  });

  test("a replacement of what is not there is refused, and changes nothing", () => {
    const { results, result } = filled([record("a", "Teams", "old")]);
    for (const [position, number] of [[0, 1], [1, 0], [-1, 0], [0, 0.5]] as const) {
      const replace = [{ position, record: number }];
      const append = () => results.append({ result, body: pageOf(record("a", "Teams", "new")), skip: [0], replace });
      assert.equal(failureOf(append), `RangeError: Record ${number} cannot be replaced by item ${position}`);
    } // prettier-ignore
    assert.match(results.record({ result, record: 0 }), /old/);
    assert.equal(results.append({ result, body: pageOf(), skip: [] }).records, 1);
  });

  test("may be as odd as they like", async () => {
    const items = [
      "null", "7", '"text"', "[]", "{}",
      '{"__proto__":{"appDisplayName":"x"},"constructor":{"prototype":{"y":1}},"status":{"__proto__":{"errorCode":50126}}}',
      '{"id":"\\ud800","appDisplayName":"\\udc00\\ud800","userAgent":"‮=cmd<script>"}',
      `{"status":${"[".repeat(5000)}${"]".repeat(5000)}}`,
      `{"appDisplayName":"${"é".repeat(500_000)}"}`,
    ]; // prettier-ignore
    const { results, result, rows } = filled([], { body: bytesOf(`{"value":[${items.join(",")}]}`), dictionaryLimit: 1 });
    const sort: SortKey[] = [{ path: "appDisplayName", direction: "desc" }, { path: "status", direction: "asc" }, { path: "__proto__/appDisplayName", direction: "asc" }]; // prettier-ignore
    const columns = ["appDisplayName", "__proto__/appDisplayName", "status/errorCode", "id", "userAgent"];
    const seen = await rows({ sort, columns });
    assert.deepEqual(
      seen.map(({ record }) => record),
      [6, 8, 0, 1, 2, 3, 4, 7, 5].sort((a, b) => seen.findIndex((row) => row.record === a) - seen.findIndex((row) => row.record === b)),
    );
    assert.deepEqual(
      [5, 6].map((record) => seen.find((row) => row.record === record)),
      [
        { record: 5, outcome: "other", cells: [null, "x", null, null, null] },
        { record: 6, outcome: "other", cells: ["\udc00\ud800", null, null, "\ud800", "‮=cmd<script>"] },
      ],
    );
    for (const [record, item] of items.entries())
      assert.equal(results.record({ result, record }).replaceAll(/\s/g, ""), item.replaceAll(/\s/g, ""));
    for (const filter of ["x", "50126", "status/errorCode ne 1", "status eq null", "script"]) await rows({ filter });
    assert.equal(({} as { appDisplayName?: string }).appDisplayName, undefined);
  });

  test("a page that is none is refused without a word of its content, and changes nothing", () => {
    const { results, result } = filled([{ id: "a" }]);
    for (const text of ["", "null", "[]", '{"value":{}}', '{"value":[{"secret":1}', '{"error":{"message":"secret"}}'])
      assert.equal(
        failureOf(() => results.append({ result, body: bytesOf(text), skip: [] })),
        "MalformedPage: The page is no JSON object with a list 'value'",
      );
    assert.equal(results.append({ result, body: bytesOf('\uFEFF{"value":[{"id":"b"}]}'), skip: [] }).records, 2);
    assert.equal(results.record({ result, record: 1 }), '{\n  "id": "b"\n}');
  });
});

suite("results: order", () => {
  const ids = ["b", "B", "a", "A", "ab", "", "é", "Z", null, 10, 9, true, "10"].map((id) => ({ id }));
  for (const dictionaryLimit of [1, 1000]) {
    const how = dictionaryLimit === 1 ? "without dictionaries" : "with dictionaries";

    test(`missing values, booleans, numbers, then texts without regard to case, ${how}`, async () => {
      const { rows } = filled(ids, { dictionaryLimit });
      const order = [null, true, 9, 10, "", "10", "A", "a", "ab", "B", "b", "Z", "é"];
      assert.deepEqual(firstCells(await rows({ sort: [{ path: "id", direction: "asc" }], columns: ["id"] })), order);
      assert.deepEqual(firstCells(await rows({ sort: [{ path: "id", direction: "desc" }], columns: ["id"] })), order.toReversed());
    });

    test(`instants to the last fraction digit; the same moment written otherwise stays where it was, ${how}`, async () => {
      const seconds = ["02.1234568", "02.5", "02.1234567", "02.50", "02", "01.9999999", "02.500", "02.0000000"];
      const { rows } = filled(
        seconds.map((second) => ({ createdDateTime: `2026-11-18T09:14:${second}Z` })),
        { dictionaryLimit },
      );
      const sorted = async (direction: "asc" | "desc") =>
        firstCells(await rows({ sort: [{ path: "createdDateTime", direction }], columns: ["createdDateTime"] })).map((cell) =>
          String(cell).slice(17, -1),
        );
      assert.deepEqual(await sorted("asc"), ["01.9999999", "02", "02.0000000", "02.1234567", "02.1234568", "02.5", "02.50", "02.500"]);
      assert.deepEqual(await sorted("desc"), ["02.5", "02.50", "02.500", "02.1234568", "02.1234567", "02", "02.0000000", "01.9999999"]);
    });

    test(`texts and identifiers that begin alike, ${how}`, async () => {
      const guids = ["7", "3", "5", "1"].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
      const agents = ["Mozilla/5.0 d", "mozilla/5.0 B", "Mozilla/5.0 a", "MOZILLA/5.0 c"];
      const { rows } = filled(
        guids.map((correlationId, index) => ({ correlationId, userAgent: agents[index] })),
        { dictionaryLimit },
      );
      const sorted = async (path: string) => firstCells(await rows({ sort: [{ path, direction: "asc" }], columns: [path] }));
      assert.deepEqual(await sorted("correlationId"), guids.toSorted());
      assert.deepEqual(await sorted("userAgent"), [agents[2], agents[1], agents[3], agents[0]]);
    });
  }

  test("by several columns; equal rows stay in the order in which they came", async () => {
    const records = [["Portal", 2], ["Teams", 1], ["portal", 1], ["Portal", 1], ["Teams", 1], ["Portal", 2]]; // prettier-ignore
    const { rows } = filled(records.map(([appDisplayName, errorCode]) => ({ appDisplayName, status: { errorCode } })));
    const sort = [
      { path: "status/errorCode", direction: "desc" as const },
      { path: "appDisplayName", direction: "asc" as const },
    ];
    assert.deepEqual(
      (await rows({ sort })).map(({ record }) => record),
      [0, 5, 3, 2, 1, 4],
    );
  });

  test("a sorted view tells that rows have moved, a filtered one that they have not", async () => {
    const { results, result } = filled([{ appDisplayName: "B" }]);
    const unordered = await results.view({ result, sort: [], filter: "" });
    const filtered = await results.view({ result, sort: [], filter: "a" });
    const sorted = await results.view({
      result,
      sort: [{ path: "appDisplayName", direction: "asc" }],
      filter: "",
      replaces: filtered.view,
    });
    const again = await results.view({ result, sort: [], filter: "a" });
    assert.deepEqual(results.append({ result, body: pageOf({ appDisplayName: "A" }, { appDisplayName: "C" }), skip: [] }), {
      records: 3,
      views: [
        { view: unordered.view, rows: 3, matching: 3, moved: false },
        { view: sorted.view, rows: 3, matching: 3, moved: true },
        { view: again.view, rows: 1, matching: 1, moved: false },
      ],
    });
    assert.deepEqual(firstCells(results.rows({ result, view: sorted.view, from: 0, count: 3, columns: ["appDisplayName"] })), [
      "A",
      "B",
      "C",
    ]);
    assert.match(
      failureOf(() => results.rows({ result, view: filtered.view, from: 0, count: 1, columns: [] })),
      /View 2 is not known/,
    );
  });
});

suite("results: text", () => {
  const records = [
    {
      createdDateTime: "2026-11-18T09:14:02Z",
      appDisplayName: "=HYPERLINK(0)",
      location: { city: "Os\tlo\nNorway", geoCoordinates: { latitude: -59.9 } },
      status: { errorCode: 0 },
    },
    { createdDateTime: "2026-11-18T09:14:01Z", networkLocationDetails: [{ networkNames: ["HQ"] }] },
  ];
  const columns = [
    "createdDateTime",
    "appDisplayName",
    "location/city",
    "location/geoCoordinates/latitude",
    "networkLocationDetails",
    "novelty",
  ];
  const selection = {
    ranges: [
      { from: 0, to: 1 },
      { from: 1, to: 9 },
    ],
    columns,
    limitBytes: 10_000,
  };

  test("as a table has a header, safe cells and the order of the view", async () => {
    const { results, result } = filled(records);
    const { view } = await results.view({ result, sort: [{ path: "createdDateTime", direction: "asc" }], filter: "" });
    assert.equal(
      results.text({ result, view, ...selection, format: "tsv" }),
      [
        ["Time", "Application", "City", "Latitude", "Network locations", "novelty"].join("\t"),
        '2026-11-18T09:14:01Z\t\t\t\t[{"networkNames":["HQ"]}]\t',
        "2026-11-18T09:14:02Z\t'=HYPERLINK(0)\tOs lo Norway\t-59.9\t\t",
      ].join("\n"),
    );
  });

  test("of nothing is a header, an empty array, nothing", async () => {
    const { results, result } = filled([]);
    const { view } = await results.view({ result, sort: [], filter: "" });
    const texts = (["tsv", "json", "ndjson"] as const).map((format) =>
      results.text({ result, view, ranges: [], columns: ["id"], format, limitBytes: 10 }),
    );
    assert.equal(texts[0]?.includes("\n"), false);
    assert.deepEqual(texts.slice(1), ["[]", ""]);
  });

  test("beyond the limit is refused, by bytes and not by characters", async () => {
    const { results, result } = filled([{ id: "é".repeat(100) }]);
    const { view } = await results.view({ result, sort: [], filter: "" });
    for (const format of ["tsv", "json", "ndjson"] as const) {
      const ask = (limitBytes: number) => () =>
        results.text({ result, view, ranges: [{ from: 0, to: 1 }], columns: ["id"], format, limitBytes });
      assert.equal(failureOf(ask(200)), "TextTooLong: The text would be longer than 200 bytes");
      assert.ok(ask(240)().includes("é".repeat(100)));
    }
  });
});

suite("results: life", () => {
  test("numbers begin where they are told to and are not used twice", () => {
    const results = createResults({ now: () => now, firstNumber: 1001 });
    assert.equal(results.create({ report: "signIns" }), 1001);
    results.release({ result: 1001 });
    assert.equal(results.create({ report: "provisioning" }), 1002);
    assert.equal(
      failureOf(() => results.append({ result: 1001, body: pageOf(), skip: [] })),
      "RangeError: Result 1001 is not known",
    );
  });

  const many = Array.from({ length: 4000 }, (_, index) => ({ id: `${index}`, riskEventTypes_v2: [`${index}`] }));

  test("a release ends a view that is being made", async () => {
    const { results, result } = filled(many, { msAtOnce: 0 });
    const view = results.view({ result, sort: [], filter: "nobody" });
    results.release({ result });
    await assert.rejects(async () => view, /The result was released/);
  });

  test("pages come in and rows are answered while a view is being made", async () => {
    const { results, result } = filled(many, { msAtOnce: 0 });
    const first = await results.view({ result, sort: [], filter: "" });
    const making = results.view({ result, sort: [], filter: "riskEventTypes_v2/any(t: endswith(t, '7'))" });
    const appended = results.append({ result, body: pageOf({ id: "late", riskEventTypes_v2: ["7"] }), skip: [] });
    assert.deepEqual(appended, { records: 4001, views: [{ view: first.view, rows: 4001, matching: 4001, moved: false }] });
    assert.deepEqual(firstCells(results.rows({ result, view: first.view, from: 4000, count: 1, columns: ["id"] })), ["late"]);
    assert.deepEqual(await making, { view: 2, rows: 401, matching: 401 });
  });
});
