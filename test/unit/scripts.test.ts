import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { taskNames } from "../support/tasks.ts";

suite("The npm scripts", () => {
  test("name tasks that exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Readonly<Record<string, string>> };
    const named = Object.values(scripts).flatMap((script) => /^node test\/run\.mjs (\S+)$/.exec(script)?.[1] ?? []);
    assert.ok(named.length > 8);
    for (const name of named) assert.ok(taskNames.includes(name), name);
  });

  test("are those that CONTRIBUTING.md names", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Readonly<Record<string, string>> };
    const text = readFileSync("CONTRIBUTING.md", "utf8");
    for (const [, name = ""] of text.matchAll(/`npm run ([\w:]+)/g)) assert.ok(Object.hasOwn(scripts, name), name);
  });
});
