import path from "node:path";
import { createDemoTenant } from "../../src/demo/index.ts";
import { askables } from "../../src/records/askables.ts";
import { jsonMembers, memberAt } from "../../src/records/jsonMembers.ts";
import { literalMarkdown } from "../../src/records/literalMarkdown.ts";
import { idsIn } from "../../src/records/lookedUp.ts";
import { memberLinks } from "../../src/records/memberLinks.ts";
import { mentionAt } from "../../src/records/mentionAt.ts";
import { valueMeaning } from "../../src/records/valueMeaning.ts";
import { clouds } from "../../src/auth/clouds.ts";
import { describeErrorCode } from "../../src/reports/errorCodes.ts";
import { reportById } from "../../src/reports/index.ts";
import { Grid, openDemo } from "../ui/grid.ts";
import { openWindow, type Window } from "../ui/window.ts";
import type { Bench, Measure, Table } from "./bench.ts";
import { median } from "./median.ts";

const runs = 9;
const now = new Date("2026-11-18T12:00:00Z");

/** Enter in a panel's page -> the frame in which the document is painted, in ms. */
async function untilShown(window: Window, panel: string | RegExp): Promise<number> {
  const { page } = window;
  const frame = await window.webview(panel);
  await window.gridHasFocus();
  await frame.evaluate(() => {
    const pressed = new Promise<number>((resolve) => {
      document.addEventListener("keydown", () => resolve(Date.now()), { capture: true, once: true });
    });
    Object.assign(globalThis, { pressed });
  });
  // Waited for before the key is pressed: the document comes in the place of the page, which is gone then.
  const pressed = frame.evaluate(() => (globalThis as { pressed?: Promise<number> }).pressed ?? NaN);
  await frame.evaluate(() => undefined);
  await page.keyboard.press("Enter");
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const lines = Array.from(document.querySelectorAll(".editor-instance .monaco-editor .view-line"));
          if (lines.some((line) => line.checkVisibility() && line.textContent.includes("{"))) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await page.keyboard.press("ControlOrMeta+w");
  await page.locator(".editor-instance .monaco-editor .view-line").first().waitFor({ state: "hidden" });
  return painted - (await pressed);
}

/** Two windows, measured by turns: what else the machine does meets both. */
async function documents(): Promise<Table> {
  const ours = await openWindow();
  const empty = await openWindow({ extension: path.join(import.meta.dirname, "emptyExtension") });
  try {
    const { title } = await openDemo(ours);
    const grid = new Grid(ours, title);
    await grid.focusRows();
    await empty.view("Empty");
    await empty.item(/^Panel/).click();
    await empty.page.keyboard.press("Enter");
    await (await empty.webview("Panel")).locator(".row").click();
    const [own, others]: [number[], number[]] = [[], []];
    for (let run = 0; run <= runs; run++) {
      const times = [await untilShown(empty, "Panel"), await untilShown(ours, title)] as const;
      // With the first one both read what they need for all.
      if (run === 0) continue;
      others.push(times[0]);
      own.push(times[1]);
      await grid.press("ArrowDown");
    }
    return {
      title: `From Enter to the painted document of a record, beside an empty one by the same way (1.5 x to reach), ${runs} runs`,
      rows: [
        { name: "median", value: median(own), unit: "ms", beside: { name: "empty", value: median(others) } },
        { name: "fastest", value: Math.min(...own), unit: "ms", beside: { name: "empty", value: Math.min(...others) } },
        { name: "slowest", value: Math.max(...own), unit: "ms", beside: { name: "empty", value: Math.max(...others) } },
      ],
    };
  } finally {
    await ours.close();
    await empty.close();
  }
}

const msOf = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

/** Each hover is done so often on a record read anew, and its fastest time counts: what else the machine does is none of it. */
const passes = 7;

/** What a hover does itself: without VS Code's way to it and back, and without the store, which looks for other records meanwhile. */
async function hovers(): Promise<Table> {
  const tenant = createDemoTenant({ now });
  const request = new Request("https://graph.microsoft.com/beta/auditLogs/signIns?$top=100", {
    headers: { authorization: `Bearer ${tenant.token}` },
  });
  const { value } = (await (await tenant.fetch(request)).json()) as { readonly value: readonly object[] };
  const [example] = value;
  // As long as records are that are read at all.
  const policies = Array.from({ length: 2_500 }, (_, at) => ({
    id: `policy ${String(at)}`,
    displayName: "x".repeat(100),
    result: "notApplied",
  }));
  const report = reportById("signIns");
  const portals = { adminCenter: clouds.global.adminCenter, hasExplorer: true, tenant: "a0000000-0000-4000-8000-000000000000" };
  interface Figures {
    /** What is made when a document opens, before anybody points at something. */
    readonly opening: number[];
    readonly first: number[];
    readonly later: number[];
  }
  const figures = (records: readonly object[]): Figures => {
    const [opening, first, later]: [number[], number[], number[]] = [[], [], []];
    for (const written of records) {
      const text = JSON.stringify(written, undefined, 2);
      const places = jsonMembers(text).filter(({ value: scalar }) => scalar !== undefined);
      const hovered = places.filter((_, index) => index % Math.ceil(places.length / 300) === 0).map(({ at }) => at.from);
      const all = Array.from({ length: passes }, () => {
        const read = { record: undefined as unknown, members: jsonMembers("") };
        const hover = (at: number): void => {
          const member = memberAt(read.members, at);
          if (!member) return;
          const options = { report, record: read.record, zone: "utc", now, explain: describeErrorCode };
          valueMeaning(member, options)?.lines.map(literalMarkdown).join("\n\n");
          mentionAt(member, report, read.record);
          idsIn(member.value, askables(report, read.record, portals.tenant));
        };
        const open = (): void => {
          Object.assign(read, { record: JSON.parse(text) as unknown, members: jsonMembers(text) });
          memberLinks(read.members, report, read.record, portals);
          askables(report, read.record, portals.tenant);
        };
        return [msOf(open), ...[text.indexOf(":") + 3, ...hovered].map((at) => msOf(() => hover(at)))];
      });
      const fastest = (all[0] ?? []).map((_, at) => Math.min(...all.map((times) => times[at] ?? NaN)));
      opening.push(...fastest.slice(0, 1));
      first.push(...fastest.slice(1, 2));
      later.push(...fastest.slice(2));
    }
    return { opening, first, later };
  };
  figures(value.slice(0, 51));
  const usual = figures(value.slice(0, 51));
  const large = figures(Array.from({ length: 5 }, () => ({ ...example, appliedConditionalAccessPolicies: policies })));
  const row = (name: string, ms: number): Measure => ({ name, value: ms, unit: "ms", beside: { name: "to reach", value: 5 } });
  return {
    title: "A hover's own part on values of records",
    rows: [
      { name: "read when the document opens, before any hover", value: median(usual.opening), unit: "ms" },
      row("first of a record", median(usual.first)),
      row("  slowest", Math.max(...usual.first)),
      row("later ones", usual.later.toSorted((a, b) => a - b)[usual.later.length >> 1] ?? NaN),
      row("  slowest", Math.max(...usual.later)),
      { name: "a record of 450,000 characters, read when it opens", value: median(large.opening), unit: "ms" },
      row("first of it", median(large.first)),
      row("later ones of it", large.later.toSorted((a, b) => a - b)[large.later.length >> 1] ?? NaN),
      row("  slowest", Math.max(...large.later)),
    ],
  };
}

/** `HOVERS=1`: without the windows. */
export const bench: Bench = async () => (process.env.HOVERS ? hovers() : [await hovers(), await documents()]);
