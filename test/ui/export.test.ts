import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readCsv } from "../unit/results/texts/csvReader.ts";
import { openDemo, type Grid } from "./grid.ts";
import { until } from "./until.ts";
import { openWindow, type Window } from "./window.ts";

interface Manifest {
  readonly rows: number;
  readonly sha256: string;
  readonly complete: boolean;
  readonly missing?: string;
  readonly query: string;
  readonly connection: string;
  readonly columns?: readonly { readonly path: string; readonly label: string }[];
  readonly form: string;
  readonly separator?: string;
  readonly fields: string;
}

/** Answers the questions of the export; the path of the file. `rows`: not asked where there is nothing to choose between. */
async function answer(window: Window, rows: string | undefined, format: string, name: string): Promise<string> {
  if (rows !== undefined) await window.pick(rows);
  await window.pick(format);
  const file = path.join(window.folder, name);
  await window.saveAs(file);
  return file;
}

function checked(file: string): { readonly text: string; readonly manifest: Manifest } {
  const manifest = JSON.parse(readFileSync(`${file}.manifest.json`, "utf8")) as Manifest;
  const bytes = readFileSync(file);
  assert.equal(manifest.sha256, createHash("sha256").update(bytes).digest("hex"));
  return { text: bytes.toString(), manifest };
}

suite("Export", () => {
  let window: Window;
  let grid: Grid;
  suiteSetup(async () => {
    window = await openWindow({ settings: { "tenantActivity.timeZone": "utc", "tenantActivity.loadLimit": 1000 } });
    grid = await openDemo(window);
    await grid.statusSays(/^1,000 rows/);
  });
  suiteTeardown(() => window.close());

  test("writes the rows of the view as CSV, with a manifest that says what is missing", async () => {
    await window.command("Tenant Activity: Export Rows…");
    const file = await answer(window, "Rows of this view", "CSV", "failed.csv");
    await window.notification("Exported 1,000 rows to failed.csv. The query has more").waitFor();
    const { text, manifest } = checked(file);
    assert.ok(text.startsWith("\uFEFF"));
    const [labels = [], ...rows] = readCsv(text.slice(1));
    assert.deepEqual(
      labels,
      manifest.columns?.map(({ label }) => label),
    );
    assert.equal(rows.length, 1000);
    assert.ok(rows.every((row) => row.length === labels.length));
    const users = await grid.column("User");
    const at = labels.indexOf("User");
    assert.deepEqual(
      rows.slice(0, 5).map((row) => row[at]),
      users.slice(0, 5),
    );
    const { query, connection, complete, missing } = manifest;
    assert.deepEqual(
      { query, connection, complete },
      { query: "signIns last 7d where status/errorCode ne 0", connection: "Contoso (demo)", complete: false },
    );
    assert.match(missing ?? "", /^Not fetched to the end: /);
  });

  test("fetches on for everything that matches, and leaves no part behind", async () => {
    await window.command("Tenant Activity: Export Rows…");
    const file = await answer(window, "Everything that matches the query", "NDJSON", "all.ndjson");
    await window.notification(/Exported 1,\d{3} rows to all\.ndjson\./).waitFor();
    const { text, manifest } = checked(file);
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly id: string; readonly status: { readonly errorCode: number } });
    assert.ok(records.length > 1000 && records.every(({ status }) => status.errorCode !== 0));
    assert.equal(new Set(records.map(({ id }) => id)).size, manifest.rows);
    await grid.statusSays(`${manifest.rows.toLocaleString("en")} rows`);
    assert.deepEqual(
      readdirSync(window.folder).filter((name) => name.includes("part")),
      [],
    );
  });

  test("asks before it takes the place of a manifest, and says whose it is", async () => {
    const theirs = path.join(window.folder, "mine.csv.manifest.json");
    writeFileSync(theirs, "mine");
    await window.command("Tenant Activity: Export Rows…");
    await answer(window, undefined, "CSV", "mine.csv");
    await window.dialog.filter({ hasText: "“mine.csv.manifest.json” is there already. Replace it?" }).waitFor();
    await window.dialog.filter({ hasText: "It was not written by an export of Tenant Activity." }).waitFor();
    await window.screenshot("export manifest there already");
    await window.dialog.getByRole("button", { name: "Choose Another Name…" }).click();
    await window.saveAs(path.join(window.folder, "other.csv"));
    await window.notification(/Exported 1,\d{3} rows to other\.csv\./).waitFor();
    assert.deepEqual([readFileSync(theirs, "utf8"), existsSync(path.join(window.folder, "mine.csv"))], ["mine", false]);

    rmSync(path.join(window.folder, "other.csv"));
    await window.command("Tenant Activity: Export Rows…");
    const file = await answer(window, undefined, "CSV", "other.csv");
    await window.dialog.filter({ hasText: "It describes the rows that were exported at 20" }).waitFor();
    await window.screenshot("export own manifest there already");
    await window.dialog.getByRole("button", { name: "Replace" }).click();
    await until(
      () => Promise.resolve(existsSync(file)),
      (isThere) => isThere,
      "the file",
    );
    await window.notification(/Exported 1,\d{3} rows to other\.csv\./).waitFor();
    checked(file);
  });

  test("says why it does not write where a link leads to nothing", async () => {
    symlinkSync("nothing", path.join(window.folder, "dead.csv"));
    await window.command("Tenant Activity: Export Rows…");
    await answer(window, undefined, "CSV", "dead.csv");
    await window.notification("“dead.csv” was not written: it is a link to a file that is not there.").waitFor();
    assert.ok(!existsSync(path.join(window.folder, "nothing")));
  });

  test("asks before it follows a link, of the rows and of the manifest, and says where each leads", async () => {
    const outside = mkdtempSync(path.join(realpathSync(os.tmpdir()), "outside-"));
    const [rows, manifest] = [path.join(outside, "shell"), path.join(outside, "profile")];
    const inside = path.join(window.folder, "linked.csv");
    const content = () => [rows, manifest].map((file) => readFileSync(file, "utf8"));
    try {
      for (const file of [rows, manifest]) writeFileSync(file, "mine");
      symlinkSync(rows, inside);
      symlinkSync(manifest, `${inside}.manifest.json`);
      const exportLinked = async () => {
        await window.command("Tenant Activity: Export Rows…");
        await answer(window, undefined, "CSV", "linked.csv");
        // The save dialog's own question is about the name.
        await window.dialog.filter({ hasText: `“linked.csv” is a link to ${rows}.` }).waitFor();
      };
      await exportLinked();
      await window.screenshot("export to a link");
      await window.dialog.locator(":focus").press("Enter");
      await window.dialog.waitFor({ state: "hidden" });
      await window.quickInput.waitFor();
      await window.leavePick();
      assert.deepEqual(content(), ["mine", "mine"]);

      await exportLinked();
      await window.dialog.getByRole("button", { name: "Replace That File" }).click();
      await window.dialog.filter({ hasText: `“linked.csv.manifest.json” is a link to ${manifest}.` }).waitFor();
      await window.dialog.getByRole("button", { name: "Cancel" }).click();
      await window.dialog.waitFor({ state: "hidden" });
      assert.deepEqual(content(), ["mine", "mine"]);

      await exportLinked();
      for (const target of [rows, manifest]) {
        await window.dialog.filter({ hasText: target }).waitFor();
        await window.dialog.getByRole("button", { name: "Replace That File" }).click();
      }
      await window.notification(/Exported 1,\d{3} rows to linked\.csv\./).waitFor();
      checked(inside);
      assert.ok(content().every((text) => text.length > 100));
    } finally {
      for (const file of [outside, inside, `${inside}.manifest.json`]) rmSync(file, { recursive: true, force: true });
    }
  });

  test("leaving the dialog writes nothing", async () => {
    await window.command("Tenant Activity: Export Rows…");
    await window.pick("JSON");
    const proposed = /\/Failed sign-ins \d{4}-\d\d-\d\d\.json$/;
    await until(
      () => window.input.inputValue(),
      (name) => proposed.test(name),
      "the name proposed",
    );
    await window.leavePick();
    assert.deepEqual(
      readdirSync(window.folder).filter((name) => name.endsWith(".json") && !name.includes("manifest")),
      [],
    );
    assert.ok(existsSync(path.join(window.folder, "all.ndjson")));
  });
});

