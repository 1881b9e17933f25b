import * as vscode from "vscode";
import type { ReportId } from "../../reports/report.ts";
import { didStep } from "../firstSteps.ts";
import { harmless } from "../harmless.ts";
import type { EntryPlace, SavedQuery, Scope } from "./queryEntries.ts";
import { adHoc, isSameQuery, type QueryRef } from "../../sessions/queryRef.ts";
import { userScopeChoices } from "./scopeChoice.ts";
import { addQuery, changeQuery, savedQueries } from "./savedQueries.ts";
import type { SavedAs } from "../../sessions/sessionWorld.ts";

/** A query that a name would replace, as it stood when the person was told so. */
type Known = SavedQuery & { readonly place: EntryPlace };

/** The person's own queries of that name in that report. */
const namesakes = async (report: ReportId, name: string): Promise<readonly Known[]> =>
  (await savedQueries()).queries.filter(
    (query): query is Known => query.place !== undefined && query.ref.report === report && query.ref.name === name,
  );

/** What the name means for queries that are there already. */
function replacing(known: readonly Known[]): vscode.InputBoxValidationMessage | undefined {
  const [first, ...more] = known;
  if (!first) return undefined;
  const message =
    more.length === 0
      ? `Replaces the query of that name in your ${first.place.list.scope} settings`
      : `There are ${known.length} queries of that name: you say next which one is replaced`;
  return { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/**
 * Asks for a name and, where that is not clear, for the scope or the query to replace, and writes the setting. `of`: the query that the
 * text began as. Undefined when the person left.
 */
export async function saveQuery(text: string, proposedName: string, of?: QueryRef): Promise<SavedAs | undefined> {
  const { parseQuery, queryProblem } = await import("./queryLanguage.ts");
  const problem = queryProblem(text);
  const report = parseQuery(text).query?.report;
  if (problem !== undefined || report === undefined) throw new Error(`The query was not saved: ${problem ?? "it cannot be read."}`);
  // What the person was told last is what they agreed to.
  let told: { readonly name: string; readonly known: readonly Known[] } | undefined;
  const answer = await vscode.window.showInputBox({
    title: "Save query",
    prompt: "Name of the saved query",
    value: proposedName,
    // A grid that gets the focus back from the palette must not close the question.
    ignoreFocusOut: true,
    validateInput: async (value) => {
      if (value.trim() === "") return "A name is needed";
      const known = await namesakes(report, value.trim());
      told = { name: value.trim(), known };
      return replacing(known);
    },
  });
  const name = answer?.trim();
  if (name === undefined || name === "") return undefined;
  const query = text.trim();
  const known = told?.name === name ? told.known : await namesakes(report, name);
  const where = await askPlace(known, of);
  if (where === undefined) return undefined;
  const ref = typeof where === "string" ? await addQuery(where, { name, query }) : await changeQuery(where.place, name, { query });
  didStep("save");
  return { ref: ref ?? adHoc(report), text: query };
}

/** The query to replace, or the scope for a new one. */
async function askPlace(known: readonly Known[], of: QueryRef | undefined): Promise<Known | Scope | undefined> {
  if (known.length === 0) return askScope();
  if (known.length === 1) return known[0];
  const items = known
    .toSorted((a, b) => Number(isSameQuery(b.ref, of)) - Number(isSameQuery(a.ref, of)))
    .map((query) => ({
      label: harmless(query.ref.name),
      description: `${query.place.list.scope} settings, entry ${query.place.index + 1}`,
      detail: harmless(query.text),
      query,
    }));
  const choice = await vscode.window.showQuickPick(items, {
    title: "Save query",
    placeHolder: "Which one is replaced?",
    ignoreFocusOut: true,
  });
  return choice?.query;
}

async function askScope(): Promise<Scope | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) return "user";
  const choice = await vscode.window.showQuickPick(userScopeChoices, {
    title: "Save query",
    placeHolder: "Where to keep it",
    ignoreFocusOut: true,
  });
  return choice?.scope;
}
