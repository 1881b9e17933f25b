import * as vscode from "vscode";
import type { ReportId } from "../../reports/report.ts";
import {
  isBroken,
  refOfFirst,
  withAdded,
  withChanged,
  withoutEntry,
  withRestored,
  type BrokenQuery,
  type Changed,
  type EntryPlace,
  type QueryEntry,
  type QueryList,
  type SavedQuery,
  type Scope,
} from "./queryEntries.ts";
import { starterQueries } from "./starterQueries.ts";
import type { QueryRef } from "../../sessions/queryRef.ts";

const setting = "tenantActivity.queries";
const scopes = ["user", "workspace"] as const;

/** The entry that somebody wanted to change is another one now: nothing was written. */
export class EntryChanged extends Error {
  override readonly name = "EntryChanged";
}

const workspaceAddress = (): string | undefined =>
  (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString();

function listOf(scope: Scope): QueryList {
  const value = vscode.workspace.getConfiguration().inspect(setting);
  const entries: unknown = scope === "user" ? value?.globalValue : value?.workspaceValue;
  const folder = scope === "workspace" ? workspaceAddress() : undefined;
  return { scope, ...(folder !== undefined && { folder }), entries: Array.isArray(entries) ? (entries as unknown[]) : [] };
}

export interface SavedQueries {
  /** Starter queries, then the person's own of the user and workspace settings. */
  readonly queries: readonly SavedQuery[];
  readonly broken: readonly BrokenQuery[];
}

/** What is saved now. Read anew each time: settings are small. Where they hold nothing, the query language is not loaded. */
export async function savedQueries(): Promise<SavedQueries> {
  const lists = scopes.map(listOf).filter(({ entries }) => entries.length > 0);
  if (lists.length === 0) return { queries: starterQueries(), broken: [] };
  const { readEntries } = await import("./queryLanguage.ts");
  const own = lists.flatMap(readEntries);
  return { queries: [...starterQueries(), ...own.filter((entry): entry is SavedQuery => !isBroken(entry))], broken: own.filter(isBroken) };
}

/** The first query of that name: what names alone meant in earlier versions. */
export function firstNamed(report: ReportId, name: string): QueryRef | undefined {
  const starter = starterQueries().find(({ ref }) => ref.report === report && ref.name === name);
  return starter?.ref ?? scopes.map((scope) => refOfFirst(listOf(scope), report, name)).find((ref) => ref !== undefined);
}

const target = { user: vscode.ConfigurationTarget.Global, workspace: vscode.ConfigurationTarget.Workspace } as const;

let writing: Promise<unknown> = Promise.resolve();

/** One after the other: a list read while another one is being written would undo that. Answers with the query that was changed. */
function write(scope: Scope, change: (now: readonly unknown[]) => Changed): Promise<QueryRef | undefined> {
  const work = async (): Promise<QueryRef | undefined> => {
    const list = listOf(scope);
    const { entries, index } = change(list.entries);
    await vscode.workspace.getConfiguration().update(setting, entries.length > 0 ? entries : undefined, target[scope]);
    const { readEntries } = await import("./queryLanguage.ts");
    const entry = readEntries({ ...list, entries })[index];
    return entry && !isBroken(entry) ? entry.ref : undefined;
  };
  const written = writing.then(work, work);
  writing = written;
  return written;
}

/** A sentence for what cannot be done, as nobody can tell to which entry. */
function orChanged(changed: Changed | undefined, what: string, scope: Scope): Changed {
  if (changed) return changed;
  throw new EntryChanged(
    `${what}, as your ${scope} settings have changed meanwhile. Look at it in the Tenant Activity view and try again.`,
  );
}

/** Changes one entry and leaves all others as they are. Throws `EntryChanged` when the entry is not what it was. */
export const changeQuery = (place: EntryPlace, name: string, change: Partial<QueryEntry>): Promise<QueryRef | undefined> =>
  write(place.list.scope, (now) => orChanged(withChanged(now, place, change), `The query “${name}” was not changed`, place.list.scope));

/** Deletes one entry and leaves all others as they are. Throws `EntryChanged` when the entry is not what it was. */
export const deleteQuery = async (place: EntryPlace, name: string): Promise<void> =>
  void (await write(place.list.scope, (now) =>
    orChanged(withoutEntry(now, place), `The query “${name}” was not deleted`, place.list.scope),
  ));

/** Puts a deleted entry back as it was. */
export const restoreQuery = async (place: EntryPlace): Promise<void> =>
  void (await write(place.list.scope, (now) => withRestored(now, place)));

/** Adds an entry, whatever others there are. */
export const addQuery = (scope: Scope, entry: QueryEntry): Promise<QueryRef | undefined> => write(scope, (now) => withAdded(now, entry));

export const onDidChangeSavedQueries = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(setting) && listener());
