import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Separator, TextForm } from "../../../../src/results/api.ts";

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly enum?: readonly string[]; readonly default: unknown; readonly scope: string }>
      >;
    };
  };
}

suite("The settings of exports", () => {
  const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  const setting = (name: string) => {
    const { enum: values, default: usual } = contributes.configuration.properties[`tenantActivity.export.${name}`] ?? {};
    return { values, usual };
  };

  test("offer what tables can be, and are safe for spreadsheets unless a person says otherwise", () => {
    const separators: Readonly<Record<Separator, true>> = { comma: true, semicolon: true, tab: true };
    const forms: Readonly<Record<TextForm, true>> = { spreadsheetSafe: true, plain: true };
    assert.deepEqual(
      [setting("separator"), setting("textForm")],
      [
        { values: Object.keys(separators), usual: "comma" },
        { values: Object.keys(forms), usual: "spreadsheetSafe" },
      ],
    );
  });

  test("leave no workspace a say in the form", () => {
    assert.equal(contributes.configuration.properties["tenantActivity.export.textForm"]?.scope, "application");
  });
});
