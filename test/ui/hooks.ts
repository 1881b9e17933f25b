import { openWindows } from "./window.ts";

/** A test that fails leaves a picture of every window; a window that a failed test has left open is closed at the end. */
export const mochaHooks: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    if (this.currentTest?.state !== "failed") return;
    const name = `failed ${this.currentTest.fullTitle()}`;
    // A window that is gone has no picture, and a hook that fails would end the whole suite.
    await Promise.allSettled([...openWindows].map((window) => window.screenshot(name)));
  },
  async afterAll() {
    for (const window of openWindows) await window.close();
  },
};
