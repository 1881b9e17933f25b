import type { Completions, HostApi } from "../../src/protocol/grid.ts";
import type { Remote } from "../../src/rpc.ts";
import { launchBrowser } from "../host/browser.mjs";
import { demoRecords, gridState, openGrid } from "../support/gridHarness/openGrid.ts";
import type {} from "../support/gridHarness/fakeHost.ts";
import type { Bench } from "./bench.ts";
import { median } from "./median.ts";

/** Of each list. */
const rounds = 60;
const keystrokes = 400;
/** The clock of a page is too coarse for one. */
const atOnce = 20;
const query = "signIns last 7d";
const typed = `${query} where `;
const long = `${typed}${"status/errorCode eq 50126 and contains(tolower(appDisplayName), 'portal') or ".repeat(30)}`.slice(0, 1_990);

/** The query line of the grid in a page of its own, its host beside it: what a key waits for. */
export const bench: Bench = async () => {
  const [browser, records] = await Promise.all([launchBrowser(), demoRecords("signIns")]);
  try {
    const state = gridState("signIns", { queryText: query, rows: records.length, loaded: records.length });
    const page = await openGrid(browser, { state, records, delayMs: 0 });
    await page.locator(".rows > .row:not(.skeleton)").first().waitFor();
    const line = page.locator("grid-query textarea");
    await line.focus();
    await page.keyboard.press("End");
    await page.keyboard.type(typed.slice(query.length));
    await page.locator(".suggestion").first().waitFor();
    await page.keyboard.press("Escape");
    await page.evaluate(() => {
      const times: number[] = [];
      let pressed = 0;
      Object.assign(window, { popupTimes: times });
      window.addEventListener("keydown", () => (pressed = performance.now()), { capture: true });
      const place = document.querySelector<HTMLElement>(".suggest");
      if (!place) throw new Error("The query line has no place for suggestions");
      new MutationObserver(() => {
        if (!place.hidden && pressed > 0) times.push(performance.now() - pressed);
        pressed = 0;
      }).observe(place, { childList: true, attributes: true, attributeFilter: ["hidden"] });
    });
    /** Milliseconds from the key to the list in the page. */
    async function popupMs(): Promise<number> {
      await page.keyboard.press("Control+ ");
      await page.locator(".suggestion").first().waitFor();
      await page.keyboard.press("Escape");
      await page.locator(".suggest").waitFor({ state: "hidden" });
      return page.evaluate(() => (window as unknown as { popupTimes: number[] }).popupTimes.pop() ?? NaN);
    }
    const answer = await page.evaluate(
      (text) =>
        (document.querySelector("grid-query") as unknown as { host(): Remote<HostApi> }).host().complete({ text, offset: text.length }),
      typed,
    );
    const fixed = (completions: Completions | undefined) =>
      page.evaluate((value) => {
        if (value) window.fake.completions = value;
        else delete window.fake.completions;
      }, completions);
    const times: Record<"asked" | "fixed", number[]> = { asked: [], fixed: [] };
    for (let round = -5; round < rounds; round++)
      for (const kind of ["asked", "fixed"] as const) {
        await fixed(kind === "fixed" ? answer : undefined);
        const ms = await popupMs();
        if (round >= 0) times[kind].push(ms);
      }
    await fixed({ from: 0, to: 0, items: [], isWhole: true });
    await line.fill(long);
    const keyMs = await page.evaluate(
      async ({ count, together }) => {
        const element = document.querySelector("grid-query") as (HTMLElement & { updateComplete: Promise<boolean> }) | null;
        const box = element?.querySelector("textarea");
        if (!element || !box) throw new Error("There is no query line");
        const text = box.value;
        const found: number[] = [];
        for (let turn = 0; turn < count / together; turn++) {
          const start = performance.now();
          for (let key = 0; key < together; key++) {
            box.value = text + "abcdefghij".slice(0, 1 + (key % 10));
            box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: "a" }));
            await element.updateComplete;
            await Promise.resolve();
          }
          found.push((performance.now() - start) / together);
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        return found;
      },
      { count: keystrokes, together: atOnce },
    );
    return {
      title: `The query line: ${answer.items.length} suggestions, and a text of ${long.length} characters`,
      rows: [
        {
          name: "from a key to the list, asked of the host",
          value: median(times.asked),
          unit: "ms",
          beside: { name: "the same list, fixed", value: median(times.fixed) },
        },
        { name: "our part of a keystroke", value: median(keyMs), unit: "ms", beside: { name: "to reach", value: 1 } },
      ],
    };
  } finally {
    await browser.close();
  }
};
