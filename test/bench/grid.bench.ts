import { launchBrowser, type Browser } from "../host/browser.mjs";
import type { Bench, Measure, Table } from "./bench.ts";
import { openGridPage, type GridName } from "./gridPages/openGridPage.ts";
import type { Scrolled } from "./gridPages/gridScroll.ts";
import type { GridSize } from "./gridPages/shownGrid.ts";

const rows = 1_000_000;
const roundTripMs = 8;
/** Of each way of scrolling: less for a quick look. */
const ms = Number(process.env.BENCH_SECONDS ?? 10) * 1000;
/** Of the wheel: 300 rows a second, which is five in each frame. */
const pixelsPerSecond = 6600;
const jumpRestMs = 250;
const jumps = [1, 0, 1, 0, ...Array.from({ length: 16 }, (_, at) => ((at * 7) % 17) / 17)];

type Way = "still" | "wheel" | "drag" | "jumps";
interface Watched extends Scrolled {
  /** Time that the page's thread worked, for each second. */
  readonly busyMs: number;
}
interface Figures {
  readonly ways: Readonly<Record<Way, Watched>>;
  readonly heapMb: number;
  readonly domMb: number;
  readonly nodes: number;
}

/** Opens one of the grids and scrolls it. */
async function figuresOf(
  browser: Browser,
  name: GridName,
  size?: GridSize,
): Promise<{ readonly figures: Figures; readonly size: GridSize }> {
  const page = await openGridPage(browser, name, { rows, roundTripMs, ...(size && { size }) });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await cdp.send("Performance.enable");
  const busy = async (): Promise<number> =>
    (await cdp.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration")?.value ?? NaN;
  const watch = async (scroll: () => Promise<unknown>): Promise<Watched> => {
    await page.evaluate(() => {
      window.gridScroll.watch();
    });
    const [before, start] = [await busy(), performance.now()];
    await scroll();
    const [after, end] = [await busy(), performance.now()];
    const scrolled = await page.evaluate(() => window.gridScroll.seen());
    return { ...scrolled, busyMs: ((after - before) * 1_000_000) / (end - start) };
  };
  const wheel = {
    x: 400,
    y: 500,
    yDistance: (-pixelsPerSecond * ms) / 1000,
    speed: pixelsPerSecond,
    gestureSourceType: "mouse",
    preventFling: true,
  } as const;
  const ways = {
    still: await watch(() => page.evaluate(() => window.gridScroll.rest(2000))),
    wheel: await watch(() => cdp.send("Input.synthesizeScrollGesture", wheel)),
    drag: await watch(() => page.evaluate((duration) => window.gridScroll.drag(duration), ms)),
    jumps: await watch(() =>
      page.evaluate(({ places, rest }) => window.gridScroll.jump(places, rest), { places: jumps, rest: jumpRestMs }),
    ),
  };
  // Twice: what the first frees may hold more.
  for (let time = 0; time < 2; time++) await cdp.send("HeapProfiler.collectGarbage");
  // The types are those of an older protocol.
  const heap = (await cdp.send("Runtime.getHeapUsage")) as { readonly usedSize: number; readonly embedderHeapUsedSize?: number };
  const { nodes } = await cdp.send("Memory.getDOMCounters");
  const shownSize = await page.evaluate(() => {
    const { width, height } = window.shownGrid.scroller.getBoundingClientRect();
    return { width, height };
  });
  await page.close();
  return { figures: { ways, heapMb: heap.usedSize / 1e6, domMb: (heap.embedderHeapUsedSize ?? 0) / 1e6, nodes }, size: shownSize };
}

/** A figure of ours beside the one to reach and beside the same of the others; what is 0 is nothing to divide by. */
function beside(
  name: string,
  unit: string,
  own: Figures,
  others: ReadonlyMap<string, Figures>,
  read: (figures: Figures) => number,
  goal?: number,
): Measure[] {
  const value = read(own);
  return [
    ...(goal === undefined ? [] : [{ name, value, unit, beside: { name: "to reach", value: goal } }]),
    ...[...others].map(([other, figures]) => {
      const theirs = read(figures);
      return theirs > 0
        ? { name, value, unit, beside: { name: other, value: theirs } }
        : { name: `${name}: ${other}`, value: theirs, unit };
    }),
  ];
}

export const bench: Bench = async () => {
  const browser = await launchBrowser();
  try {
    const { figures: own, size } = await figuresOf(browser, "ownGrid");
    const others = new Map([
      ["slickgrid", (await figuresOf(browser, "slickgrid", size)).figures],
      ["AG Grid", (await figuresOf(browser, "agGrid", size)).figures],
    ]);
    const table = (title: string, way: Way): Table => ({
      title,
      rows: [
        ...beside("frames", "/s", own, others, ({ ways }) => ways[way].framesPerSecond, 60),
        ...beside("time of a frame, 99th percentile", "ms", own, others, ({ ways }) => ways[way].frameMs.p99, 25),
        ...beside("time of a frame, longest", "ms", own, others, ({ ways }) => ways[way].frameMs.longest),
        ...beside("one row blank in sight, longest", "ms", own, others, ({ ways }) => ways[way].blankMs.ofOneRow, 60),
        ...beside("any row blank in sight, longest", "ms", own, others, ({ ways }) => ways[way].blankMs.ofAny),
        ...beside("frames with a blank row", "%", own, others, ({ ways }) => 100 * ways[way].blankShare),
        ...beside("work of the page in a second", "ms", own, others, ({ ways }) => ways[way].busyMs),
      ],
    });
    const seconds = String(ms / 1000);
    const all = `${rows.toLocaleString("en-US")} rows, each answer of the host after ${String(roundTripMs)} ms`;
    return [
      {
        title: `${all}: standing still, which is as good as this machine gets now`,
        rows: [
          ...beside("frames", "/s", own, others, ({ ways }) => ways.still.framesPerSecond),
          ...beside("time of a frame, 99th percentile", "ms", own, others, ({ ways }) => ways.still.frameMs.p99),
        ],
      },
      table(`${all}: wheel, 300 rows a second for ${seconds} s`, "wheel"),
      table(`${all}: scroll bar drawn to the end and back in ${seconds} s`, "drag"),
      table(`${all}: ${String(jumps.length)} jumps, to the end and back and to places far apart`, "jumps"),
      {
        title: "Page after all that scrolling, its garbage collected",
        rows: [
          ...beside("heap", "MB", own, others, ({ heapMb }) => heapMb, 20),
          ...beside("memory of the document beside the heap", "MB", own, others, ({ domMb }) => domMb),
          ...beside("nodes of the document", "", own, others, ({ nodes }) => nodes),
        ],
      },
    ];
  } finally {
    await browser.close();
  }
};
