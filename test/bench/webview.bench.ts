import { bundle } from "../support/gridHarness/bundle.ts";
import { Grid, openDemo } from "../ui/grid.ts";
import { openWindow } from "../ui/window.ts";
import type { Bench, Table } from "./bench.ts";
import type { Scrolled } from "./gridPages/gridScroll.ts";
import "./gridPages/shownGrid.ts";

/** Of each way of scrolling: less for a quick look. */
const ms = Number(process.env.BENCH_SECONDS ?? 10) * 1000;
/** Of the wheel: 300 rows a second, which is five in each frame. */
const pixelsPerSecond = 6600;
const jumps = [1, 0, 1, 0, ...Array.from({ length: 16 }, (_, at) => ((at * 7) % 17) / 17)];
const jumpRestMs = 250;

/** The grid in the webview of a real VS Code, its rows from the store of results beside the extension host, while further rows arrive. */
export const bench: Bench = async () => {
  const window = await openWindow({ settings: { "tenantActivity.demo.faults": { throttleAfter: 1e9 } } });
  try {
    const first = await openDemo(window);
    await first.typeQuery("signIns last 7d");
    await first.press("Enter");
    const grid = new Grid(window, "Failed sign-ins (edited)");
    const status = await grid.statusSays(/\b([3-9]|\d\d),\d{3} rows/);
    const frame = await grid.frame();
    const script = [...(await bundle("webview", "test/bench/gridPages/webview.ts")).values()].join("");
    await frame.evaluate(`{${script}}`);
    await frame.waitForFunction(() => (globalThis as { shownGrid?: unknown }).shownGrid);
    const cdp = await window.page.context().newCDPSession(window.page);
    const box = await (await grid.find(".scroller")).boundingBox();
    if (!box) throw new Error("The grid is not shown");

    async function table(title: string, scroll: () => Promise<unknown>): Promise<Table> {
      await frame.evaluate(() => {
        globalThis.window.gridScroll.watch();
      });
      await scroll();
      const { framesPerSecond, frameMs, blankMs }: Scrolled = await frame.evaluate(() => globalThis.window.gridScroll.seen());
      return {
        title: `Webview in VS Code, ${/[\d,]+ rows/.exec(status)?.[0] ?? ""} and more to come: ${title}`,
        rows: [
          { name: "frames", value: framesPerSecond, unit: "/s", beside: { name: "to reach", value: 60 } },
          { name: "time of a frame, 99th percentile", value: frameMs.p99, unit: "ms", beside: { name: "to reach", value: 25 } },
          { name: "time of a frame, longest", value: frameMs.longest, unit: "ms" },
          { name: "one row blank in sight, longest", value: blankMs.ofOneRow, unit: "ms", beside: { name: "to reach", value: 60 } },
        ],
      };
    }
    const wheel = {
      x: box.x + 300,
      y: box.y + 300,
      yDistance: (-pixelsPerSecond * ms) / 1000,
      speed: pixelsPerSecond,
      gestureSourceType: "mouse",
      preventFling: true,
    } as const;
    return [
      await table("standing still, which is as good as this machine gets now", () =>
        frame.evaluate(() => globalThis.window.gridScroll.rest(2000)),
      ),
      await table(`wheel, 300 rows a second for ${ms / 1000} s`, () => cdp.send("Input.synthesizeScrollGesture", wheel)),
      await table(`scroll bar drawn to the end and back in ${ms / 1000} s`, () =>
        frame.evaluate((duration) => globalThis.window.gridScroll.drag(duration), ms),
      ),
      await table(`${jumps.length} jumps, to the end and back and to places far apart`, () =>
        frame.evaluate(({ places, restMs }) => globalThis.window.gridScroll.jump(places, restMs), { places: jumps, restMs: jumpRestMs }),
      ),
    ];
  } finally {
    await window.close();
  }
};
