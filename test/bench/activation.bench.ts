import { readFileSync } from "node:fs";
import path from "node:path";
import { openWindow } from "../ui/window.ts";
import type { Bench } from "./bench.ts";
import { median } from "./median.ts";

const starts = 5;
const parts = ["load code", "call activate", "finish activate"] as const;
type Parts = readonly number[];

/** A new window with one extension, and what its "Startup Performance" document says of it, in ms: load, call, finish. */
async function activation(folder: string): Promise<Parts> {
  const { publisher, name, displayName } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, string>;
  const id = `${publisher}.${name}`;
  const window = await openWindow({ extension: folder });
  try {
    await window.view(displayName ?? "");
    await window.sideBar.getByRole("treeitem").or(window.sideBar.locator(".welcome-view-content")).first().waitFor();
    await window.command("Developer: Startup Performance");
    await window.page.locator(".view-line", { hasText: "workbench" }).first().waitFor();
    const row = (await window.editorText()).split("\n").find((line) => line.startsWith(`| ${id} `));
    const times = row?.split("|").flatMap((cell) => (/^\s*\d+\s*$/.test(cell) ? [Number(cell)] : [])) ?? [];
    if (times.length < parts.length) throw new Error(`VS Code reports no activation of ${id}: ${row}`);
    return times.slice(0, parts.length);
  } finally {
    await window.close();
  }
}

const whole = (times: Parts): number => times.reduce((sum, time) => sum + time, 0);

export const bench: Bench = async () => {
  const ours: Parts[] = [];
  const empty: Parts[] = [];
  // By turns: what else the machine does meets both.
  for (let left = starts; left; left--) {
    empty.push(await activation(path.join(import.meta.dirname, "emptyExtension")));
    ours.push(await activation(path.resolve(import.meta.dirname, "../..")));
  }
  return {
    title: `Activation as VS Code reports it beside an extension that does nothing (2.2 x to reach), median of ${starts} starts`,
    rows: [
      { name: "activation", value: median(ours.map(whole)), unit: "ms", beside: { name: "empty", value: median(empty.map(whole)) } },
      ...parts.map((part, at) => ({
        name: part,
        value: median(ours.map((run) => run[at] ?? NaN)),
        unit: "ms",
        beside: { name: "empty", value: median(empty.map((run) => run[at] ?? NaN)) },
      })),
    ],
  };
};
