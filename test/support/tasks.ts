import { endChildren, runNode } from "./childProcess.ts";
import { endAsked } from "./ending.ts";
import {
  build,
  checkTypes,
  hostTests,
  lint,
  makePackage,
  oldestTests,
  packageFile,
  packageTests,
  pageTests,
  unitTests,
  windowTests,
} from "./checks.ts";
import { type Outcome, type Section, Sections } from "./sections.ts";

const sections = new Sections((text) => process.stdout.write(text));
const add = (title: string): Section => sections.add(title);

const inOldest = "Tests in the extension host of the oldest VS Code";

const tasks: Readonly<Record<string, (args: string[], ended: Promise<void>) => Promise<number>>> = {
  test: async () => summary(await everything()),
  ci: async () => summary([...(await everythingInTurn()), await oldestTests(add(inOldest)), ...(await packaged())]),
  check: async () => exitCode([await checkTypes(add("Types"))]),
  lint: async () => exitCode([await lint(add("Lint"))]),
  unit: async (args) => summary([await unitTests(add("Unit tests"), args)]),
  vscode: async (args) => summary(await built("Tests in the extension host", (section) => hostTests(section, args))),
  ui: async (args) =>
    summary(await built("Tests in the window", (section) => windowTests(section, args, process.env["TENANT_ACTIVITY_VSIX"]))),
  oldest: async (args) => summary(await built(inOldest, (section) => oldestTests(section, args))),
  // First which reports there are: the rest reads them.
  derive: async () => (await runNode(["test/support/reportIndexes.ts"])).code || (await runNode(["test/support/derive.ts"])).code,
  package: async (args) => exitCode([await makePackage(add("Package"), args)]),
  pictures: async () => exitCode([await build(add("Build"))]) || (await runNode(["test/support/pictures.ts"])).code,
  demo: async (args, ended) => exitCode([await build(add("Build"))]) || (await import("./demo.ts")).demo(args, ended),
  graph: async (args) => (await runNode(["test/support/demoGraph.ts", ...args])).code,
  bench: async (args) => exitCode([await build(add("Build"))]) || (await runNode(["test/bench/run.ts", ...args])).code,
};

export const taskNames: readonly string[] = Object.keys(tasks);

/** Answers with the exit code. */
export async function run(task: string, args: string[]): Promise<number> {
  const known = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
  if (!known) throw new Error(`No task ${task}: there are ${taskNames.join(", ")}.`);
  const ended = endAsked();
  void ended.then(async () => {
    await endChildren();
    if (task !== "demo") process.exit(130); // the demo has more to put away
  });
  return known(args, ended);
}

/** At the desk one may single out a test with `.only`. */
const strict = ["--forbid-only"];

/** Two lanes for two cores: what people see takes longest and only needs the build; the rest goes beside it. */
async function everything(): Promise<Outcome[]> {
  const [building, unit, types, linting] = ["Build", "Unit tests", "Types", "Lint"].map(add) as [Section, Section, Section, Section];
  const [host, window] = ["Tests in the extension host", "Tests in the window"].map(add) as [Section, Section];
  const built = build(building);
  const lanes = [
    async () => [await unitTests(unit), await after(built, host, hostTests), await checkTypes(types), await lint(linting)],
    async () => [await built, await after(built, window, windowTests)],
  ];
  return (await Promise.all(lanes.map((lane) => lane()))).flat();
}

/**
 * One after the other, as both are bound by the processor, and a window that starts beside a property test may look as if it hung. The files that open a
 * VS Code are left out: they run once, with what people get installed, after the package is made.
 */
async function everythingInTurn(): Promise<Outcome[]> {
  const [building, unit, types, linting] = ["Build", "Unit tests", "Types", "Lint"].map(add) as [Section, Section, Section, Section];
  const [host, page] = ["Tests in the extension host", "Tests in the grid's own page"].map(add) as [Section, Section];
  const built = await build(building);
  return [
    built,
    await unitTests(unit),
    await after(built, host, hostTests),
    // Neither minds what runs beside it, and each keeps one core busy.
    ...(await Promise.all([checkTypes(types), lint(linting)])),
    await pageTests(page, strict),
  ];
}

async function after(built: Outcome | Promise<Outcome>, section: Section, tests: (section: Section) => Promise<Outcome>): Promise<Outcome> {
  return (await built).failed ? notRun(section) : tests(section);
}

async function packaged(): Promise<Outcome[]> {
  const outcome = await makePackage(add("Package"));
  const contents = add("Tests of the package");
  const window = add("Tests in the window, installed from the package");
  if (outcome.failed) return [outcome, notRun(contents), notRun(window)];
  return [outcome, await packageTests(contents, strict, packageFile), await windowTests(window, strict, packageFile)];
}

async function built(title: string, tests: (section: Section) => Promise<Outcome>): Promise<Outcome[]> {
  const outcome = await build(add("Build"));
  const section = add(title);
  return [outcome, await after(outcome, section, tests)];
}

function notRun(section: Section): Outcome {
  section.start();
  return section.fail("not run without a build");
}

function exitCode(outcomes: readonly Outcome[]): number {
  return outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
}

function summary(outcomes: readonly Outcome[]): number {
  const sum = (part: "passed" | "failed"): number => outcomes.reduce((total, outcome) => total + outcome[part], 0);
  // Once more at the end: whoever reads a long log reads that.
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  return exitCode(outcomes);
}
