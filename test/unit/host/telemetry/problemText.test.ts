import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { problemText, type ProblemFacts, type SettingSchema } from "../../../../src/host/telemetry/problemText.ts";

const manifest = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../../../../package.json"), "utf8")) as {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, SettingSchema & { readonly default: unknown }>> };
  };
};
const schemas = Object.entries(manifest.contributes.configuration.properties);

const facts: Omit<ProblemFacts, "settings"> = {
  versions: { extension: "0.1.0", vscode: "1.101.0", node: "v22.15.0", platform: "linux", arch: "x64" },
  appHost: "desktop",
  remoteName: undefined,
  isTrusted: true,
  connections: [],
};

/** Settings as the manifest has them, some with another value. */
const settings = (changed: Readonly<Record<string, unknown>>): ProblemFacts["settings"] =>
  schemas.map(([name, schema]) => ({
    name,
    schema,
    usual: schema.default,
    value: Object.hasOwn(changed, name) ? changed[name] : schema.default,
  }));

/** Names of somebody, wherever a text can be: as values and as names of members. */
const names = [
  "alex@contoso.com",
  "Contoso",
  "C:\\Users\\alex",
  "/home/alex/case",
  "signIns where userPrincipalName eq 'alex'",
  "https://graph.contoso.com",
  "__proto__",
];
const hostile = fc.anything({ key: fc.constantFrom(...names), values: [fc.constantFrom(...names)], withNullPrototype: true });
const told = /alex|contoso|users|proto|graph\./i;

suite("What is copied to report a problem", () => {
  test("is versions and the settings that differ, with room for the story", () =>
    assert.equal(
      problemText({
        ...facts,
        connections: [
          {
            id: "1",
            name: "Contoso",
            way: "deviceCode",
            cloud: "custom",
            tenant: "contoso.com",
            account: { username: "alex@contoso.com" },
          },
        ],
        settings: settings({
          "tenantActivity.loadLimit": 100,
          "tenantActivity.export.separator": "semicolon",
          "tenantActivity.timeZone": "Antarctica/Troll",
          "tenantActivity.queries": [{ name: "Alex", query: "signIns" }],
          "tenantActivity.customCloud": { login: "https://login.contoso.com", graph: "https://graph.contoso.com" },
          "tenantActivity.demo.faults": { shortPages: 0.5, "alex@contoso.com": 1 },
        }),
      }),
      [
        "What I did:",
        "",
        "What happened:",
        "",
        "What I expected:",
        "",
        "---",
        "Tenant Activity 0.1.0",
        "VS Code 1.101.0 (desktop; remote: none), Node v22.15.0, linux x64",
        "Workspace: trusted",
        "Connections: deviceCode in custom",
        "Settings that are not as they come:",
        "  tenantActivity.queries: 1 entry",
        "  tenantActivity.timeZone: a text of its own",
        "  tenantActivity.loadLimit: 100",
        "  tenantActivity.export.separator: semicolon",
        "  tenantActivity.demo.faults: shortPages 0.5, 1 more",
        "  tenantActivity.customCloud: 2 more",
        "",
      ].join("\n"),
    ));

  test("says so when nothing was changed", () =>
    assert.match(problemText({ ...facts, settings: settings({}) }), /\nConnections: the demo tenant alone\nSettings: all as they come\n$/));

  test("names nobody, whatever stands in settings, connections and versions", () =>
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(schemas.map(([name]) => [name, hostile]))),
        fc.oneof(hostile, fc.array(fc.record({ way: hostile, cloud: hostile, name: hostile }))),
        fc.record({ extension: hostile, vscode: hostile, node: hostile, platform: hostile, arch: hostile }),
        hostile,
        (changed, connections, versions, host) => {
          const text = problemText({ ...facts, versions, connections, appHost: host, remoteName: host, settings: settings(changed) });
          assert.doesNotMatch(text, told);
        },
      ),
    ));

  test("names nobody in a text that only begins like one that is known", () => {
    const text = problemText({
      ...facts,
      versions: { ...facts.versions, vscode: "1.101.0 alex@contoso.com", node: "v22.15.0\nalex" },
      remoteName: "ssh-remote+alex@contoso.com",
      settings: settings({ "tenantActivity.timeZone": "utc alex", "tenantActivity.export.separator": "comma\nalex" }),
    });
    assert.doesNotMatch(text, told);
  });
});
