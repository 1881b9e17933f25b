import assert from "node:assert/strict";
import { errorTemplate, successTemplate } from "../../../../src/auth/personSignIn.ts";
import { contentPolicy } from "../../../../src/host/grid/contentPolicy.ts";

const directives = (policy: string): Readonly<Record<string, string>> =>
  Object.fromEntries(policy.split("; ").map((directive) => [directive.split(" ")[0] ?? "", directive.split(" ").slice(1).join(" ")]));

suite("The content security policy", () => {
  test("of a webview takes the extension's own files alone, and lets nothing out", () =>
    assert.deepEqual(directives(contentPolicy("n0nce", "https://own.example")), {
      "default-src": "'none'",
      "script-src": "'nonce-n0nce' https://own.example",
      "style-src": "https://own.example",
      "font-src": "https://own.example",
      "base-uri": "'none'",
      "form-action": "'none'",
    }));

  for (const [name, page] of Object.entries({ successTemplate, errorTemplate }))
    test(`of the page that ends a sign-in (${name}) allows its one style sheet and no more`, () => {
      const policy = directives(/content="([^"]+)"/.exec(page)?.[1] ?? "");
      assert.deepEqual(
        { ...policy, "style-src": /^'sha256-[\w+/]{43}='$/.test(policy["style-src"] ?? "") },
        { "default-src": "'none'", "style-src": true, "base-uri": "'none'", "form-action": "'none'" },
      );
      assert.doesNotMatch(page, /<script| style=| on\w+=/);
    });
});
