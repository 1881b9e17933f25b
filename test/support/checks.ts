import { globSync, readFileSync } from "node:fs";
import { runNode } from "./childProcess.ts";
import type { Outcome, Section } from "./sections.ts";

/** Where steps keep what makes the next run quicker, and leave what they made. */
export const outputFolder = "test-output";

interface Manifest {
  readonly bin: string | Readonly<Record<string, string>>;
}

/** The script behind a command that a package installs. */
function command(packageName: string, name = packageName): string {
  const { bin } = JSON.parse(readFileSync(`node_modules/${packageName}/package.json`, "utf8")) as Manifest;
  const script = typeof bin === "string" ? bin : bin[name];
  if (!script) throw new Error(`${packageName} has no command ${name}`);
  return `node_modules/${packageName}/${script}`;
}

/** Runs one command after the other; each that fails counts as a failed test. */
async function inTurn(section: Section, commands: readonly (readonly string[])[]): Promise<Outcome> {
  section.start();
  const failures: string[] = [];
  for (const args of commands)
    if ((await runNode(args, { write: (text) => section.write(text) })).code !== 0) failures.push(`${section.title}: ${args.join(" ")}`);
  const failed = failures.length;
  section.end(failed ? `${failed} of ${commands.length} failed` : "no problems");
  return { passed: 0, failed, failures };
}

export function build(section: Section): Promise<Outcome> {
  return inTurn(section, [["esbuild.js"]]);
}

const projects = [".", "src/reports", "src/records", "src/query", "src/summary", "src/webview", "test"];

export function checkTypes(section: Section): Promise<Outcome> {
  const cache = (project: string): string => `${outputFolder}/types/${project.replaceAll(/\W/g, "_")}.json`;
  return inTurn(
    section,
    projects.map((project) => [command("typescript", "tsc"), "-p", project, "--incremental", "--tsBuildInfoFile", cache(project)]),
  );
}

export function lint(section: Section): Promise<Outcome> {
  return inTurn(section, [
    [command("eslint"), ".", "--cache", "--cache-location", `${outputFolder}/eslint.json`],
    [command("prettier"), "--check", ".", "--log-level", "warn", "--cache", "--cache-location", `${outputFolder}/prettier.json`],
  ]);
}

/** `args`: `--accept` writes down what is in the package as what should be. */
export function makePackage(section: Section, args: readonly string[] = []): Promise<Outcome> {
  return inTurn(section, [["test/support/makePackage.ts", packageFile, ...args]]);
}
export const packageFile = "tenant-activity.vsix";

/** What is in a package, and that it can be made again. */
export function packageTests(section: Section, args: readonly string[], vsix: string): Promise<Outcome> {
  return countTests(section, mocha(args, "test/package/**/*.test.ts", ["--timeout", "300000"]), { TENANT_ACTIVITY_VSIX: vsix });
}

/** A suite that ran no test has failed, whatever its exit code. */
async function countTests(section: Section, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  section.start();
  const { code, output } = await runNode(args, { write: (text) => section.write(text), env });
  const [, passed = "0", failed = "0"] = [...output.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1) ?? [];
  const outcome = {
    passed: Number(passed),
    failed: Number(failed),
    failures: Array.from(output.matchAll(/^ *FAILED (.+)$/gm), ([, failure]) => `${section.title}: ${failure}`),
  };
  if (outcome.passed + outcome.failed === 0) return section.fail("it ran no test");
  if (code !== 0 && outcome.failed === 0)
    return { ...section.fail(`it ended with code ${code} after ${passed} tests`), passed: outcome.passed };
  section.end(`${passed} passed, ${failed} failed`);
  return outcome;
}

/** Mocha on the files among the arguments, or when none is named on all that match. */
function mocha(args: readonly string[], all: string | readonly string[], options: readonly string[] = []): string[] {
  const named = args.some((arg) => globSync(arg).length > 0);
  const always = ["--ui", "tdd", "--reporter", "test/support/reporter.ts"];
  return [command("mocha"), ...always, ...options, ...args, ...(named ? [] : [all].flat())];
}

export function unitTests(section: Section, args: readonly string[] = []): Promise<Outcome> {
  return countTests(
    section,
    mocha(args, "test/unit/**/*.test.ts", ["--timeout", "60000", "--require", "./test/support/seeded.ts", "--parallel", "--jobs", "2"]),
  );
}

const allFiles = "test/ui/**/*.test.ts";
const opensWindow = (file: string): boolean => readFileSync(file, "utf8").includes("openWindow");

/** The files that open a VS Code, some of them the grid's page beside it. */
export function windowFiles(): readonly string[] {
  return globSync(allFiles).filter(opensWindow).toSorted();
}

/** The files that open the grid's page alone, made of the source: what is installed changes nothing for them. */
export function pageFiles(): readonly string[] {
  return globSync(allFiles)
    .filter((file) => !opensWindow(file))
    .toSorted();
}

/** What a person does and sees. `vsix`: the extension is installed from this package, and the files are those that can tell a difference. */
export function windowTests(section: Section, args: readonly string[] = [], vsix?: string): Promise<Outcome> {
  return seen(section, args, vsix ? windowFiles() : allFiles, vsix ? { TENANT_ACTIVITY_VSIX: vsix } : {});
}

export function pageTests(section: Section, args: readonly string[] = []): Promise<Outcome> {
  return seen(section, args, pageFiles());
}

function seen(
  section: Section,
  args: readonly string[],
  files: string | readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const options = ["--timeout", "180000", "--slow", "10000", "--require", "./test/ui/hooks.ts", "--parallel", "--jobs", "2"];
  return countTests(section, mocha(args, files, options), env);
}

export function hostTests(section: Section, args: readonly string[] = []): Promise<Outcome> {
  return countTests(section, ["test/support/extensionHost.ts", ...args]);
}

/** The suites of the extension host once more, in the oldest VS Code of the registry that `engines` admits: test/host/oldest. */
export function oldestTests(section: Section, args: readonly string[] = []): Promise<Outcome> {
  return countTests(section, ["test/support/extensionHost.ts", ...args], { VSCODE_HOST_OLDEST: "1" });
}
