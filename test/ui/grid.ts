import type { Window } from "./window.ts";
import type { Frame, Locator } from "../host/browser.mjs";
import { runTimeoutMs, until } from "./until.ts";

/** A grid panel, by the title of its tab, or what that matches. Ask for the frame anew each time: VS Code replaces it when the tab is shown again. */
export class Grid {
  private readonly window: Window;
  readonly title: string | RegExp;

  constructor(window: Window, title: string | RegExp) {
    this.window = window;
    this.title = title;
  }

  frame(): Promise<Frame> {
    return this.window.webview(this.title);
  }

  async find(selector: string): Promise<Locator> {
    return (await this.frame()).locator(selector);
  }

  /** The line below the rows. */
  async status(): Promise<string> {
    return (await (await this.find(".status-text")).textContent()) ?? "";
  }

  /** Waits until the line below the rows says this. */
  async statusSays(text: string | RegExp): Promise<string> {
    await (await this.find(".status-text")).filter({ hasText: text }).waitFor({ timeout: runTimeoutMs });
    return this.status();
  }

  /** Waits until the rows of a run are there, all that the run gives without a further click. */
  async loaded(): Promise<void> {
    await (await this.find(".row:not(.skeleton) [role=gridcell]:visible")).first().waitFor({ timeout: runTimeoutMs });
    await (await this.find(".progress[hidden]")).waitFor({ state: "attached", timeout: runTimeoutMs });
    await this.drawn();
  }

  /** Waits until what is drawn are the rows of the view: those of the former one stay in sight until they come. */
  async drawn(): Promise<void> {
    await (await this.frame()).waitForFunction(drawsItsRows);
  }

  /** Texts of the cells of one column that are drawn, from the top. */
  async column(label: string): Promise<string[]> {
    await this.drawn();
    const frame = await this.frame();
    return frame.evaluate(cellsOf, await columnIndex(frame, label));
  }

  /** Waits until the cells of a column that are drawn are so: rows of another view stay in sight for a moment. */
  async columnIs(label: string, expected: RegExp | ((cells: readonly string[]) => boolean)): Promise<string[]> {
    const frame = await this.frame();
    const at = await columnIndex(frame, label);
    const isRight = typeof expected === "function" ? expected : (cells: readonly string[]) => cells.every((cell) => expected.test(cell));
    return until(
      () => frame.evaluate(cellsOf, at),
      (cells) => cells.length > 0 && isRight(cells),
      label,
    );
  }

  /** The row at a position, counted from 0. */
  async row(position: number): Promise<Locator> {
    return this.find(`.row[aria-rowindex="${position + 2}"]`);
  }

  async focusRows(): Promise<void> {
    await this.drawn();
    await (await this.row(0)).locator("[role=gridcell]").first().click();
    await (await this.find(".scroller:focus")).waitFor();
  }

  /** Opens the details with a key, unless they are open, and waits until they tell of the focused row; the focus is in the rows. */
  async showDetails(): Promise<void> {
    await (await this.find(".scroller:focus")).waitFor();
    // Which panes are open is known with the first state, before there are rows.
    if ((await (await this.find("grid-details")).count()) === 0) await this.press("Space");
    await (await this.frame()).waitForFunction(detailsFollow);
  }

  /** Filters the loaded rows, and waits until the rows shown are those. */
  async filter(text: string): Promise<void> {
    await (await this.find('input[aria-label="Filter loaded rows"]')).fill(text);
    await this.stateHas("filter", text);
    await this.drawn();
  }

  /** Waits until the host has told the grid so. */
  async stateHas(member: "filter" | "queryText", value: string): Promise<void> {
    await (
      await this.frame()
    ).waitForFunction(
      ([name, wanted]) =>
        (document.querySelector("tenant-grid") as unknown as { state?: Record<string, unknown> } | null)?.state?.[name] === wanted,
      [member, value] as const,
    );
  }

  /** What was last said to people who cannot see the grid. */
  async announced(text: string | RegExp): Promise<void> {
    await (await this.find(".announcer > *")).filter({ hasText: text }).last().waitFor({ state: "attached" });
  }

  async query(): Promise<string> {
    return (await this.find('textarea[aria-label="Query"]')).inputValue();
  }

  async typeQuery(text: string): Promise<void> {
    await (await this.find('textarea[aria-label="Query"]')).fill(text);
  }

  /** Runs a query text by the query line, whatever has taken the focus meanwhile. */
  async run(text: string): Promise<void> {
    await this.typeQuery(text);
    await (await this.find('textarea[aria-label="Query"]')).press("Enter");
  }

  /** Presses keys in the grid, once it has the focus: where in it they go is up to who pressed before. */
  async press(...keys: string[]): Promise<void> {
    await this.window.gridHasFocus();
    for (const key of keys) await this.window.page.keyboard.press(key);
  }

  async button(name: string | RegExp): Promise<Locator> {
    return (await this.frame()).getByRole("button", { name });
  }
}

async function columnIndex(frame: Frame, label: string): Promise<number> {
  const headers = await frame.locator("[role=columnheader]").allInnerTexts();
  const at = headers.findIndex((header) => header.trim().startsWith(label));
  if (at < 0) throw new Error(`No column ${label} among ${headers.join(", ")}`);
  return at;
}

/** What the page's own elements are read by. */
interface Panel {
  readonly state?: { readonly rows: number };
  readonly api: { selection(): { readonly record?: number } };
}
interface Table {
  readonly state: { readonly rows: number };
  readonly isUpdatePending: boolean;
  readonly cache: { row(index: number): unknown };
}

/** Runs in the page. */
function drawsItsRows(): boolean {
  const panel = document.querySelector<Element & Panel>("tenant-grid");
  const table = document.querySelector<Element & Table>("grid-table");
  if (!table || table.isUpdatePending || table.state !== panel?.state) return false;
  return Array.from(document.querySelectorAll<HTMLElement>(".rows .row"))
    .filter((row) => !row.hidden)
    .every((row) => !row.classList.contains("skeleton") && table.cache.row(Number(row.ariaRowIndex) - 2) !== undefined);
}

/** Runs in the page. */
function detailsFollow(): boolean {
  const { record } = document.querySelector<Element & Panel>("tenant-grid")?.api.selection() ?? {};
  const line = document.querySelector<HTMLElement>("grid-details [data-key][data-vscode-context]");
  return record !== undefined && (JSON.parse(line?.dataset["vscodeContext"] ?? "{}") as { record?: number }).record === record;
}

/** Runs in the page. */
function cellsOf(column: number): string[] {
  return Array.from(document.querySelectorAll<HTMLElement>(".rows .row:not(.skeleton)"))
    .filter((row) => !row.hidden && row.offsetParent !== null)
    .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
    .map((row) => row.querySelectorAll("[role=gridcell]")[column]?.textContent ?? "");
}

/** The demo tenant as a newcomer opens it: by the button of the view's welcome. */
export async function openDemo(window: Window): Promise<Grid> {
  await window.view("Tenant Activity");
  await window.sideBar.getByRole("button", { name: "Explore the Demo Tenant" }).click();
  const grid = new Grid(window, "Failed sign-ins");
  await grid.loaded();
  return grid;
}
