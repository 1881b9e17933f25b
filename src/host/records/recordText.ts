import * as vscode from "vscode";
import { jsonMembers, memberAt, type TextMember } from "../../records/jsonMembers.ts";
import { reportById, type Report } from "../../reports/index.ts";
import { recordKey, type RecordKey } from "./documents.ts";

/** In longer documents nothing is read: what is shown of them is what VS Code does by itself. */
export const mostCharacters = 500_000;

/** What a document of one record has. */
export interface ReadRecord {
  readonly key: RecordKey;
  readonly report: Report;
  readonly record: unknown;
  /** In the order of their ends. */
  readonly members: readonly TextMember[];
}

const read = new WeakMap<vscode.TextDocument, { readonly version: number; readonly record: ReadRecord | undefined }>();

export const isLarge = (document: vscode.TextDocument): boolean =>
  document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > mostCharacters;

function readNow(document: vscode.TextDocument): ReadRecord | undefined {
  const key = recordKey(document.uri);
  if (!key || isLarge(document)) return undefined;
  const text = document.getText();
  try {
    return { key, report: reportById(key.report), record: JSON.parse(text), members: jsonMembers(text) };
  } catch {
    return undefined;
  }
}

/** Read once for each text of it; `undefined` for documents of several rows, and for those that are too large or no JSON. */
export function readRecord(document: vscode.TextDocument): ReadRecord | undefined {
  const known = read.get(document);
  if (known?.version === document.version) return known.record;
  const record = readNow(document);
  read.set(document, { version: document.version, record });
  return record;
}

/** The text, number or truth value there. */
export function valueThere(
  document: vscode.TextDocument,
  position: vscode.Position,
): (ReadRecord & { readonly member: TextMember }) | undefined {
  const record = readRecord(document);
  const at = document.offsetAt(position);
  const member = record && memberAt(record.members, at);
  return record && member && { ...record, member };
}

/** The value there, or else the only one of the line: wherever in it the cursor is. */
export function valueOnLine(document: vscode.TextDocument, position: vscode.Position): TextMember | undefined {
  const there = valueThere(document, position)?.member;
  if (there) return there;
  const { start, end } = document.lineAt(position).range;
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
  const values = readRecord(document)?.members.filter(({ value, at }) => value !== undefined && at.from >= from && at.to <= to) ?? [];
  return values.length === 1 ? values[0] : undefined;
}

export const rangeOf = (document: vscode.TextDocument, { from, to }: { readonly from: number; readonly to: number }): vscode.Range =>
  new vscode.Range(document.positionAt(from), document.positionAt(to));
