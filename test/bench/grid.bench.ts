import { launchBrowser } from "../host/browser.mjs";
import { demoRecords, gridState, openGrid } from "../support/gridHarness/openGrid.ts";
import type { Bench } from "./bench.ts";

const rows = 100_000;
const roundTripMs = 8;

interface Scrolled {
  readonly framesPerSecond: number;
  readonly longestGapMs: number;
  /** From the last movement until no row is blank. */
  readonly blankMs: number;
}

/** Runs in the page: scrolls by `step` pixels a frame for `frames` frames and then watches until all rows are there. */
async function scroll({ step, frames }: { step: number; frames: number }): Promise<Scrolled> {
  const scroller = document.querySelector(".scroller") as HTMLElement;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = await frame();
  let [last, longestGapMs] = [start, 0];
  for (let at = 0; at < frames; at++) {
    scroller.scrollTop += step;
    const now = await frame();
    longestGapMs = Math.max(longestGapMs, now - last);
    last = now;
  }
  const stopped = performance.now();
  const blank = (): Element | null => document.querySelector(".rows > .row.skeleton:not([hidden])");
  while (blank() && performance.now() - stopped < 2_000) await frame();
  return { framesPerSecond: (frames * 1000) / (last - start), longestGapMs, blankMs: performance.now() - stopped };
}

/** Runs in the page: jumps to places far apart and waits each time until the rows are there; answers with the ms of each. */
async function jump(places: readonly number[]): Promise<number[]> {
  const scroller = document.querySelector(".scroller") as HTMLElement;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const took: number[] = [];
  for (const place of places) {
    scroller.scrollTop = place * (scroller.scrollHeight - scroller.clientHeight);
    const start = performance.now();
    await frame();
    while (document.querySelector(".rows > .row.skeleton:not([hidden])")) await frame();
    took.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return took;
}

export const bench: Bench = async () => {
  const browser = await launchBrowser();
  try {
    const page = await openGrid(browser, {
      state: gridState("signIns", { rows, loaded: rows }),
      records: await demoRecords("signIns"),
      delayMs: roundTripMs,
    });
    await page.locator(".rows .row:not(.skeleton)").first().waitFor();
    const still = await page.evaluate(scroll, { step: 0, frames: 300 });
    const wheel = await page.evaluate(scroll, { step: 110, frames: 600 });
    const fling = await page.evaluate(scroll, { step: 3_000, frames: 600 });
    const jumps = await page.evaluate(
      jump,
      Array.from({ length: 20 }, (_, at) => ((at * 7) % 20) / 20),
    );
    const measures = (name: string, { framesPerSecond, longestGapMs, blankMs }: Scrolled) => [
      { name: `${name}: frames`, value: framesPerSecond, unit: "/s", beside: { name: "standing still", value: still.framesPerSecond } },
      {
        name: `${name}: longest gap between frames`,
        value: longestGapMs,
        unit: "ms",
        beside: { name: "standing still", value: still.longestGapMs },
      },
      { name: `${name}: from the stop until no row is blank`, value: blankMs, unit: "ms", beside: { name: "limit", value: 100 } },
    ];
    return {
      title: `Scrolling ${rows.toLocaleString("en-US")} rows, each answer of the host after ${String(roundTripMs)} ms`,
      rows: [
        ...measures("wheel, 5 rows a frame", wheel),
        ...measures("dragged, 136 rows a frame", fling),
        { name: "jump: longest time to all rows", value: Math.max(...jumps), unit: "ms", beside: { name: "limit", value: 100 } },
      ],
    };
  } finally {
    await browser.close();
  }
};
