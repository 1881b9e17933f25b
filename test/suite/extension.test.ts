import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../src/commands/index.ts";
import { createDemoTenant } from "../../src/demo/index.ts";

const id = "tenant-activity.tenant-activity";
const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found, `${id} is not installed`);
  return found;
};

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Record<string, { readonly default?: unknown }> };
  };
}
const manifest = (): Manifest => extension().packageJSON as Manifest;

const loadedBundles = (): string[] =>
  Object.keys(require.cache).flatMap((file) => (/tenant-activity|dist/.exec(file) ? [/[^/\\]+$/.exec(file)?.[0] ?? ""] : []));

suite("The extension in VS Code", () => {
  suiteSetup(() => extension().activate());

  test("runs in the VS Code that was asked for", () => {
    if (process.env["VSCODE_HOST_OLDEST"]) assert.match(vscode.version, /^1\.103\./);
    else assert.doesNotMatch(vscode.version, /^1\.103\./);
  });

  test("has a command for each that it contributes", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest().contributes.commands.filter(({ command }) => !known.has(command)),
      [],
    );
  });

  test("has no command that the table of commands does not have", async () => {
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith("tenantActivity.") && !command.startsWith("tenantActivity.queries."),
    );
    assert.deepEqual(
      registered.toSorted(),
      Object.keys(commands)
        .map((name) => `tenantActivity.${name}`)
        .toSorted(),
    );
  });

  test("reads no demo tenant before somebody opens it", () => {
    const bundles = loadedBundles();
    assert.ok(bundles.includes("extension.cjs"), bundles.join());
    assert.ok(!bundles.includes("demo.cjs"), bundles.join());
  });

  test("has its settings with their defaults", () => {
    const settings = vscode.workspace.getConfiguration();
    for (const [name, { default: expected }] of Object.entries(manifest().contributes.configuration.properties))
      assert.deepEqual(settings.inspect(name)?.defaultValue, expected, name);
  });

  test("opens the demo tenant in a grid", async () => {
    await vscode.commands.executeCommand("tenantActivity.openDemo");
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const grid = tabs.find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("tenantActivity.grid"));
    assert.equal(grid?.label, "Failed sign-ins");
  });

  suite("A document of one record", () => {
    const tenant = createDemoTenant();
    const uriOf = (record: string) =>
      vscode.Uri.from({
        scheme: "tenant-activity",
        path: "/audit.json",
        query: new URLSearchParams({ connection: "demo", report: "directoryAudits", id: record }).toString(),
      });

    test("comes from the connection that it names, without the members that belong to the answer", async () => {
      const since = new Date(Date.now() - 48 * 3600_000).toISOString();
      const request = new Request(
        `https://graph.microsoft.com/beta/auditLogs/directoryAudits?$top=1&$filter=activityDateTime ge ${since}`,
        {
          headers: { authorization: `Bearer ${tenant.token}` },
        },
      );
      const { value } = (await (await tenant.fetch(request)).json()) as { value: [{ id: string }] };
      const document = await vscode.workspace.openTextDocument(uriOf(value[0].id));
      assert.deepEqual(JSON.parse(document.getText()), value[0]);
      assert.equal(document.languageId, "json");
    });

    test("under an address of before moves to one that has the report in its path, in the same tab group", async () => {
      const since = new Date(Date.now() - 48 * 3600_000).toISOString();
      const request = new Request(
        `https://graph.microsoft.com/beta/auditLogs/directoryAudits?$top=1&$filter=activityDateTime ge ${since}`,
        { headers: { authorization: `Bearer ${tenant.token}` } },
      );
      const { value } = (await (await tenant.fetch(request)).json()) as { value: [{ id: string }] };
      const addresses = (): string[] =>
        vscode.window.tabGroups.all.flatMap(({ tabs }) =>
          tabs.flatMap(({ input }) =>
            input instanceof vscode.TabInputText && input.uri.scheme === "tenant-activity" ? [input.uri.path] : [],
          ),
        );
      const moved = new Promise<void>((resolve) => {
        const following = vscode.window.tabGroups.onDidChangeTabs(() => {
          if (addresses().join() !== "/directoryAudits/audit.json") return;
          following.dispose();
          resolve();
        });
      });
      await vscode.window.showTextDocument(uriOf(value[0].id), { preview: false });
      await moved;
      const [document] = vscode.workspace.textDocuments.filter(({ uri }) => uri.path === "/directoryAudits/audit.json");
      assert.deepEqual(JSON.parse(document?.getText() ?? ""), value[0]);
    });

    test("cannot be written, renamed or deleted", async () => {
      assert.equal(vscode.workspace.fs.isWritableFileSystem("tenant-activity"), false);
      await assert.rejects(async () => vscode.workspace.fs.writeFile(uriOf("x"), new Uint8Array()));
      await assert.rejects(async () => vscode.workspace.fs.delete(uriOf("x")));
    });

    test("that the service does not have says so", async () => {
      await assert.rejects(
        async () => vscode.workspace.fs.readFile(uriOf("Directory_0_AAAAA_1")),
        /does not have this record of Directory audits/,
      );
    });

    test("of several rows says, once their grid is gone, how to get them back", async () => {
      await assert.rejects(
        async () => vscode.workspace.fs.readFile(vscode.Uri.parse("tenant-activity:/Failed sign-ins 3 rows.ndjson")),
        /no longer loaded\. Run their query again/,
      );
    });
  });
});
