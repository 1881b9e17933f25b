import assert from "node:assert/strict";
import { exportManifest, type Exported } from "../../../../src/host/exports/exportManifest.ts";
import type { CoveredStretch, GridState } from "../../../../src/protocol/grid.ts";

const stretch = (from: string, to: string, state: CoveredStretch["state"], rows: number): CoveredStretch => ({ from, to, state, rows });
const [one, two, three] = ["2026-11-16T00:00:00.000Z", "2026-11-17T00:00:00.000Z", "2026-11-18T00:00:00.000Z"] as const;

function stateWith(changes: Partial<GridState>, coverage: readonly CoveredStretch[]): GridState {
  return {
    revision: 1,
    title: "Failed sign-ins",
    report: { id: "signIns", title: "Sign-ins", noun: "sign-in", timeField: "createdDateTime", outcomePath: "status/errorCode" },
    connection: { id: "demo", name: "Contoso (demo)" },
    queryText: "signIns last 2d where status/errorCode ne 0 and appDisplayName eq 'Portal'",
    clauses: [
      { kind: "range", text: "last 2d", answeredBy: "service", note: "", added: false, removable: false },
      { kind: "condition", text: "appDisplayName eq 'Portal'", answeredBy: "here", note: "", added: true, removable: true },
    ],
    fields: [],
    columns: [{ path: "id" }],
    sort: [{ path: "id", direction: "asc" }],
    filter: "ada",
    rows: 12,
    matching: 12,
    loaded: 30,
    phase: "complete",
    run: {
      pages: 1,
      requests: 1,
      elapsedMs: 1,
      from: one,
      to: three,
      duplicates: 2,
      excluded: 5,
      strays: 0,
      oddities: 0,
      coverage,
      notes: [],
    },
    zone: "utc",
    rowHeight: 22,
    ...changes,
  };
}

const whole = [stretch(one, three, "complete", 30)];

const manifestOf = (state: GridState, changes: Partial<Exported> = {}) =>
  exportManifest({
    state,
    query: "signIns last 2d where status/errorCode ne 0",
    tenant: "29b3d384-c684-46c6-ad27-19c002b41e16",
    scope: "view",
    format: "csv",
    fields: "grid",
    columns: [{ path: "id", label: "Id" }],
    style: { separator: "semicolon", form: "spreadsheetSafe" },
    byteOrderMark: true,
    file: { records: 12, of: 12, bytes: 345, sha256: "ab".repeat(32) },
    exportedAt: new Date("2026-11-18T12:00:00Z"),
    product: "Tenant Activity",
    version: "0.1.0",
    ...changes,
  });

suite("The manifest of an export", () => {
  test("says what was asked, what came and what was written", () => {
    assert.deepEqual(manifestOf(stateWith({}, whole)), {
      formatVersion: 1,
      product: "Tenant Activity",
      version: "0.1.0",
      exportedAt: "2026-11-18T12:00:00.000Z",
      query: "signIns last 2d where status/errorCode ne 0",
      report: "signIns",
      connection: "Contoso (demo)",
      tenant: "29b3d384-c684-46c6-ad27-19c002b41e16",
      range: { from: one, to: three },
      format: "csv",
      form: "spreadsheetSafe",
      separator: "semicolon",
      byteOrderMark: true,
      fields: "grid",
      lists: "json",
      notes: [
        "An apostrophe stands before each part of a text that a spreadsheet could take for a formula; in the JSON text of a list or an object the sign is written as an escape, such as \\u003d.",
        "A list or an object stands in its cell as its JSON text. A column inside lists, with [] in its path, has the list of what the items have there, without those that have nothing.",
      ],
      columns: [{ path: "id", label: "Id" }],
      rows: 12,
      bytes: 345,
      sha256: "ab".repeat(32),
      scope: "view",
      view: { sort: [{ path: "id", direction: "asc" }], filter: "ada", clauses: ["appDisplayName eq 'Portal'"] },
      counts: { loaded: 30, matching: 12, excludedHere: 5, duplicatesDropped: 2 },
      coverage: whole,
      complete: true,
    });
  });

  test("names every stretch that is not all there", () => {
    const coverage = [stretch(two, three, "settling", 4), stretch(one, two, "failed", 0)];
    const { complete, missing } = manifestOf(stateWith({ phase: "failed" }, coverage));
    assert.deepEqual(
      [complete, missing],
      [false, `The service kept failing for ${one} to ${two}. Late events may still come for ${two} to ${three}.`],
    );
  });

  test("says where a paused run was left", () => {
    const { complete, missing } = manifestOf(stateWith({ phase: "paused" }, [stretch(one, three, "partial", 30)]));
    assert.deepEqual([complete, missing], [false, `Not fetched to the end: ${one} to ${three}.`]);
  });

  test("takes a query that wanted so many records and has them for complete", () => {
    assert.equal(manifestOf(stateWith({ phase: "complete" }, [stretch(one, three, "partial", 30)])).complete, true);
  });

  test("says that selected rows are not all, and that a filter was left aside", () => {
    const file = { records: 3, of: 3, bytes: 9, sha256: "" };
    assert.equal(manifestOf(stateWith({}, whole), { scope: "selection", file }).missing, "Only 3 selected rows of 12 were exported.");
    assert.equal(manifestOf(stateWith({}, whole), { scope: "all" }).view.filter, "");
  });

  test("of whole records names no columns", () => {
    assert.equal("columns" in manifestOf(stateWith({}, whole), { format: "ndjson" }), false);
  });

  test("of whole records says that they are as the service sent them", () => {
    const { format, form, fields } = manifestOf(stateWith({}, whole), { format: "ndjson" }) as Readonly<Record<string, unknown>>;
    assert.deepEqual({ format, form, fields }, { format: "ndjson", form: "asSent", fields: "all" });
  });

  test("of a plain table says that its texts may be formulas, and which fields of all are columns", () => {
    const manifest = manifestOf(stateWith({}, whole), { fields: "all", style: { separator: "tab", form: "plain" }, byteOrderMark: false });
    const { form, separator, byteOrderMark, fields, notes } = manifest as Readonly<Record<string, unknown>>;
    assert.deepEqual({ form, separator, byteOrderMark, fields }, { form: "plain", separator: "tab", byteOrderMark: false, fields: "all" });
    assert.match((notes as string[]).join(" "), /may take some of them for formulas.*All fields of the report have a column/);
  });

  test("of groups says what a line is, how many rows they have, and what they are grouped by", () => {
    const of = (changes: Partial<GridState>) => {
      const { form, rows, view, columns, ...manifest } = manifestOf(stateWith(changes, whole), { scope: "groups" }) as ReturnType<
        typeof manifestOf
      > & {
        readonly lines: number;
        readonly columns?: unknown;
      };
      return { form, rows, lines: manifest.lines, columns, view };
    };
    const view = { sort: [{ path: "id", direction: "asc" }], filter: "ada", clauses: ["appDisplayName eq 'Portal'"] };
    assert.deepEqual(
      [of({ group: "appId", thenGroup: "id", matching: 40 }), of({ folded: true, matching: 40 })],
      [
        { form: "counted", rows: 40, lines: 12, columns: undefined, view: { ...view, groupedBy: ["appId", "id"] } },
        { form: "counted", rows: 40, lines: 12, columns: undefined, view: { ...view, repeatsFolded: true } },
      ],
    );
  });
});
