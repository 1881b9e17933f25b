import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { commandContributions } from "../../../src/commands/contributions.ts";
import { gridIsActive, inGridTitle, inViewTitle, onItem, onSection, type Entries } from "../../../src/commands/entry.ts";
import { commands } from "../../../src/commands/index.ts";
import { missingEntries, type Manifest } from "../../support/derive.ts";
import { notStable, type Contributes } from "../../support/stablePoints.ts";

const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as Manifest & {
  readonly contributes: Contributes;
  readonly engines: { readonly vscode: string };
  readonly enabledApiProposals?: unknown;
};
const rows = (items: readonly object[]): string[] => items.map((item) => JSON.stringify(Object.entries(item).toSorted())).toSorted();

const table = {
  open: {
    title: "Open",
    icon: "json",
    palette: gridIsActive,
    menus: [inGridTitle("1_open@1"), onSection("row", "1_open@1", "rowsGrouped"), onSection(/^summary/, "2_summary@1")],
  },
  edit: {
    title: "Edit…",
    palette: false,
    menus: [inViewTitle("2_edit@1"), onItem("saved", "inline@1"), onItem("starter|saved", "2_edit@1")],
    keys: [{ key: "f2", when: "focusedView == tenantActivity.queries" }],
  },
  click: { internal: "what a click does" },
} as const satisfies Entries;

suite("The table of commands", () => {
  const { contributes } = manifest;
  const should = commandContributions(commands);
  const menus = new Set([...Object.keys(should.menus), ...Object.keys(contributes.menus)]);
  const own = (items: readonly { readonly command?: string }[] = []) =>
    items.filter(({ command }) => command?.startsWith("tenantActivity.") === true);
  const advice = "package.json is written by npm run derive: change src/commands";

  test("has an entry for each command in package.json; the message is the entries that it needs", () =>
    assert.equal(missingEntries(manifest, commands), undefined));

  test("and package.json agree on titles and icons", () => assert.deepEqual(rows(contributes.commands), rows(should.commands), advice));

  test("and package.json agree on keys", () => assert.deepEqual(rows(own(contributes.keybindings)), rows(should.keybindings), advice));

  for (const menu of menus)
    test(`and package.json agree on the menu ${menu}`, () =>
      assert.deepEqual(rows(own(contributes.menus[menu])), rows(should.menus[menu] ?? []), advice));

  test("names no handler that is not there", () => {
    const handlers = Object.values(commands).flatMap((entry) => ("handler" in entry ? [entry.handler] : []));
    assert.deepEqual(
      handlers.filter((name) => name !== undefined && !Object.hasOwn(commands, name)),
      [],
    );
  });

  test("becomes commands, menus and keys", () => {
    const onGrid = "activeWebviewPanelId == 'tenantActivity.grid'";
    const [open, edit] = [{ command: "tenantActivity.open" }, { command: "tenantActivity.edit" }];
    assert.deepEqual(commandContributions(table), {
      commands: [
        { ...open, title: "Open", category: "Tenant Activity", icon: "$(json)" },
        { ...edit, title: "Edit…", category: "Tenant Activity" },
      ],
      menus: {
        commandPalette: [
          { ...open, when: onGrid },
          { ...edit, when: "false" },
        ],
        "editor/title": [{ ...open, group: "1_open@1", when: onGrid }],
        "webview/context": [
          { ...open, group: "1_open@1", when: "webviewId == 'tenantActivity.grid' && webviewSection == 'row' && rowsGrouped" },
          { ...open, group: "2_summary@1", when: "webviewId == 'tenantActivity.grid' && webviewSection =~ /^summary/" },
        ],
        "view/title": [{ ...edit, group: "2_edit@1", when: "view == tenantActivity.queries" }],
        "view/item/context": [
          { ...edit, group: "inline@1", when: "view == tenantActivity.queries && viewItem == saved" },
          { ...edit, group: "2_edit@1", when: "view == tenantActivity.queries && viewItem =~ /starter|saved/" },
        ],
      },
      keybindings: [{ ...edit, key: "f2", when: "focusedView == tenantActivity.queries" }],
    });
  });

  test("is told what it lacks as it is to be written", () => {
    const contributes = { ...manifest.contributes, ...commandContributions(table) };
    assert.equal(missingEntries({ contributes }, table), undefined);
    assert.equal(
      missingEntries({ contributes }, { open: table.open }),
      `package.json has commands that no table of src/commands has. Put them into the one that they belong to, and run npm run derive:

  edit: { title: "Edit…", palette: false, menus: [{"menu":"view/title","group":"2_edit@1","when":"view == tenantActivity.queries"},{"menu":"view/item/context","group":"inline@1","when":"view == tenantActivity.queries && viewItem == saved"},{"menu":"view/item/context","group":"2_edit@1","when":"view == tenantActivity.queries && viewItem =~ /starter|saved/"}], keys: [{"key":"f2","when":"focusedView == tenantActivity.queries"}] },`,
    );
  });
});

suite("What the extension contributes", () => {
  test("is stable in the oldest VS Code that it admits", () => {
    const { contributes, engines, enabledApiProposals } = manifest;
    assert.deepEqual(notStable({ contributes, engine: engines.vscode }), []);
    assert.equal(enabledApiProposals, undefined);
  });

  test("may be a menu of its own, and not what is proposed, newer than that VS Code or no thing of VS Code's", () => {
    const contributes = {
      commands: [],
      chatSessions: [],
      languageModelChatProviders: [],
      submenus: [{ id: "tenantActivity.goTo" }],
      menus: { "view/title": [], "tenantActivity.goTo": [], "editor/content": [], "debug/watch/context": [], "veiw/title": [] },
    };
    const newer = ["menus/editor/content", "menus/veiw/title"];
    assert.deepEqual(
      ["^1.101.0", "^1.103.0", "^1.139.0", "^1.99.0"].map((engine) => notStable({ contributes, engine })),
      [
        ["chatSessions", "languageModelChatProviders", "menus/editor/content", "menus/debug/watch/context", "menus/veiw/title"],
        ["chatSessions", "languageModelChatProviders", ...newer],
        ["chatSessions", ...newer],
        [
          ...["commands", "chatSessions", "languageModelChatProviders", "submenus", "menus"],
          ...["menus/view/title", "menus/editor/content", "menus/debug/watch/context", "menus/veiw/title"],
        ],
      ],
    );
  });
});
