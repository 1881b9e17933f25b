import path from "node:path";
import { openWindows } from "./window.ts";

let startedAt = 0;

/** A test that fails leaves a picture of every window; a window that a failed test has left open is closed at the end, and how long the file took is said. */
export const mochaHooks: Mocha.RootHookObject = {
  beforeAll() {
    startedAt = Date.now();
  },
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state !== "failed") return;
    const name = `failed ${this.currentTest.fullTitle()}`;
    // A window that is gone has no picture, and a hook that fails would end the whole suite.
    await Promise.allSettled([...openWindows].map((window) => window.screenshot(name)));
  },
  async afterAll(this: Mocha.Context) {
    for (const window of openWindows) await window.close();
    // Here, where the file runs: with its windows, and while others run.
    const file = this.test?.parent?.suites[0]?.file ?? "";
    console.log(`    ${path.basename(file)}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  },
};
