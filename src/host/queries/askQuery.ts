import * as vscode from "vscode";
import { loadPatterns, parseQuery, repaired } from "../../query/index.ts";
import { problemNotes } from "../../sessions/queryNotes.ts";
import { harmless } from "../harmless.ts";
import { queryProblem } from "./queryProblem.ts";

/** Asks for a query text, checking it while it is typed. Enter puts a text with errors right where each of them has a fix, and takes one without. */
export function askQuery(options: {
  readonly title: string;
  readonly value: string;
  readonly selectFrom?: number;
  /** The zone that times are shown in. */
  readonly zone: () => string;
}): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = harmless(options.title);
  box.value = options.value;
  box.valueSelection = [options.selectFrom ?? options.value.length, options.value.length];
  box.prompt =
    "A report, then clauses: last 24h · where status/errorCode ne 0 · columns … · sort … · take 100. Graph URLs and $filter texts work too.";
  box.ignoreFocusOut = true;
  const { Info, Warning, Error: Wrong } = vscode.InputBoxValidationSeverity;
  const look = async (text: string): Promise<{ readonly isRight: boolean; readonly repaired?: string }> => {
    const show = (message: string, severity: vscode.InputBoxValidationSeverity) => {
      if (box.value === text) box.validationMessage = { message, severity };
    };
    if (text.trim() === "") {
      show("Write a report to begin with: signIns, directoryAudits or provisioning", Info);
      return { isRight: false };
    }
    await loadPatterns(text);
    const calendar = { now: new Date(), zone: options.zone() };
    const message = queryProblem(text, calendar);
    if (message !== undefined) {
      const whole = repaired(text, { calendar });
      show(whole === undefined ? message : `${message} Enter writes: ${harmless(whole)}`, Wrong);
      return { isRight: false, ...(whole !== undefined && { repaired: whole }) };
    }
    const remarks = problemNotes(parseQuery(text));
    if (remarks.length > 0) show(remarks.join(" "), Warning);
    else if (box.value === text) box.validationMessage = undefined;
    return { isRight: true };
  };
  return new Promise((done) => {
    box.onDidChangeValue((text) => void look(text));
    box.onDidAccept(async () => {
      const text = box.value;
      const { isRight, repaired } = await look(text);
      if (box.value !== text) return;
      if (isRight) {
        done(text);
        box.hide();
      } else if (repaired !== undefined) {
        box.value = repaired;
        await look(repaired);
      }
    });
    box.onDidHide(() => {
      box.dispose();
      done(undefined);
    });
    box.show();
    void look(options.value);
  });
}
