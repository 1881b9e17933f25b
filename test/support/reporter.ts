import Mocha from "mocha";

const { Base } = Mocha.reporters;

/** A line for each outermost suite, with the time of its tests, and each failure, then the failures in full, and a last line that counts: `N passed, M failed`. */
export default class Reporter extends Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    let counts = { passed: 0, failed: 0, skipped: 0 };
    let ms = 0;
    // Of a suite of another process one cannot ask whose it is: its parent is only a name.
    let depth = 0;

    runner.on("suite", (suite) => {
      if (suite.root || depth++ > 0) return;
      counts = { passed: 0, failed: 0, skipped: 0 };
      ms = 0;
    });
    runner.on("test end", (test) => (ms += test.duration ?? 0));
    runner.on("pass", () => counts.passed++);
    runner.on("pending", () => counts.skipped++);
    runner.on("fail", (test, { message = "" }: Partial<Error>) => {
      counts.failed++;
      const [reason = ""] = message.split("\n", 1);
      Base.consoleLog(`  FAILED ${test.fullTitle()}: ${reason}`);
    });
    runner.on("suite end", (suite) => {
      if (suite.root || --depth > 0) return;
      const some = Object.entries(counts).flatMap(([what, count]) => (count ? [`${count} ${what}`] : []));
      Base.consoleLog(`  ${suite.title}: ${some.join(", ")} (${ms} ms)`);
    });
    runner.once("end", () => {
      if (this.failures.length) Base.list(this.failures);
      Base.consoleLog(`${this.stats.passes} passed, ${this.stats.failures} failed`);
    });
  }
}
