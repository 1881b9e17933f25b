import assert from "node:assert/strict";
import axe from "axe-core";
import { reportIds, type ActivityRecord, type ReportId } from "../../src/reports/index.ts";
import type { Page } from "../host/browser.mjs";
import { demoRecords, gridState } from "../support/gridHarness/openGrid.ts";
import { themes } from "../support/gridHarness/themes.ts";
import { gridPages } from "./gridPages.ts";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const memory = (tab?: string) => ({
  columns: [],
  sort: [],
  filter: "",
  title: "",
  queryText: "",
  scrollTop: 0,
  details: { open: true, size: 0.5, ...(tab !== undefined && { tab }) },
  facets: { open: false, size: 260, paths: [] },
  histogram: { open: false },
  focus: { row: 0, column: 0 },
});

/** The details in the grid's page, with the keyboard only. */
suite("The details' page", () => {
  const pages = gridPages();
  const { press, asked } = pages;
  let page: Page;
  const demo = {} as Record<ReportId, ActivityRecord[]>;
  suiteSetup(async () => {
    for (const id of reportIds) demo[id] = await demoRecords(id);
  });

  interface Shown {
    readonly report?: ReportId;
    readonly tab?: string;
    readonly width?: number;
    readonly zone?: string;
  }
  async function open(
    records: readonly ActivityRecord[],
    { report = "signIns", tab, width = 1280, zone = "utc" }: Shown = {},
    theme: object = {},
  ): Promise<void> {
    page = await pages.open({
      state: gridState(report, { rows: records.length, loaded: records.length, zone }),
      records,
      memory: memory(tab),
      width,
      ...theme,
    });
    await page.locator(".panel :is([data-key], .note, [role=treeitem])").first().waitFor();
  }
  const focused = () =>
    page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["key"] ?? document.activeElement?.textContent?.trim());
  const focusedIs = (key: string) => page.locator(`[data-key="${key}"]:focus`).waitFor();
  const openTab = () => page.locator("[role=tab][aria-selected=true]").innerText();
  const failed = () => demo.signIns.filter((record) => (record["status"] as { errorCode: number }).errorCode === 50126);

  test("F6 comes to the details, arrow keys go along the values and up to the tabs", async () => {
    await open(failed());
    await page.locator(".scroller").focus();
    await press("F6");
    await focusedIs("status/errorCode");
    await press("ArrowDown");
    await focusedIs("status/failureReason");
    await press("Home", "ArrowUp");
    assert.equal(await focused(), "Basics");
    await press("ArrowRight");
    assert.equal(await openTab(), "Location");
    await press("ArrowDown");
    await focusedIs("ipAddress");
    await press("ArrowUp", "End");
    assert.equal(await openTab(), "JSON");
    await press("ArrowRight");
    assert.equal(await openTab(), "Basics");
  });

  test("the error code is explained, with the words of the record below", async () => {
    await open(failed());
    const explanation = page.locator(".explanation");
    assert.match((await explanation.textContent()) ?? "", /50126 · InvalidUserNameOrPassword/);
    assert.deepEqual(await asked("explain"), [{ code: 50126 }]);
    await page.locator('[data-key="status/failureReason"]').filter({ hasText: "Invalid username or password" }).waitFor();
  });

  test("a failed one leads to the last good one, one that was interrupted for another step does not", async () => {
    const [one] = failed();
    await open([one!, { ...one!, id: "interrupted", status: { errorCode: 50140 } }]);
    const lastGood = page.locator('[data-with="lastGood"]');
    await lastGood.waitFor();
    await page.locator('[data-key="status/errorCode"]').focus();
    await press("Alt+ArrowDown");
    await page.locator(".explanation").filter({ hasText: "50140" }).waitFor();
    assert.equal(await lastGood.count(), 0);
  });

  test("the next record keeps the tab and the focused value; the tab comes back after a reload", async () => {
    const [first, second] = demo.signIns.filter((record) => record["ipAddress"] !== demo.signIns[0]?.["ipAddress"]);
    await open([first!, second!], { tab: "location" });
    await page.locator('[data-key="ipAddress"]').focus();
    await press("Alt+ArrowDown");
    await page
      .locator('[data-key="ipAddress"]:focus')
      .filter({ hasText: second!["ipAddress"] as string })
      .waitFor();
    assert.equal(await openTab(), "Location");
    await press("Alt+ArrowUp");
    await page
      .locator('[data-key="ipAddress"]:focus')
      .filter({ hasText: first!["ipAddress"] as string })
      .waitFor();
    await page.getByRole("tab", { name: "Device" }).click();
    await page.waitForFunction(() => (window.fake.memory as { details: { tab?: string } }).details.tab === "device");
  });

  test("where the next record lacks the focused value, the focus stays in the pane", async () => {
    await open(
      [
        { id: "1", createdDateTime: "2026-11-20T10:00:00Z", ipAddress: "192.0.2.1", autonomousSystemNumber: 64500 },
        { id: "2", createdDateTime: "2026-11-20T09:00:00Z", ipAddress: "192.0.2.2" },
      ],
      { tab: "location" },
    );
    await page.locator('[data-key="autonomousSystemNumber"]').focus();
    await press("Alt+ArrowDown");
    await page.locator(".panel:focus").filter({ hasText: "192.0.2.2" }).waitFor();
    await press("Alt+ArrowUp");
    await focusedIs("autonomousSystemNumber");
    await press("Escape");
    await page.locator(".scroller:focus").waitFor();
  });

  test("keys copy the value as the service sent it, and its path", async () => {
    await open(failed(), { tab: "authentication" });
    await page.locator('[data-key="authenticationDetails/0/authenticationStepDateTime"]').focus();
    await press("Control+c", "Control+Shift+c");
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "copyText").length === 2);
    const steps = failed()[0]!["authenticationDetails"] as { authenticationStepDateTime: string }[];
    assert.deepEqual(await asked("copyText"), [
      { text: steps[0]?.authenticationStepDateTime },
      { text: "authenticationDetails/[]/authenticationStepDateTime" },
    ]);
    await press("ArrowRight");
    await focusedIs("authenticationDetails/0/authenticationMethod");
  });

  test("plus and minus filter by the focused value, with Alt beside", async () => {
    await open(failed());
    await page.locator('[data-key="status/errorCode"]').focus();
    await press("+", "-", "Alt+-");
    await page.waitForFunction(() => window.fake.calls.filter(({ method }) => method === "edit").length === 3);
    const change = (pick: string) => ({ kind: "value", path: "status/errorCode", value: 50126, pick });
    assert.deepEqual(
      ((await asked("edit")) as { change: unknown; beside: boolean }[]).map(({ change: made, beside }) => [made, beside]),
      [
        [change("only"), false],
        [change("exclude"), false],
        [change("exclude"), true],
      ],
    );
  });

  test("policies unfold and fold by the arrow keys, and fold from within", async () => {
    const policies = [{ id: "p", displayName: "Require MFA", result: "success", enforcedGrantControls: ["Mfa"] }];
    await open([{ id: "1", appliedConditionalAccessPolicies: policies }], { tab: "conditionalAccess" });
    const policy = page.locator('[data-key="appliedConditionalAccessPolicies/0"]');
    await policy.focus();
    await press("ArrowRight");
    await page.locator('[data-key="appliedConditionalAccessPolicies/0"][aria-expanded="true"]').waitFor();
    await press("ArrowDown");
    await focusedIs("appliedConditionalAccessPolicies/0/enforcedGrantControls/0");
    await press("ArrowLeft");
    await focusedIs("appliedConditionalAccessPolicies/0");
    await press("Enter");
    await page.locator('[data-key="appliedConditionalAccessPolicies/0"][aria-expanded="false"]').waitFor();
  });

  test("empty values come and go with the eye; a tab without values says why and keeps its place", async () => {
    await open([{ id: "1", provisioningSteps: [], modifiedProperties: null, jobId: "", tenantId: "t" }], { report: "provisioning" });
    const labels = () => page.locator("[role=tab]").allTextContents();
    assert.deepEqual(
      (await labels()).map((label) => label.trim()),
      ["Basics", "Steps", "Source and target", "Modified properties", "JSON"],
    );
    assert.equal(await page.locator('[data-key="jobId"]').count(), 0);
    await page.getByRole("button", { name: "Show empty" }).click();
    await page.locator('[data-key="jobId"]').waitFor();
    await page.getByRole("button", { name: "Show empty" }).click();
    await page.getByRole("tab", { name: "Modified properties" }).click();
    await page.locator(".panel").filter({ hasText: "No attribute was written to the target." }).waitFor();
  });

  test("hostile and huge values are text that stays in the pane, at 300 pixels too", async () => {
    const hostile = {
      id: "<img src=x onerror=alert(1)>",
      userPrincipalName: "x".repeat(1_000_000),
      userDisplayName: "\u202eevil\u202c \ud800",
      status: "not an object",
      location: [1, [2]],
      deviceDetail: "odd",
      ["<b>new</b>".repeat(1_000)]: { "\u0000": "two\nlines" },
      ...(JSON.parse(
        '{"__proto__":{"polluted":true},"constructor":"c","toString":"s","then":"t","_$litType$":1,"strings":["<img src=x>"],"values":[],"_$litDirective$":{}}',
      ) as object),
      mfaDetail: { _$litType$: 1, strings: ["<img src=x>"], values: [], _$litDirective$: {} },
      conditionalAccessAudiences: Array.from({ length: 10_000 }, String),
      appliedConditionalAccessPolicies: Array.from({ length: 10_000 }, (_, at) =>
        at % 2 ? at : { displayName: "y".repeat(5_000), result: `r${String(at % 7)}` },
      ),
      authenticationDetails: [null, { authenticationMethod: "z".repeat(5_000), succeeded: { a: [1] } }],
    };
    await open([hostile], { width: 320 });
    await page.getByRole("button", { name: /Show all 1.000.000 characters/ }).waitFor();
    assert.equal(await page.locator("img, .panel b").count(), 0);
    await page.locator('[data-key="userDisplayName"]').filter({ hasText: "\\u202eevil\\u202c \\ud800" }).waitFor();
    for (const tab of await page.locator("[role=tab]").all()) {
      await tab.click();
      const wider = await page
        .locator(".panel")
        .evaluate((panel) => [panel, ...panel.querySelectorAll(".tree")].some((part) => part.scrollWidth > part.clientWidth));
      assert.equal(wider, false, (await tab.textContent()) ?? "");
      assert.ok((await page.locator(".panel [data-key], .panel [role=treeitem]").count()) < 1_000);
    }
    await page.getByRole("tab", { name: "Conditional Access" }).click();
    await page
      .getByRole("button", { name: /Show more of 9.900 further/ })
      .first()
      .click();
    await page.getByRole("button", { name: /Show more of 8.900 further/ }).waitFor();
  });

  test("the pointer has the same actions on a line, and VS Code's menus know its path", async () => {
    await open(failed());
    const address = failed()[0]!["userPrincipalName"] as string;
    const line = page.locator('[data-key="userPrincipalName"]');
    await line.hover();
    await line.getByRole("button", { name: "Copy value" }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "copyText"));
    await line.getByRole("button", { name: "Filter out this value" }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "edit"));
    assert.deepEqual(await asked("copyText"), [{ text: address }]);
    assert.deepEqual(((await asked("edit")) as { change: unknown }[])[0]?.change, {
      kind: "value",
      path: "userPrincipalName",
      value: address,
      pick: "exclude",
    });
    assert.deepEqual(JSON.parse((await line.getAttribute("data-vscode-context")) ?? ""), {
      webviewSection: "detail",
      record: 0,
      path: "userPrincipalName",
      preventDefaultContextMenuItems: true,
    });
  });

  test("a hint leads to its tab, by the pointer and by keys", async () => {
    const policy = { id: "p", displayName: "Block legacy authentication", result: "failure", enforcedGrantControls: ["Block"] };
    await open([{ id: "1", status: { errorCode: 53003 }, appliedConditionalAccessPolicies: [policy] }]);
    const link = page.getByRole("button", { name: "Open Conditional Access" });
    assert.equal(
      (await page.locator(".explanation .hint").innerText()).replaceAll(/\s+/g, " ").trim(),
      "See which policies failed under Conditional Access.",
    );
    await page.locator(".scroller").focus();
    await press("F6");
    await focusedIs("status/errorCode");
    await press("ArrowUp");
    assert.equal(await focused(), "…hint");
    await press("Enter");
    await focusedIs("appliedConditionalAccessPolicies/0");
    assert.equal(await openTab(), "Conditional Access");
    await page.getByRole("tab", { name: "Basics" }).click();
    await link.click();
    await page.locator('[data-key="appliedConditionalAccessPolicies/0"]').waitFor();
  });

  test("a code that is not in the list is told of in the record's own words, with its family", async () => {
    await open([{ id: "1", status: { errorCode: 530099, failureReason: "<b>The device</b> is \u202enot known" } }]);
    assert.equal(
      (await page.locator(".explanation").innerText()).replaceAll(/\s+/g, " ").trim(),
      "530099 Not in our list. Entra says: “<b>The device</b> is \\u202enot known”. Codes of this number are about device policies; related to 53009.",
    );
  });

  test("web addresses in what the service recommends are asked to be opened; others and hostile ones are text", async () => {
    const errorInformation = (recommendedAction: string) => ({
      provisioningStatusInfo: { status: "failure", errorInformation: { errorCode: "X", recommendedAction } },
      initiatedBy: { displayName: "https://evil.example/" },
    });
    const learn = "https://learn.microsoft.com/entra?a=b%20c";
    const hostile = [
      "javascript:alert(1)",
      "command:workbench.action.quit",
      "vscode://x/y",
      "https://learn.microsoft.com@evil.example/",
      "https://learn.microsоft.com/",
      "https://xn--e1awd7f.example/",
      `https://a.example/${"x".repeat(3_000)}`,
      "https://learn.microsoft\n.com/",
      "<a href='https://evil.example'>x</a>",
    ];
    await open(
      [
        { id: "1", ...errorInformation(`See ${learn}. Or ask https://aka.ms/help`) },
        ...hostile.map((text, at) => ({ id: String(at + 2), ...errorInformation(text) })),
      ],
      { report: "provisioning" },
    );
    const path = "provisioningStatusInfo/errorInformation/recommendedAction";
    assert.deepEqual(await page.locator(".panel [role=link]").allInnerTexts(), [learn, "https://aka.ms/help"]);
    await page.getByRole("link", { name: learn }).click();
    await page.locator(`[data-key="${path}"]`).focus();
    await press("ArrowDown", "ArrowDown", "Enter", "Control+c");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "copyText"));
    assert.deepEqual(await asked("openAddress"), [
      { record: 0, path, address: learn },
      { record: 0, path, address: "https://aka.ms/help" },
    ]);
    assert.deepEqual(await asked("copyText"), [{ text: `See ${learn}. Or ask https://aka.ms/help` }]);
    for (const at of hostile.keys()) {
      await press("Alt+ArrowDown");
      await page
        .locator('[data-key="id"]')
        .filter({ hasText: new RegExp(`^\\s*Id\\s*${String(at + 2)}\\s*$`, "i") })
        .waitFor();
      assert.deepEqual(
        await page.locator(".panel :is([role=link], a)").allInnerTexts(),
        at === 8 ? ["https://evil.example"] : [],
        hostile[at],
      );
    }
  });

  test("the tab named JSON shows the record's JSON, which folds", async () => {
    await open([{ id: "1", createdDateTime: "2026-11-20T10:00:00Z", status: { errorCode: 0, note: null }, list: ['a\n"b"', []] }], {
      tab: "json",
    });
    const shown = async () => (await page.locator(".tree .content").allInnerTexts()).map((line) => line.trim());
    const whole = [
      "{",
      '"id": "1",',
      '"createdDateTime": "2026-11-20T10:00:00Z",',
      '"status": {',
      '"errorCode": 0,',
      '"note": null',
      "},",
      '"list": [',
      '"a\\n\\"b\\"",',
      "[]",
      "]",
      "}",
    ];
    assert.deepEqual(await shown(), whole);
    await page.locator(".tree").focus();
    await press("ArrowDown", "ArrowDown", "ArrowLeft");
    await page.locator('[role=treeitem][aria-expanded="false"]').waitFor();
    assert.deepEqual(await shown(), [...whole.slice(0, 3), '"status": { errorCode, note },', ...whole.slice(7)]);
    await press("Control+c");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "copyText"));
    assert.deepEqual(await asked("copyText"), [{ text: '{\n  "errorCode": 0,\n  "note": null\n}' }]);
  });

  test("names of the directory stand apart behind ids, in the JSON as in the other tabs, and are no part of what is copied", async () => {
    const records = ["1", "2"].map((id) => ({ id, createdDateTime: "2026-11-20T10:00:00Z", userId: `user ${id}`, appId: "app" }));
    await open(records, { tab: "json" });
    await page.evaluate(() => {
      window.fake.names = [{ key: "userId", text: "<img src=x> ](command:x) \u202efdp (directory)", origin: "looked up 10:00" }];
    });
    await page.locator(".tree").focus();
    await press("Home", "ArrowDown", "ArrowDown", "Alt+ArrowDown");
    const name = page.locator(".panel .looked-up");
    await name.waitFor();
    assert.equal(await name.innerText(), "<img src=x> ](command:x) \\u202efdp (directory)");
    assert.equal(await page.locator(".panel :is(img, a)").count(), 0);
    const line = page.locator("[role=treeitem]", { has: page.locator(".looked-up") });
    assert.match(await line.innerText(), /"userId": "user 2",\s+<img/);
    assert.equal(await line.locator(".value").innerText(), '"user 2"');
    await press("Control+c");
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "copyText"));
    assert.deepEqual(await asked("copyText"), [{ text: "user 2" }]);
    await page.getByRole("tab", { name: "Basics" }).click();
    await page.locator('[data-key="userId"] .looked-up').waitFor();
  });

  test("times of a zone carry it: in the heading, behind a value, and in a table's header", async () => {
    const time = "2026-11-20T10:00:00Z";
    await open([{ id: "1", createdDateTime: time, authenticationDetails: [{ authenticationStepDateTime: time, succeeded: true }] }], {
      zone: "Asia/Kathmandu",
    });
    assert.match(await page.locator(".details-head h2").innerText(), / 20 Nov 15:45:00 \+05:45$/);
    await page.locator('[data-key="createdDateTime"]').filter({ hasText: "20 Nov 15:45:00 +05:45" }).waitFor();
    await page.getByRole("tab", { name: "Authentication" }).click();
    await page.getByRole("table", { name: "Authentication steps" }).getByRole("columnheader", { name: "Time Kathmandu" }).waitFor();
  });

  test("the record opens as JSON beside", async () => {
    await open(failed());
    await page.getByRole("button", { name: "Open as JSON beside" }).click();
    await page.waitForFunction(() => window.fake.calls.some(({ method }) => method === "openRecord"));
    assert.deepEqual(await asked("openRecord"), [{ record: 0, beside: true }]);
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`axe finds nothing in links of an explanation and of a sentence, ${name}`, async () => {
      await open([{ id: "1", status: { errorCode: 53003, failureReason: "See https://aka.ms/blocked for more." } }], {}, theme);
      await page.getByRole("link", { name: "https://aka.ms/blocked" }).waitFor();
      await page.evaluate(axe.source);
      const found = await page.evaluate(async () => {
        const { violations } = await window.axe.run("grid-details", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
      assert.deepEqual(found, []);
    });
    for (const report of reportIds) {
      test(`axe finds nothing in the tabs of ${report}, ${name}`, async () => {
        const richest = demo[report].toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).slice(0, 1);
        await open(report === "signIns" ? [...failed().slice(0, 1), ...richest] : richest, { report }, theme);
        await page.evaluate(axe.source);
        for (const tab of await page.locator("[role=tab]").all()) {
          await tab.click();
          const found = await page.evaluate(async () => {
            const { violations } = await window.axe.run("grid-details", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
          });
          assert.deepEqual(found, [], (await tab.textContent()) ?? "");
        }
      });
    }
  }
});
