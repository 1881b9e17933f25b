import * as vscode from "vscode";
import { canHaveLastGood, lastGoodInWords, lastGoodQuestion, notLookedAt, type LastGoodQuestion } from "../../records/lastGood.ts";
import { counted } from "../../records/counted.ts";
import { notesOfValues } from "../../records/differenceTexts.ts";
import { namedInstant } from "../../records/formatInstant.ts";
import { oldAndNew } from "../../records/oldAndNew.ts";
import { recordOf } from "../../records/recordOf.ts";
import { recordTitle } from "../../records/recordTitle.ts";
import { printQuery } from "../../query/index.ts";
import { reportById, reportIds, type Report } from "../../reports/index.ts";
import { selectedRecords } from "../../sessions/selectedRecords.ts";
import { shownRecord } from "../../sessions/shownRecord.ts";
import type { GridPanel } from "../grid/gridPanel.ts";
import { against } from "./against.ts";
import { harmless } from "../harmless.ts";
import { Differences, type NamedSide } from "./differences.ts";
import { recordKey } from "./documents.ts";
import type { MeantRecord } from "./meantRecord.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";

/** Chosen in place of a record that is open. */
const lastGood = "last good";

/** So many records are compared with one; more is not read by anybody. */
export const mostCompared = 15;

/** What a command was given, when that is a record. */
function meantBy(argument: unknown): MeantRecord | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  const { connection, report, text } = argument as Readonly<Record<string, unknown>>;
  const id = reportIds.find((one) => one === report);
  return id !== undefined && typeof connection === "string" && typeof text === "string" ? { connection, report: id, text } : undefined;
}

/** The document in front, when it is of one record. */
function inFront(): MeantRecord | undefined {
  const { document } = vscode.window.activeTextEditor ?? {};
  const key = document && recordKey(document.uri);
  return key && { connection: key.connection, report: key.report, text: document.getText() };
}

const meantIn = async (grid: GridPanel, record: number): Promise<MeantRecord> => ({
  connection: grid.connectionId,
  report: grid.session.report.id,
  text: await grid.session.record(record),
});

async function rowOf(grid: GridPanel): Promise<MeantRecord | undefined> {
  const { record } = await grid.grid.selection();
  // Nobody has moved to a row yet: the first one has the focus.
  const [first] = record === undefined && grid.session.rowCount > 0 ? (await grid.session.rows(0, 1)).rows : [];
  const number = record ?? shownRecord(first)?.record;
  return number === undefined ? undefined : meantIn(grid, number);
}

const say = (message: string): void => void vscode.window.showInformationMessage(harmless(message));

interface Selected {
  /** The one that has the focus, or else the first. */
  readonly one: MeantRecord;
  /** In the order of the grid. */
  readonly others: readonly MeantRecord[];
  /** More rows are selected than these. */
  readonly hasMore: boolean;
  /** The one stands below the first of the others. */
  readonly isAfter: boolean;
}

async function selectedIn(grid: GridPanel): Promise<Selected | undefined> {
  const { record, ranges } = await grid.grid.selection();
  // One more than are compared, as the focused one may be the last of all.
  const { records: found, hasMore } = await selectedRecords(grid.session, ranges, mostCompared + 1);
  const own = record ?? found[0];
  if (own === undefined || found.length < 2) return undefined;
  const one = found.includes(own) || hasMore ? own : (found[0] ?? own);
  const all = found.filter((other) => other !== one);
  const others = all.slice(0, mostCompared);
  const texts = await Promise.all([one, ...others].map((number) => meantIn(grid, number)));
  const [first, ...rest] = texts;
  return (
    first && {
      one: first,
      others: rest,
      hasMore: hasMore || all.length > others.length,
      isAfter: found.indexOf(one) > found.indexOf(others[0] ?? one),
    }
  );
}

/** Comparisons of records, on which VS Code's diff editors are opened; read when the first one is asked for. */
export class RecordDifferences implements vscode.Disposable {
  readonly #options: RecordHelpOptions;
  readonly #differences: Differences;

  constructor(options: RecordHelpOptions) {
    this.#options = options;
    this.#differences = new Differences(options.documents);
  }

