import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8"));

suite("The oldest VS Code of the tests", () => {
  test("is one that engines admits, and older than that of the other tests", () => {
    const { engines } = read("package.json") as { readonly engines: { readonly vscode: string } };
    /** code-server 4.103.2 has VS Code 1.103.2 in it. */
    const minor = (folder: string): number => {
      const { dependencies } = read(`${folder}/package.json`) as { readonly dependencies: { readonly "code-server": string } };
      return Number(dependencies["code-server"].split(".")[1]);
    };
    const lowest = Number(engines.vscode.split(".")[1]);
    const [oldest, newest] = [minor("test/host/oldest"), minor("test/host")];
    assert.ok(lowest <= oldest && oldest < newest, `${lowest} ${oldest} ${newest}`);
  });
});