suite("Export in a form of one's own", () => {
  let window: Window;
  suiteSetup(async () => {
    const settings = {
      "tenantActivity.export.separator": "semicolon",
      "tenantActivity.export.textForm": "plain",
      "tenantActivity.loadLimit": 1000,
    };
    window = await openWindow({ settings });
    const grid = await openDemo(window);
    await grid.statusSays(/^1,000 rows/);
  });
  suiteTeardown(() => window.close());

  test("writes all fields, in the form and by the separator that the settings say", async () => {
    await window.command("Tenant Activity: Export Rows…");
    await window.pick("Rows of this view");
    await window.page.locator(".quick-input-list", { hasText: "plain: not for spreadsheets" }).waitFor();
    await window.page.mouse.move(640, 700); // a row under the pointer shows its whole text over the others
    await window.screenshot("export formats");
    const file = await answer(window, undefined, "CSV with all fields", "fields.csv");
    await window.notification("Exported 1,000 rows to fields.csv.").waitFor();
    const { text, manifest } = checked(file);
    const { form, separator, fields, columns = [] } = manifest;
    assert.deepEqual({ form, separator, fields }, { form: "plain", separator: "semicolon", fields: "all" });
    assert.ok(columns.length > 60, `${columns.length} columns`);
    const [labels, ...rows] = readCsv(text.slice(1), ";");
    assert.deepEqual(
      labels,
      columns.map(({ label }) => label),
    );
    assert.ok(rows.length === manifest.rows && rows.every((row) => row.length === columns.length));
    const policies = columns.findIndex(({ path: field }) => field === "appliedConditionalAccessPolicies");
    assert.ok(rows.every((row) => Array.isArray(JSON.parse(row[policies] || "[]"))));
    assert.deepEqual(
      [file, `${file}.manifest.json`].map((each) => (statSync(each).mode & 0o777).toString(8)),
      ["600", "600"],
    );
  });
});
