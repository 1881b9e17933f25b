import assert from "node:assert/strict";
import { type Grid, openDemo } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

/** The page's own end of the wire, as a script in the page would have it. */
interface Page extends Element {
  readonly host: Readonly<Record<string, (argument?: unknown) => Promise<unknown>>>;
  readonly api: { selection(): unknown };
}

suite("The border of a grid", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "workbench.colorTheme": "Dark Modern" } });
    grid = await openDemo(window);
    await grid.statusSays(/complete/);
  });
  suiteTeardown(() => window.close());

  const logged = () => {
    const logs = [...window.written()].filter(([file]) => /Tenant Activity\.log$/.test(file));
    return Promise.resolve(Buffer.from(logs.map(([, content]) => content).join("\n"), "latin1").toString());
  };

  test("refuses what no grid asks: nothing changes, and the log says which member was wrong and nothing of it", async () => {
    const frame = await grid.frame();
    const before = await grid.column("Time");
    const answers = await frame.evaluate(async () => {
      const { host } = document.querySelector("tenant-grid") as Page;
      const messages: readonly (readonly [method: string, argument?: unknown])[] = [
        ["sort", { sort: [{ path: "hidden-in-a-path", direction: "hidden-in-a-word" }] }],
        ["columns", { columns: [], "hidden-in-a-name": 1 }],
        ["groupBy", { path: ["hidden-in-a-list"] }],
        ["act", { action: "hidden-in-an-action" }],
        ["run", { text: 5 }],
        ["cancel", "hidden-in-nothing"],
        ["constructor", {}],
        ["hidden-in-a-method", {}],
      ];
      return Promise.all(messages.map(([method, argument]) => host[method]?.(argument).then(() => "answered", String)));
    });
    assert.deepEqual(answers, [
      "RemoteError: What “sort” was called with is not as agreed (sort[].direction)",
      "RemoteError: What “columns” was called with is not as agreed",
      "RemoteError: What “groupBy” was called with is not as agreed (path)",
      "RemoteError: What “act” was called with is not as agreed (action)",
      "RemoteError: What “run” was called with is not as agreed (text)",
      "RemoteError: What “cancel” was called with is not as agreed",
      "RemoteError: No method constructor",
      "RemoteError: No method hidden-in-a-method",
    ]);
    await grid.columnIs("Time", (cells) => cells.join() === before.join());
    const log = await until(logged, (text) => text.includes("A method that there is not was called"), "the log");
    assert.match(log, /A message from a grid was refused\. What “sort” was called with is not as agreed \(sort\[\]\.direction\)/);
    assert.doesNotMatch(log, /hidden/);
  });

  test("takes no answer that is none", async () => {
    await (
      await grid.frame()
    ).evaluate(() => {
      const { api } = document.querySelector("tenant-grid") as Page;
      const { selection } = api;
      // Once: later commands get what they ask for.
      api.selection = () => {
        api.selection = selection;
        return { record: 0, ranges: "hidden" };
      };
    });
    await window.command("Tenant Activity: Open Record as JSON");
    await window.page.getByText("What “selection” answered is not as agreed (ranges)").first().waitFor();
    assert.ok((await grid.column("Time")).length > 0);
  });
});
