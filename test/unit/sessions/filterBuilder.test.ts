import assert from "node:assert/strict";
import type { FilterPart } from "../../../src/protocol/grid.ts";
import { reportById, type ReportId } from "../../../src/reports/index.ts";
import type { Cell } from "../../../src/results/rows.ts";
import { filterChoices, filterPreview, filterValues, type BuilderRows } from "../../../src/sessions/filterBuilder.ts";

const now = new Date("2026-11-23T16:00:00Z");
/** Rows with these values, by path; `asked` has the conditions that they had to meet. */
function rows(report: ReportId, values: Readonly<Record<string, readonly Cell[]>> = {}): BuilderRows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    report: reportById(report),
    now,
    zone: "UTC",
    facets: (questions, given) => {
      asked.push(...given);
      return Promise.resolve({
        facets: questions.map(({ path, search }) => {
          const found = (values[path] ?? []).filter((value) => String(value).toLowerCase().includes(search.toLowerCase()));
          return { path, values: found.map((value, at) => ({ value, rows: 9 - at })), distinct: found.length, rows: 9 };
        }),
      });
    },
  };
}
const offered = async (report: ReportId, path: string, typed: string, values?: Readonly<Record<string, readonly Cell[]>>) =>
  (await filterValues({ path, typed, given: [] }, rows(report, values))).values.map(({ value, detail }) => [value, detail]);

suite("A filter put together", () => {
  test("compares a field as its kind can be, and says who answers", () => {
    const choices = filterChoices("appDisplayName", reportById("signIns"));
    assert.deepEqual(
      choices.slice(0, 3).map(({ label, text, takes, answeredBy }) => [label, text, takes, answeredBy]),
      [
        ["is", "eq", "one", "service"],
        ["is any of", "in", "several", "service"],
        ["is not", "ne", "one", "here"],
      ],
    );
    assert.deepEqual(
      filterChoices("createdDateTime", reportById("signIns"))
        .slice(0, 2)
        .map(({ label }) => label),
      ["is at or after", "is before"],
    );
    assert.deepEqual(filterChoices("noField", reportById("signIns")), []);
  });

  test("offers loaded values with their counts, quotes in them and all, then known ones", async () => {
    const values = { appDisplayName: ["O'Brien", "Office"] };
    assert.deepEqual(await offered("signIns", "appDisplayName", "o'b", values), [["O'Brien", "9 rows loaded"]]);
    assert.deepEqual((await offered("directoryAudits", "result", "", { result: ["failure"] })).slice(0, 3), [
      ["failure", "9 rows loaded"],
      ["success", undefined],
      ["timeout", undefined],
    ]);
    assert.deepEqual(await offered("signIns", "isInteractive", "", { isInteractive: [true] }), [
      [true, "9 rows loaded"],
      [false, undefined],
    ]);
    assert.deepEqual(await offered("signIns", "createdDateTime", ""), []);
    assert.deepEqual(await offered("signIns", "noField", ""), []);
  });

  test("finds error codes by what they mean, those that are not loaded, too", async () => {
    const found = await filterValues({ path: "status/errorCode", typed: "invalid password", given: [] }, rows("signIns"));
    assert.ok(found.values.some(({ value, title }) => value === 50_126 && title === "InvalidUserNameOrPassword"));
    assert.equal((await filterValues({ path: "status/errorCode", typed: "50126", given: [] }, rows("signIns"))).values[0]?.value, 50_126);
  });

  test("counts in a cascade only what meets the steps before", async () => {
    const some = rows("directoryAudits", { category: ["GroupManagement"] });
    const given: FilterPart[] = [{ path: "loggedByService", operator: "is", values: ["Core 'Directory'"] }];
    const { values } = await filterValues({ path: "category", typed: "group", given }, some);
    assert.deepEqual(values[0], { value: "GroupManagement", detail: "9 rows loaded" });
    assert.deepEqual(some.asked, ["loggedByService eq 'Core ''Directory'''"]);
  });

  test("shows what it would ask, or says why it cannot", () => {
    const at = (...parts: FilterPart[]) => {
      const preview = filterPreview(parts, rows("signIns"));
      return "problem" in preview ? preview.problem : `${preview.condition} · ${preview.answeredBy}`;
    };
    assert.deepEqual(
      [
        at({ path: "appDisplayName", operator: "is", values: [], written: "a'b" }),
        at({ path: "appDisplayName", operator: "isAny", values: ["a", "b"] }, { path: "isInteractive", operator: "is", values: [true] }),
        at({ path: "status/errorCode", operator: "is", values: [], written: "x" }),
        at({ path: "status/errorCode", operator: "is", values: ["x"] }),
        at({ path: "appDisplayName", operator: "is", values: [] }),
        at({ path: "noField", operator: "is", values: ["a"] }),
        at(),
      ],
      [
        "appDisplayName eq 'a''b' · service",
        "appDisplayName in ('a', 'b') and isInteractive eq true · here",
        "Error code is a number: write one such as 50126.",
        "status/errorCode is compared with a number",
        "Choose a value first.",
        "Sign-ins have no field noField.",
        "Choose a value first.",
      ],
    );
  });
});
