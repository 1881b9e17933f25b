// Takes the pictures of the walkthrough anew, of the demo tenant in a real VS Code, in each kind of colour theme: media/walkthrough/STEP-KIND.png.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import upng from "upng-js";
import { Grid, openDemo } from "../ui/grid.ts";
import { openWindow, type Theme, type Window } from "../ui/window.ts";

const folder = path.resolve(import.meta.dirname, "../../media/walkthrough");
/** What the manifest calls the kinds of themes. */
const kinds = { dark: "dark", light: "light", hc: "highContrast", hcLight: "highContrastLight" } as const satisfies Record<string, Theme>;
/** Few, as the pictures are of text and lines: the package stays small. */
const colours = 10;

/** `x`, `y`, `width` and `height`: what of the window is shown, in CSS pixels. */
async function take(window: Window, name: string, [x, y, width, height]: readonly [number, number, number, number]): Promise<void> {
  const shot = await window.page.screenshot({ clip: { x, y, width, height } });
  const picture = upng.decode(Uint8Array.from(shot).buffer);
  const png = upng.encode(upng.toRGBA8(picture), picture.width, picture.height, colours);
  writeFileSync(path.join(folder, `${name}.png`), Buffer.from(png));
  console.log(`${name}: ${Math.round(png.byteLength / 100) / 10} KB`);
}

/** All steps, one after the other, in one theme. */
async function picturesIn(window: Window, kind: keyof typeof kinds): Promise<void> {
  const { page } = window;
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

mkdirSync(folder, { recursive: true });
const window = await openWindow({
  viewport: { width: 840, height: 460 },
  settings: {
    "workbench.colorTheme": "Dark Modern",
    "tenantActivity.timeZone": "utc",
    "window.commandCenter": false,
    "workbench.layoutControl.enabled": false,
  },
});
try {
  await openDemo(window);
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) await picturesIn(window, kind);
} catch (error) {
  await window.screenshot("failed pictures");
  throw error;
} finally {
  await window.close();
}
