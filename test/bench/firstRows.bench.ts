import path from "node:path";
import { openDemo } from "../ui/grid.ts";
import { openWindow, type Window } from "../ui/window.ts";
import type { Bench } from "./bench.ts";
import { median } from "./median.ts";

const runs = 9;

/** From the key that opens a tree's item to the frame in which the first cells of its panel are painted, in ms; each time in a new panel. */
async function untilPainted(window: Window, item: RegExp, panel: string | RegExp): Promise<number> {
  const { page } = window;
  await window.command("View: Close All Editors");
  // The service's limit of requests is not what is measured here.
  await window.status(/\d\/5/).waitFor({ state: "hidden", timeout: 30_000 });
  await window.item(item).click();
  // Clocks of the page and of its frames count from the same beginning in wall time.
  await page.evaluate(() => {
    document.addEventListener("keydown", () => ((globalThis as { pressedAt?: number }).pressedAt = Date.now()), {
      capture: true,
      once: true,
    });
  });
  await page.keyboard.press("Enter");
  const frame = await window.webview(panel);
  const painted = await frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          // Seen in this frame: it was painted with the last one at the latest.
          if (document.querySelector(".row:not(.skeleton) [role=gridcell]")?.textContent) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  return painted - (await page.evaluate(() => (globalThis as { pressedAt?: number }).pressedAt ?? NaN));
}

/** Two windows, measured by turns: what else the machine does meets both. */
export const bench: Bench = async () => {
  const ours = await openWindow({ settings: { "tenantActivity.demo.faults": { throttleAfter: 1e9 } } });
  const empty = await openWindow({ extension: path.join(import.meta.dirname, "emptyExtension") });
  try {
    const { title } = await openDemo(ours);
    await empty.view("Empty");
    const [own, others]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      others.push(await untilPainted(empty, /^Panel/, "Panel"));
      own.push(await untilPainted(ours, /^Failed sign-ins/, title));
    }
    return {
      title: `From key to first painted rows, demo tenant, beside an empty extension's panel (3 x to reach), ${runs} runs`,
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
};
