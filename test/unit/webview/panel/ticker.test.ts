import assert from "node:assert/strict";
import { mock } from "node:test";
import { Ticker, type Sight } from "../../../../src/webview/panel/ticker.ts";

/** A page that a test hides and shows. */
class FakePage extends EventTarget {
  hidden = false;
  see(seen: boolean): void {
    this.hidden = !seen;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

suite("What a page draws anew as time goes by", () => {
  setup(() => {
    mock.timers.enable({ apis: ["setInterval"] });
  });
  teardown(() => {
    mock.timers.reset();
  });

  function ticking() {
    const page = new FakePage();
    let drawn = 0;
    const ticker = new Ticker(page satisfies Sight, () => drawn++);
    /** How often it was drawn during so many milliseconds. */
    const during = (ms: number) => {
      const before = drawn;
      mock.timers.tick(ms);
      return drawn - before;
    };
    return { page, ticker, during, drawn: () => drawn };
  }

  test("is drawn by one timer, however often it is told, until it no longer depends on the time", () => {
    const { ticker, during } = ticking();
    const before = during(10_000);
    ticker.every(1_000);
    ticker.every(1_000);
    const running = during(10_000);
    ticker.every(5_000);
    const slower = during(10_000);
    ticker.every(undefined);
    assert.deepEqual([before, running, slower, during(10_000)], [0, 10, 2, 0]);
  });

  test("is not drawn while hidden, and at once when it is seen again", () => {
    const { page, ticker, during, drawn } = ticking();
    ticker.every(1_000);
    page.see(false);
    const hidden = during(60_000);
    ticker.every(1_000);
    const told = during(60_000);
    page.see(true);
    assert.deepEqual([hidden, told, drawn(), during(3_000)], [0, 0, 1, 3]);
  });
});
