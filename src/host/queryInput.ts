import * as vscode from "vscode";
import { parseQuery } from "../query/index.ts";
import { loadPatterns } from "../query/loadPatterns.ts";
import { didStep } from "./firstSteps.ts";
import { problemNotes } from "./queryNotes.ts";
import { userScopeChoices } from "./scopeChoice.ts";
import { hasQuery, storeQuery, type Scope } from "./savedQueries.ts";

/** The first thing wrong with a query text, with its place and the proposal; undefined when it can be run. */
export function queryProblem(text: string): string | undefined {
  const [problem] = parseQuery(text).errors;
  if (problem === undefined) return undefined;
  const found = text.slice(problem.start, problem.end);
  const place = found.trim() ? `at “${found.slice(0, 40)}”` : `at character ${problem.start + 1}`;
  const proposal =
    problem.replacement === undefined || problem.message.includes(problem.replacement) ? "" : ` Did you mean “${problem.replacement}”?`;
  return `${problem.message} (${place})${proposal}`;
}

/** Asks for a query text, checking it while it is typed. */
export function askQuery(options: {
  readonly title: string;
  readonly value: string;
  readonly selectFrom?: number;
}): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: options.title,
    value: options.value,
    valueSelection: [options.selectFrom ?? options.value.length, options.value.length],
    prompt:
      "A report, then clauses: last 24h · where status/errorCode ne 0 · columns … · sort … · take 100. Graph URLs and $filter texts work too.",
    ignoreFocusOut: true,
    validateInput: async (text) => {
      if (text.trim() === "")
        return {
          message: "Write a report to begin with: signIns, directoryAudits or provisioning",
          severity: vscode.InputBoxValidationSeverity.Info,
        };
      await loadPatterns(text);
      const message = queryProblem(text);
      if (message !== undefined) return { message, severity: vscode.InputBoxValidationSeverity.Error };
      const remarks = problemNotes(parseQuery(text));
      return remarks.length === 0 ? undefined : { message: remarks.join(" "), severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
}

/** Asks for a name and, in a workspace, for the scope, and writes the setting. Answers with the name, or undefined when the person left. */
export async function saveQuery(text: string, proposedName: string): Promise<string | undefined> {
  const problem = queryProblem(text);
  if (problem !== undefined) throw new Error(`The query was not saved: ${problem}`);
  const name = await vscode.window.showInputBox({
    title: "Save query",
    prompt: "Name of the saved query",
    value: proposedName,
    // A grid that gets the focus back from the palette must not close the question.
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value.trim() === "") return "A name is needed";
      const taken = (["user", "workspace"] as const).find((scope) => hasQuery(scope, value.trim()));
      return (
        taken && {
          message: `Replaces the query of that name in your ${taken} settings`,
          severity: vscode.InputBoxValidationSeverity.Warning,
        }
      );
    },
  });
  if (name === undefined) return undefined;
  const scope = await askScope(name.trim());
  if (scope === undefined) return undefined;
  await storeQuery(scope, { name: name.trim(), query: text.trim() });
  didStep("save");
  return name.trim();
}

async function askScope(name: string): Promise<Scope | undefined> {
  const taken = (["user", "workspace"] as const).find((scope) => hasQuery(scope, name));
  if (taken) return taken;
  if (!vscode.workspace.workspaceFolders?.length) return "user";
  const choice = await vscode.window.showQuickPick(userScopeChoices, {
    title: "Save query",
    placeHolder: "Where to keep it",
    ignoreFocusOut: true,
  });
  return choice?.scope;
}
