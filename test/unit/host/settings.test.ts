import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** Settings that a workspace may have, and why. All others are the person's alone: what a run fetches, and what is called complete, is not a folder's to say. */
const reasons: Readonly<Record<string, string>> = {
  "tenantActivity.queries": "a team keeps its queries with its workspace; none of them runs without a click",
  "tenantActivity.timeZone": "those who work on one case read its times in one zone",
  "tenantActivity.export.byteOrderMark": "the tools of a workspace read what is exported into it",
};

suite("Settings in package.json", () => {
  const { contributes, capabilities } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    contributes: { configuration: { properties: Record<string, { scope?: string; order?: number }> } };
    capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] } };
  };
  const { properties } = contributes.configuration;
  const ofWorkspace = Object.entries(properties)
    .filter(([, { scope }]) => scope !== "application" && scope !== "machine")
    .map(([name]) => name);

  test("are a workspace's to set only where there is a reason", () =>
    assert.deepEqual(ofWorkspace.toSorted(), Object.keys(reasons).toSorted()));

  test("of a workspace that nobody trusts have no effect", () => {
    const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.equal(supported, "limited");
    assert.deepEqual(
      ofWorkspace.filter((name) => !restrictedConfigurations.includes(name)),
      [],
    );
    assert.deepEqual(
      restrictedConfigurations.filter((name) => !(name in properties)),
      [],
    );
  });

  test("have each a place of their own in the settings editor", () => {
    const places = Object.values(properties).map(({ order }) => order);
    assert.equal(new Set(places).size, places.length);
  });
});
