import * as vscode from "vscode";
import { parseQuery, type Query } from "../query/index.ts";
import { reportIds, reports, type ReportId } from "../reports/index.ts";

export type Scope = "user" | "workspace";

export interface SavedQuery {
  readonly name: string;
  /** Query text. */
  readonly text: string;
  readonly description?: string;
  readonly report: ReportId;
  readonly query: Query;
  /** `starter`: comes with the report and cannot be changed. */
  readonly origin: "starter" | Scope;
}

/** An entry of the setting that cannot be run. */
export interface BrokenQuery {
  readonly name: string;
  /** What is wrong with it, with the place. */
  readonly problem: string;
  readonly origin: Scope;
  /** Where the tree shows it: under its report if that much can be read. */
  readonly report: ReportId | undefined;
  /** Position in the setting's array. */
  readonly index: number;
}

interface Entry {
  readonly name: string;
  readonly query: string;
  readonly description?: string;
}

const setting = "tenantActivity.queries";

/** Starters never change: they are parsed once, on first use. */
let starters: readonly SavedQuery[] | undefined;

function starterQueries(): readonly SavedQuery[] {
  starters ??= reports.flatMap((report) =>
    report.starters.flatMap(({ name, query: text, description }) => {
      const { query } = parseQuery(text);
      return query ? [{ name, text, description, report: report.id, query, origin: "starter" as const }] : [];
    }),
  );
  return starters;
}

function readEntry(entry: unknown, index: number, origin: Scope): SavedQuery | BrokenQuery {
  const {
    name,
    query: text,
    description,
  } = (typeof entry === "object" && entry !== null ? entry : {}) as Partial<Record<keyof Entry, unknown>>;
  const shown = typeof name === "string" && name.trim() !== "" ? name : `Entry ${index + 1}`;
  const report = typeof text === "string" ? reportIds.find((id) => new RegExp(`^\\s*${id}\\b`, "i").test(text)) : undefined;
  const broken = (problem: string): BrokenQuery => ({ name: shown, problem, origin, report, index });
  if (shown !== name) return broken("It has no name: give it a “name” that is a text.");
  if (typeof text !== "string") return broken("It has no “query”: give it a query text such as “signIns last 24h”.");
  const { query, errors } = parseQuery(text);
  if (query === undefined) {
    const [first] = errors;
    return broken(first ? `${first.message} (at character ${first.start + 1})` : "The query text cannot be read.");
  }
  return { name: shown, text, report: query.report, query, origin, ...(typeof description === "string" ? { description } : {}) };
}

function entriesOf(scope: Scope): readonly unknown[] {
  const value = vscode.workspace.getConfiguration().inspect(setting);
  const entries = scope === "user" ? value?.globalValue : value?.workspaceValue;
  return Array.isArray(entries) ? (entries as unknown[]) : [];
}

const isBroken = (entry: SavedQuery | BrokenQuery): entry is BrokenQuery => "problem" in entry;

/** Starter queries, then the person's own of the user and workspace settings. Read anew each time: settings are small. */
export function savedQueries(): { readonly queries: readonly SavedQuery[]; readonly broken: readonly BrokenQuery[] } {
  const own = (["user", "workspace"] as const).flatMap((scope) => entriesOf(scope).map((entry, index) => readEntry(entry, index, scope)));
  return { queries: [...starterQueries(), ...own.filter((entry): entry is SavedQuery => !isBroken(entry))], broken: own.filter(isBroken) };
}

const target = { user: vscode.ConfigurationTarget.Global, workspace: vscode.ConfigurationTarget.Workspace } as const;

const nameOf = (entry: unknown): unknown => (entry as Partial<Entry> | null)?.name;

/** Writes one query into the setting, in place of `replaces` or of one of the same name; every other entry stays as it is, broken ones too. */
export async function storeQuery(scope: Scope, entry: Entry, replaces = entry.name): Promise<void> {
  const entries = entriesOf(scope);
  const at = entries.findIndex((old) => nameOf(old) === replaces);
  const next = at < 0 ? [...entries, entry] : entries.with(at, entry);
  await vscode.workspace.getConfiguration().update(setting, next, target[scope]);
}

export async function deleteQuery(scope: Scope, name: string): Promise<void> {
  const left = entriesOf(scope).filter((entry) => nameOf(entry) !== name);
  await vscode.workspace.getConfiguration().update(setting, left.length > 0 ? left : undefined, target[scope]);
}

/** Whether the scope has a query of that name. */
export const hasQuery = (scope: Scope, name: string): boolean => entriesOf(scope).some((entry) => nameOf(entry) === name);

export const onDidChangeSavedQueries = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(setting) && listener());
