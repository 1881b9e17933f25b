import { readFileSync } from "node:fs";
import { openWindow } from "../ui/window.ts";
import type { Bench } from "./bench.ts";

const { publisher, name, displayName } = JSON.parse(readFileSync("package.json", "utf8")) as Readonly<Record<string, string>>;
const id = `${publisher}.${name}`;
const starts = 5;

/** A new window, and what its "Startup Performance" document says of the extension, in ms: load, call, finish. */
async function activation(): Promise<readonly [number, number, number]> {
  const window = await openWindow();
  try {
    await window.view(displayName ?? "");
    await window.sideBar.getByRole("treeitem").or(window.sideBar.locator(".welcome-view-content")).first().waitFor();
    await window.command("Developer: Startup Performance");
    await window.page.locator(".view-line", { hasText: "workbench" }).first().waitFor();
    const row = (await window.editorText()).split("\n").find((line) => line.startsWith(`| ${id} `));
    const [load, call, finish] = row?.split("|").flatMap((cell) => (/^\s*\d+\s*$/.test(cell) ? [Number(cell)] : [])) ?? [];
    if (load === undefined || call === undefined || finish === undefined) throw new Error(`VS Code reports no activation of ${id}: ${row}`);
    return [load, call, finish];
  } finally {
    await window.close();
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

export const bench: Bench = async () => {
  const runs: (readonly [number, number, number])[] = [];
  for (let left = starts; left; left--) runs.push(await activation());
  const parts = ["load code", "call activate", "finish activate"];
  return {
    title: `Activation as VS Code reports it, median of ${starts} starts`,
    rows: [
      {
        name: "activation",
        value: median(runs.map(([load, call, finish]) => load + call + finish)),
        unit: "ms",
        beside: { name: "limit", value: 20 },
      },
      ...parts.map((part, at) => ({ name: part, value: median(runs.map((run) => run[at] ?? NaN)), unit: "ms" })),
    ],
  };
};
