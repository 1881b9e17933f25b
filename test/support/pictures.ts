// Takes the pictures anew, of the demo tenant in a real VS Code: of the walkthrough in each kind of colour theme (media/walkthrough/STEP-KIND.png),
// of the README in a dark and a light one (docs/pictures/WHAT-KIND.png).
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import upng from "upng-js";
import { Grid, openDemo } from "../ui/grid.ts";
import { openWindow, type Theme, type Window } from "../ui/window.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** What the manifest calls the kinds of themes. */
const kinds = { dark: "dark", light: "light", hc: "highContrast", hcLight: "highContrastLight" } as const satisfies Record<string, Theme>;

interface Album {
  /** In the project's folder. */
  readonly folder: string;
  /** Few, as the pictures are of text and lines. */
  readonly colours: number;
}
/** The package holds these. */
const walkthrough: Album = { folder: "media/walkthrough", colours: 10 };
const readme: Album = { folder: "docs/pictures", colours: 24 };

type Part = readonly [x: number, y: number, width: number, height: number];

/** `part`: what of the window is shown, in CSS pixels. */
async function takeFor({ folder, colours }: Album, window: Window, name: string, [x, y, width, height]: Part): Promise<void> {
  const shot = await window.page.screenshot({ clip: { x, y, width, height } });
  const picture = upng.decode(Uint8Array.from(shot).buffer);
  const png = upng.encode(upng.toRGBA8(picture), picture.width, picture.height, colours);
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, `${name}.png`), Buffer.from(png));
  console.log(`${folder}/${name}: ${Math.round(png.byteLength / 100) / 10} KB`);
}

/** All steps, one after the other, in one theme. */
async function stepsIn(window: Window, kind: keyof typeof kinds): Promise<void> {
  const { page } = window;
  const take = takeFor.bind(undefined, walkthrough);
  await window.setTheme(kinds[kind]);
  const grid = new Grid(window, "Failed sign-ins");
  await window.tab("Failed sign-ins").click();
  await grid.loaded();
  await page.mouse.move(0, 0);
  await take(window, `run-${kind}`, [48, 36, 560, 320]);

  await window.command("View: Close Primary Side Bar");
  await grid.filter("Azure Portal");
  await grid.statusSays(/ of /);
  await take(window, `filter-${kind}`, [48, 36, 560, 290]);

  await grid.focusRows();
  await grid.press("Enter");
  await window.tab(/^sign-in .*\.json$/).waitFor();
  await page.locator(".view-line").first().waitFor();
  await take(window, `record-${kind}`, [48, 36, 520, 280]);
  await window.command("View: Close Editor");
  await grid.filter("");

  await window.command("Tenant Activity: Save Query…");
  await window.fill("Failed portal sign-ins");
  await take(window, `save-${kind}`, [150, 0, 540, 240]);
  await page.keyboard.press("Escape");

  await window.command("Tenant Activity: Sign In…");
  await window.pick("VS Code's Microsoft account");
  await window.rows.filter({ hasText: "My own organisation" }).waitFor();
  await take(window, `signIn-${kind}`, [150, 0, 540, 250]);
  await page.keyboard.press("Escape");
  await window.quickInput.waitFor({ state: "hidden" });
  await window.view("Tenant Activity");
}

/** The grid with what stands beside it, a summary, and a record as a document. */
async function readmeIn(window: Window, kind: "dark" | "light"): Promise<void> {
  const { page } = window;
  const take = takeFor.bind(undefined, readme);
  const whole: Part = [0, 0, 1440, 810];
  await window.setTheme(kinds[kind]);
  const grid = new Grid(window, "Failed sign-ins");
  await window.tab("Failed sign-ins").click();
  await grid.loaded();
  await grid.focusRows();
  await grid.showDetails();
  const facets = async (shown: boolean): Promise<void> => {
    if ((await (await grid.find("grid-facets:visible")).count()) > 0 !== shown) await (await grid.button(/^Facets/)).click();
  };
  await facets(true);
  await (await grid.find("grid-facets .facet-value")).first().waitFor();
  await page.mouse.move(0, 0);
  await take(window, `grid-${kind}`, whole);

  await facets(false);
  await grid.focusRows();
  await grid.press("s");
  await (await grid.find(".summary-content > p")).first().waitFor();
  await page.mouse.move(0, 0);
  await take(window, `summary-${kind}`, whole);

  await grid.press("s");
  await grid.focusRows();
  await grid.press("Enter");
  await window.tab(/^sign-in .*\.json$/).waitFor();
  await page.locator(".view-line").first().waitFor();
  await take(window, `record-${kind}`, whole);
  await window.command("View: Close Editor");
}

/** Opens the demo tenant in a window of this size. */
async function inWindow(width: number, height: number, pictures: (window: Window) => Promise<void>): Promise<void> {
  const window = await openWindow({
    viewport: { width, height },
    settings: {
      "workbench.colorTheme": "Dark Modern",
      "tenantActivity.timeZone": "utc",
      "window.commandCenter": false,
      "workbench.layoutControl.enabled": false,
    },
  });
  try {
    await openDemo(window);
    await pictures(window);
  } catch (error) {
    await window.screenshot("failed pictures");
    throw error;
  } finally {
    await window.close();
  }
}

await inWindow(1440, 810, async (window) => {
  for (const kind of ["dark", "light"] as const) await readmeIn(window, kind);
});
await inWindow(840, 460, async (window) => {
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) await stepsIn(window, kind);
});
