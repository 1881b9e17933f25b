// Runs inside the extension host, in a downloaded VS Code and in that of test/host alike.
import Mocha from "mocha";
import { appendFileSync, globSync } from "node:fs";
import { format } from "node:util";
import Reporter from "../support/reporter.ts";

// The host of test/host gives a file for the report: what goes through the console comes out mixed with the workbench's own messages.
const file = process.env["VSCODE_HOST_REPORT"];
if (file) Mocha.reporters.Base.consoleLog = (...data: unknown[]) => appendFileSync(file, format(...data) + "\n");

export function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const grep = process.env["MOCHA_GREP"];
  const mocha = new Mocha({ ui: "tdd", color: false, timeout: 20_000, forbidOnly: true, reporter: Reporter, ...(grep && { grep }) });
  for (const test of globSync("**/*.test.cjs", { cwd: __dirname })) mocha.addFile(`${__dirname}/${test}`);
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
