import type { GridCommand, HostApi } from "../../src/protocol/grid.ts";
import { launchBrowser, type Browser, type Page } from "../host/browser.mjs";
import { openGrid, type GridPage } from "../support/gridHarness/openGrid.ts";
import { defaultTimeoutMs } from "./until.ts";

/** The grid alone in pages of one browser, for the suite that calls this: it opens them, and after each test they are closed. */
export function gridPages() {
  let browser: Browser;
  const opened: Page[] = [];
  suiteSetup(async () => {
    browser = await launchBrowser();
  });
  teardown(async () => {
    for (const page of opened.splice(0)) await page.close();
  });
  suiteTeardown(() => browser.close());

  /** The one opened last. */
  const shown = (): Page => {
    const page = opened.at(-1);
    if (!page) throw new Error("No page is open");
    return page;
  };

  return {
    async open(what: GridPage): Promise<Page> {
      const page = await openGrid(browser, what);
      page.setDefaultTimeout(defaultTimeoutMs);
      opened.push(page);
      return page;
    },

    async press(...keys: string[]): Promise<void> {
      for (const key of keys) await shown().keyboard.press(key);
    },

    /** What the host was asked so far by one method. */
    asked: <Method extends keyof HostApi>(method: Method) =>
      shown().evaluate(
        (name) => window.fake.calls.filter((call) => call.method === name).map(({ argument }) => argument),
        method,
      ) as Promise<Parameters<HostApi[Method]>[0][]>,

    /** Sends a command of VS Code's menus and palette. */
    command: (name: GridCommand, column?: string): Promise<unknown> =>
      shown().evaluate((argument) => window.fake.far.command(argument), { command: name, ...(column !== undefined && { column }) }),

    /** Waits until people who cannot see the grid are told so. */
    said: (text: string | RegExp): Promise<void> =>
      shown().locator(".announcer > *").filter({ hasText: text }).last().waitFor({ state: "attached" }),
  };
}
