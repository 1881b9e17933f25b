import assert from "node:assert/strict";
import fc from "fast-check";
import { claimsOf, recordTabs, withoutBlank } from "../../../src/records/layout.ts";
import type { DetailTab, Entry, DetailPart } from "../../../src/records/detailPart.ts";
import { readJson } from "../../../src/records/readJson.ts";
import { reports, type ReportId } from "../../../src/reports/index.ts";
import { layouts } from "../../../src/reports/layouts.ts";
import { demoRecords } from "../../support/gridHarness/openGrid.ts";

const fieldsOf = (id: ReportId) => new Map(reports.find((report) => report.id === id)!.fields.map((field) => [field.path, field]));
const tabsOf = (id: ReportId, record: unknown, limit = Infinity): DetailTab[] =>
  recordTabs(layouts[id], record, { fields: fieldsOf(id), limit: () => limit });
const tabOf = (id: ReportId, record: unknown, tab: string): DetailTab => tabsOf(id, record).find((one) => one.id === tab)!;

/** All values that parts show, those in folded items too. */
function entriesOf(parts: readonly DetailPart[]): Entry[] {
  return parts.flatMap((part) =>
    part.kind === "entry"
      ? [part]
      : part.kind === "item"
        ? entriesOf(part.parts)
        : part.kind === "table"
          ? part.rows.flatMap((row) => row.flatMap((cell) => cell ?? []))
          : [],
  );
}
const shownIn = (tab: DetailTab): Entry[] => tab.sections.flatMap(({ parts }) => entriesOf(parts));
/** Label, or name of the row, and text. */
const lines = (parts: readonly DetailPart[]): string[] =>
  parts.flatMap((part): string[] => {
    switch (part.kind) {
      case "entry":
        return [`${part.label}: ${part.text}`];
      case "table":
        return [
          part.columns.map(({ label }) => label).join(" | "),
          ...part.rows.map((row, at) => [...(part.heads ? [part.heads[at]] : []), ...row.map((cell) => cell?.text ?? "")].join(" | ")),
        ];
      case "item":
        return [`${part.open ? "▾" : "▸"} ${part.title} (${part.detail})`, ...lines(part.parts).map((line) => `  ${line}`)];
      case "heading":
        return [`# ${part.text}`];
      case "note":
        return [part.text];
      case "more":
        return [`${String(part.count)} more`];
      case "explanation":
        return [part.title];
      case "comparison":
        return [`→ ${part.label}`];
    }
  });
const linesOf = (tab: DetailTab): string[] => tab.sections.flatMap(({ title, parts }) => [`## ${title}`, ...lines(withoutBlank(parts))]);

/** Places of all plain values, as keys: members and positions from the root. */
function leaves(value: unknown, key = ""): string[] {
  if (typeof value !== "object" || value === null) return [key];
  return Object.entries(value).flatMap(([name, member]) => {
    const step = name === "" ? "~2" : name.replaceAll("~", "~0").replaceAll("/", "~1");
    return leaves(member, key === "" ? step : `${key}/${step}`);
  });
}
const isShown = (key: string, keys: ReadonlySet<string>): boolean => {
  for (let end = key.length; end > 0; end = key.lastIndexOf("/", end - 1)) if (keys.has(key.slice(0, end))) return true;
  return key === "";
};

/** Objects with the members that records have, and values of every shape in them. */
const hostileRecord = (id: ReportId) => {
  const names = [...new Set([...fieldsOf(id).keys()].flatMap((path) => path.split("/")).filter((name) => name !== "[]"))];
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    fc.string(),
    fc.constantFrom("__proto__", "a/b", "location/city", "", "constructor"),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.double(),
        fc.boolean(),
        fc.constantFrom(null, "", "success", "reportOnlyFailure", "2026-11-20T10:00:00Z", '["x"]'),
      ),
      fc.array(tie("value"), { maxLength: 5 }),
      fc.dictionary(name, tie("value"), { maxKeys: 12 }),
    ),
  }));
  // As the page gets it: through JSON.
  return fc.dictionary(name, value, { maxKeys: 30 }).map((record) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
};