  /** Old and new values of a record: one that is given, or of the document in front, or else of the grid's row. */
  async showChanges(argument: unknown): Promise<void> {
    const meant = await this.#meant(argument);
    if (!meant) return;
    const { noun } = reportById(meant.report);
    const changes = recordOf(meant.text) && oldAndNew(meant.report, meant.text);
    if (!changes) {
      say(`This ${noun} has no old and new values. Audits and provisioning events that changed something have them.`);
      return;
    }
    const sides: readonly [string, string][] = [
      ["old", changes.old],
      ["new", changes.new],
    ];
    await this.#differences.showTexts(`${this.#title(meant)}: old and new values`, sides, notesOfValues(changes.notUnfolded));
  }

  /** Two records that are given, or the rows selected in a grid against the one that has the focus, or the document in front and another one that is open. */
  async compareRecords(given: unknown, other: unknown): Promise<void> {
    const [first, second] = [meantBy(given), meantBy(other)];
    if (first && second) {
      await this.#showTwo(first, second);
      return;
    }
    const { document } = vscode.window.activeTextEditor ?? {};
    const front = inFront();
    if (front && document) {
      const picked = await this.#pickOther(document.uri, front);
      if (picked === lastGood) await this.compareWithLastGood(front);
      else if (picked) await this.#showTwo(picked, front);
      return;
    }
    const grid = this.#options.grids.current;
    const selected = grid && (await selectedIn(grid));
    if (!selected) {
      say("Select two rows of a grid or more, or open the records that are to be compared.");
      return;
    }
    const { one, others, hasMore, isAfter } = selected;
    const [only] = others;
    if (others.length === 1 && only && !hasMore) {
      // Two stand as they do in the grid, whichever has the focus.
      await (isAfter ? this.#showTwo(only, one) : this.#showTwo(one, only));
      return;
    }
    const { noun } = reportById(one.report);
    const left = this.#side(one);
    const title = `${left.name}${against}${counted(others.length, noun)}`;
    await this.#differences.showAll(
      title,
      others.map((other) => ({ left, right: this.#side(other) })),
    );
    if (hasMore)
      say(
        `The first ${counted(others.length, "selected row")} are compared with the one that has the focus: more at once are not. Select fewer for the others.`,
      );
  }

  /** A sign-in that failed against the last one before it of the same user with the same application that worked. */
  async compareWithLastGood(argument: unknown): Promise<void> {
    const meant = await this.#meant(argument);
    if (!meant) return;
    const report = reportById(meant.report);
    const record = recordOf(meant.text);
    const question = record ? lastGoodQuestion(report, record, Date.now()) : "nobody";
    if (typeof question === "string") {
      say(
        {
          notOfReport: `This is of ${report.title.toLowerCase()}: only a failed sign-in has a last good one to be compared with.`,
          interrupted:
            "This sign-in was interrupted for another step, which is no failure: only a failed one is compared with the last good one. Compare Records takes any two.",
          worked: "This sign-in did not fail: only a failed one is compared with the last good one. Compare Records takes any two.",
          timeless:
            "This sign-in does not say when it was: there is no telling which good one was the last before it. Compare Records takes any two.",
          nobody:
            "This sign-in does not say of which user and application it is: there is no asking for a good one of the same. Compare Records takes any two.",
        }[question],
      );
      return;
    }
    const loaded = await this.#options.grids.loadedLastGood(meant.connection, question);
    if (!loaded && !question.isKept) {
      say(
        `This sign-in is older than the ${String(report.retentionDays)} days that Entra keeps, so the service was not asked for a good one before it; and no loaded one is of the same user and application. Compare Records takes any two.`,
      );
      return;
    }
    if (!loaded) {
      await this.#askForLastGood(meant, question);
      return;
    }
    await this.#showLastGood(meant, loaded.text, [
      `The last good one is from what is loaded${loaded.isLast ? ": nothing came between them." : ". A later one that is not loaded may have come between them."}`,
    ]);
    if (loaded.isLast || !question.isKept) return;
    const ask = "Ask Entra for a Later One";
    const chosen = await vscode.window.showInformationMessage(
      "The last good sign-in among those loaded is shown. A later one may not be loaded.",
      ask,
    );
    if (chosen === ask) await this.#askForLastGood(meant, question);
  }

  /** Leaves out ids and times of events in all comparisons, or shows them. */
  fold(folds: boolean): void {
    this.#differences.fold(folds);
  }

  async #askForLastGood(meant: MeantRecord, question: LastGoodQuestion): Promise<void> {
    const { grids } = this.#options;
    const report = reportById(meant.report);
    const words = lastGoodInWords(question, report, this.#options.zone(), new Date());
    const controller = new AbortController();
    let found: Awaited<ReturnType<typeof grids.askedLastGood>>;
    try {
      found = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: harmless(`Asking for the last of ${words}`), cancellable: true },
        (_, token) => {
          token.onCancellationRequested(() => controller.abort());
          return grids.askedLastGood(meant.connection, question, controller.signal);
        },
      );
    } catch (error) {
      if (!controller.signal.aborted)
        void vscode.window.showErrorMessage(
          harmless(`The last good ${report.noun} could not be asked for. ${error instanceof Error ? error.message : String(error)}`),
        );
      return;
    }
    if (found.text !== undefined) {
      await this.#showLastGood(meant, found.text, [`Asked of the service, in one request: ${words}.`, ...notLookedAt(question, report)]);
      return;
    }
    const search = "Search in a Grid";
    const bound = found.isAll ? "" : " The service has more of them than came with the one request.";
    const chosen = await vscode.window.showWarningMessage(
      harmless(`No good one was found. Asked: ${words}.${bound} ${notLookedAt(question, report).join(" ")}`),
      search,
    );
    if (chosen !== search) return;
    const text = printQuery(question.query);
    const grid = await grids.open(meant.connection, { title: `Good ${report.noun}s before`, queryText: text }, vscode.ViewColumn.Beside);
    await grid.run(text);
  }

  async #showLastGood(failed: MeantRecord, good: string, notes: readonly string[]): Promise<void> {
    const report = reportById(failed.report);
    const time = (text: string): string => {
      const value = recordOf(text)?.[report.timeField];
      return typeof value === "string" ? namedInstant(value, this.#options.zone(), new Date()) : "no time";
    };
    const between = `Left: the last good ${report.noun} (${time(good)}). Right: the failed one (${time(failed.text)}).`;
    const left = this.#side({ ...failed, text: good });
    const right = this.#side(failed);
    await this.#differences.show(`${right.name}${against}last good`, { left, right }, [between, ...notes]);
  }

  async #showTwo(one: MeantRecord, two: MeantRecord): Promise<void> {
    const [left, right] = [this.#side(one), this.#side(two)];
    await this.#differences.show(`${left.name}${against}${right.name}`, { left, right });
  }

  async #meant(argument: unknown): Promise<MeantRecord | undefined> {
    const grid = this.#options.grids.current;
    const meant = meantBy(argument) ?? inFront() ?? (grid && (await rowOf(grid)));
    if (!meant) say("Move to a row of a grid first, or open a record.");
    return meant;
  }

  async #pickOther(own: vscode.Uri, { report: id, text }: MeantRecord): Promise<MeantRecord | typeof lastGood | undefined> {
    const others = vscode.workspace.textDocuments.filter(({ uri }) => recordKey(uri) && uri.toString() !== own.toString());
    const items = others.flatMap((document) => {
      const key = recordKey(document.uri);
      const label = harmless(document.uri.path.replace(/^.*\//, "").replace(/\.json$/, ""));
      return key ? [{ label, meant: { connection: key.connection, report: key.report, text: document.getText() } }] : [];
    });
    const report = reportById(id);
    const good: { readonly label: string; readonly description: string; readonly meant: typeof lastGood } = {
      label: `The last good ${report.noun}`,
      description: "of the same user and application: a loaded one, or one request",
      meant: lastGood,
    };
    const all = [...(canHaveLastGood(report, recordOf(text)) ? [good] : []), ...items];
    if (all.length === 0) {
      say("Open another record beside this one, then compare them; or select two rows of a grid.");
      return undefined;
    }
    return (await vscode.window.showQuickPick(all, { placeHolder: "Compare with which record?", ignoreFocusOut: true }))?.meant;
  }

  #side(meant: MeantRecord): NamedSide {
    return { report: meant.report, text: meant.text, name: this.#title(meant) };
  }

  #title({ report, text }: MeantRecord): string {
    const record = recordOf(text);
    const of: Report = reportById(report);
    return record ? recordTitle(record, of, this.#options.zone()) : of.noun;
  }

  dispose(): void {
    this.#differences.dispose();
  }
}