suite("Details of a record", () => {
  for (const { id } of reports) {
    test(`${id}: every value of any JSON stands in a tab, in one place of its tab, and nothing throws`, () => {
      fc.assert(
        fc.property(hostileRecord(id), (record) => {
          const tabs = tabsOf(id, record);
          const keys = new Set<string>();
          for (const tab of tabs) {
            const shown = shownIn(tab).map(({ key }) => key);
            assert.equal(new Set(shown).size, shown.length, `${tab.id} shows a value twice`);
            for (const key of shown) keys.add(key);
          }
          assert.deepEqual(Object.keys(record).length === 0 ? [] : leaves(record).filter((key) => !isShown(key, keys)), []);
        }),
        { numRuns: 200 },
      );
    });

    test(`${id}: what a field tells of has a place in a tab other than "Other"`, async () => {
      for (const record of (await demoRecords(id)).slice(0, 200)) {
        const other = tabsOf(id, record)[0]!.sections.find(({ title }) => title === "Other");
        assert.deepEqual(entriesOf(other?.parts ?? []), []);
      }
      const made = new Set(claimsOf(layouts[id]));
      const own = [...fieldsOf(id).values()].flatMap(({ path, derived }) => (derived ? [] : path));
      const homeless = own.filter((path) => !path.includes("/") && ![...made].some((claim) => claim.split("/")[0] === path));
      assert.deepEqual(homeless, []);
    });

    test(`${id}: no record and odd ones have all tabs, empty`, () => {
      for (const odd of [null, 5, "x", [], {}]) {
        const tabs = tabsOf(id, odd);
        assert.deepEqual(
          tabs.map(({ id: tab }) => tab),
          layouts[id].tabs.map(({ id: tab }) => tab),
        );
        assert.ok(tabs.every(({ empty }) => empty?.endsWith(".")));
      }
    });
  }

  test("a new member of the service stands under Other, one of a known object with it", () => {
    const basics = tabOf(
      "signIns",
      { id: "1", newThing: { score: 5, why: ["a", "b"] }, status: { errorCode: 0, newMember: "x" } },
      "basics",
    );
    assert.deepEqual(linesOf(basics), [
      "## Status",
      "Error code: 0",
      "newMember: x",
      "## Ids",
      "Id: 1",
      "## Other",
      "newThing › score: 5",
      "newThing › why: a",
      "newThing › why: b",
    ]);
  });

  test("blank values are hidden, and shown on demand", () => {
    const device = tabOf("signIns", { deviceDetail: { displayName: "", isCompliant: null, browser: "Edge", isManaged: false } }, "device");
    assert.deepEqual(linesOf(device), ["## Device", "Managed: false", "## Browser or client", "Browser: Edge"]);
    assert.deepEqual(
      shownIn(device).map(({ label, text, form }) => [label, text, form]),
      [
        ["Device name", '""', "blank"],
        ["Compliant", "null", "blank"],
        ["Managed", "false", "boolean"],
        ["Browser", "Edge", "text"],
      ],
    );
  });

  test("authentication steps are rows in the order of time, whatever order they came in", () => {
    const step = (time: string | null, method: string) => ({
      succeeded: true,
      authenticationStepDateTime: time,
      authenticationMethod: method,
    });
    const { sections } = tabOf(
      "signIns",
      { authenticationDetails: [step(null, "late"), step("2026-11-20T10:00:09Z", "second"), step("2026-11-20T10:00:01Z", "first"), "odd"] },
      "authentication",
    );
    assert.deepEqual(lines(sections[0]!.parts), [
      "Time | Method | Succeeded | Value",
      "2026-11-20T10:00:01Z | first | true | ",
      "2026-11-20T10:00:09Z | second | true | ",
      "null | late | true | ",
      " |  |  | odd",
    ]);
    const [cell] = shownIn({ id: "", label: "", sections });
    assert.deepEqual(
      [cell?.key, cell?.path],
      ["authenticationDetails/2/authenticationStepDateTime", "authenticationDetails/[]/authenticationStepDateTime"],
    );
  });

  test("policies are grouped by result, those only tried out apart", () => {
    const policy = (displayName: string, result: string, more: object = {}) => ({ displayName, result, ...more });
    const tab = tabOf(
      "signIns",
      {
        appliedConditionalAccessPolicies: [
          policy("Pilot", "reportOnlyFailure"),
          policy("Legacy", "notApplied"),
          policy("MFA", "success", { enforcedGrantControls: ["Mfa"], enforcedSessionControls: ["SignInFrequency"] }),
          policy("Block", "failure", { conditionsSatisfied: "application,users", conditionsNotSatisfied: "none" }),
          policy("New", "reportOnlySomethingNew"),
        ],
      },
      "conditionalAccess",
    );
    assert.deepEqual(
      linesOf(tab).filter((line) => /^[#▾▸]|Conditions/.test(line.trim())),
      [
        "## Policies",
        "# Failed",
        "▾ Block ()",
        "  Conditions met: application, users",
        "  Conditions not met: none",
        "# Succeeded",
        "▸ MFA (Mfa · SignInFrequency)",
        "# Not applied",
        "▸ Legacy ()",
        "## Only tried out",
        "# Report-only: would have failed",
        "▸ Pilot ()",
        "# reportOnlySomethingNew",
        "▸ New ()",
      ],
    );
  });

  test("no policies: the sentence says that seeing them takes a right", () => {
    assert.match(
      linesOf(tabOf("signIns", { conditionalAccessStatus: "notApplied", appliedConditionalAccessPolicies: [] }, "conditionalAccess")).join(
        "\n",
      ),
      /Policy\.Read/,
    );
  });

  test("targets with what changed, old and new, freed of their JSON; the raw value is what is copied", () => {
    const target = {
      id: "t1",
      displayName: null,
      userPrincipalName: "ava@contoso.com",
      type: "User",
      modifiedProperties: [{ displayName: "Department", oldValue: '["Support"]', newValue: '["Marketing"]' }],
    };
    const tab = tabOf("directoryAudits", { targetResources: [target] }, "targets");
    assert.deepEqual(linesOf(tab), [
      "## ",
      "▾ ava@contoso.com (User)",
      "  Target id: t1",
      "  Target user: ava@contoso.com",
      "  Target type: User",
      "  → Compare old and new values",
      "  Property | Old value | New value",
      "  Department | Support | Marketing",
    ]);
    assert.equal(shownIn(tab).at(-1)?.value, '["Marketing"]');
    assert.deepEqual(linesOf(tabOf("directoryAudits", { targetResources: [target] }, "basics")), ["## Targets", "User: ava@contoso.com"]);
  });

  test("a target without changes is not said to be unchanged: of a group it is the member who carries them, and of many activities nobody", () => {
    const target = { id: "g1", displayName: "Project Aurora", type: "Group", modifiedProperties: [] };
    assert.deepEqual(linesOf(tabOf("directoryAudits", { targetResources: [target] }, "targets")), [
      "## ",
      "▾ Project Aurora (Group)",
      "  Target id: g1",
      "  Target: Project Aurora",
      "  Target type: Group",
      "  The record names no changed property of this target.",
    ]);
  });

  test("group and role stand in the basics by name, unless a target has that name already", () => {
    const basics = (...targets: object[]) => linesOf(tabOf("directoryAudits", { targetResources: targets }, "basics"));
    const member = (name: string, oldValue: string | null, newValue: string | null) => ({
      type: "User",
      userPrincipalName: "ava@contoso.com",
      modifiedProperties: [{ displayName: name, oldValue, newValue }],
    });
    assert.deepEqual(basics(member("Group.DisplayName", null, '"Tier 0 Admins"'), { type: "Group", id: "5", displayName: null }), [
      "## Targets",
      "User: ava@contoso.com",
      "Group: 5",
      "Group: Tier 0 Admins",
    ]);
    assert.deepEqual(basics(member("Role.DisplayName", '"Global Reader"', null)), [
      "## Targets",
      "User: ava@contoso.com",
      "Role: Global Reader",
    ]);
    assert.deepEqual(basics({ type: "Group", displayName: "Sales" }), ["## Targets", "Group: Sales"]);
  });

  test("source and target stand side by side", () => {
    const tab = tabOf(
      "provisioning",
      {
        sourceIdentity: { id: "s", details: { Department: "IT" } },
        targetIdentity: { id: "t", details: { Department: "HR", active: "True" } },
      },
      "sourceAndTarget",
    );
    assert.deepEqual(linesOf(tab), ["## ", "Source | Target", "Id | s | t", "Department | IT | HR", "active |  | True"]);
  });

  test("steps that went well are folded, the others tell why", () => {
    const tab = tabOf(
      "provisioning",
      {
        provisioningSteps: [
          { name: "Import", status: "success", description: "Received" },
          { name: "Export", status: "Failure", description: "Failed", details: { ErrorCode: "X" } },
        ],
      },
      "steps",
    );
    assert.deepEqual(
      linesOf(tab).filter((line) => !/Step (name|status|description)/.test(line)),
      ["## ", "▸ 1. Import (success · Received)", "▾ 2. Export (Failure · Failed)", "  ErrorCode: X"],
    );
  });

  test("ten thousand policies and a megabyte of text: a hundred are made, and the rest on demand", () => {
    const record = {
      userAgent: "x".repeat(1_000_000),
      appliedConditionalAccessPolicies: Array.from({ length: 10_000 }, (_, at) => ({ id: String(at), result: `result ${String(at)}` })),
      conditionalAccessAudiences: Array.from({ length: 10_000 }, String),
      ...Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`new${String(at)}`, at])),
    };
    // Of this thread alone: a machine that is busy with others makes no work longer.
    const before = process.threadCpuUsage();
    const tabs = tabsOf("signIns", record, 100);
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(user + system < 1_000_000, `${String(user + system)} µs`);
    assert.ok(tabs.flatMap(shownIn).length < 600);
    assert.equal(tabs.flatMap((tab) => linesOf(tab)).filter((line) => line === "9900 more").length, 3);
  });

  test("a record nested a hundred thousand deep is shown without it", () => {
    const record = JSON.parse(`{"id":"1","deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}`) as unknown;
    assert.match(linesOf(tabOf("signIns", record, "basics")).join("\n"), /too deep/);
  });

  test("numbers are shown with the digits that they came with, alone, in lists and in tables", () => {
    const json = readJson(
      '{"id":"1","autonomousSystemNumber":9223372036854775807,"conditionalAccessAudiences":[1.10,2],"novelty":{"a":{"b":[{"n":1e400,"dup":1,"dup":2.50}]}}}',
    );
    const tabs = recordTabs(layouts.signIns, json.value, { json, fields: fieldsOf("signIns"), limit: () => Infinity });
    const texts = tabs.flatMap(shownIn).map(({ text }) => text);
    for (const token of ["9223372036854775807", "1.10", "1e400", "2.50"]) assert.ok(texts.includes(token), token);
  });

  test("members called as every object's, and as lit's own, have headers like others", () => {
    const names = ["__proto__", "constructor", "toString", "then", "_$litType$", "_$litDirective$"];
    const record = JSON.parse(`{"targetResources":null,"novelty":[{${names.map((name) => `"${name}":"x"`).join()}}]}`) as unknown;
    const shown = linesOf(tabOf("directoryAudits", record, "basics"));
    assert.ok(shown.includes(names.join(" | ")), shown.join("\n"));
    const policies = JSON.parse(`{"authenticationDetails":[{${names.map((name) => `"${name}":"x"`).join()}}]}`) as unknown;
    assert.ok(linesOf(tabOf("signIns", policies, "authentication")).includes(names.join(" | ")));
  });
});
