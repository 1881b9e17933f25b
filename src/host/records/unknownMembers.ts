import * as vscode from "vscode";
import { unknownMembers } from "../../records/unknownMembers.ts";
import { counted } from "../../records/counted.ts";
import { cut, visible } from "../../records/visible.ts";
import { recordKey, scheme } from "./documents.ts";
import { isLarge, rangeOf, readRecord } from "./recordText.ts";

const ofRecords: vscode.DocumentSelector = { scheme, language: "json" };
/** Hints that one document has; all are counted. */
const mostHints = 1_000;

interface Unknown {
  readonly sentence: string;
  /** Each once. */
  readonly paths: readonly string[];
}

/** What is not known of a document; `undefined` when that is not looked for. */
function unknownIn(document: vscode.TextDocument): Unknown | undefined {
  const read = readRecord(document);
  if (!read) return undefined;
  const paths = [...new Set(unknownMembers(read.members, read.report).map(({ path }) => path))];
  return { sentence: `${counted(paths.length, "member")} that this version does not know`, paths };
}

/** Writes how many members this version does not know, and which, to the clipboard. Nothing is sent. */
export async function copyUnknownMembers(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const key = document && recordKey(document.uri);
  const unknown = document && unknownIn(document);
  if (!key || !unknown) {
    void vscode.window.showInformationMessage(
      key ? "This record is too large to be looked through for members that this version does not know." : "Open a record first.",
    );
    return;
  }
  const { sentence, paths } = unknown;
  if (paths.length === 0) {
    void vscode.window.showInformationMessage("This version knows all members of this record.");
    return;
  }
  await vscode.env.clipboard.writeText([`${key.report}: ${sentence}`, ...paths.map((path) => visible(cut(path, 400)))].join("\n"));
  vscode.window.setStatusBarMessage(`Copied: ${sentence}`, 5_000);
}

/** Tells of members that this version has no field for, quietly; they can be copied, and nothing is sent. */
export class UnknownMembers implements vscode.Disposable {
  readonly #found = vscode.languages.createDiagnosticCollection("tenantActivity.records");
  readonly #status = vscode.languages.createLanguageStatusItem("tenantActivity.record", ofRecords);
  readonly #following: vscode.Disposable;

  constructor() {
    this.#status.name = "Tenant Activity record";
    this.#following = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.#read(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#found.delete(uri)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#say()),
    );
    for (const document of vscode.workspace.textDocuments) this.#read(document);
    this.#say();
  }

  #read(document: vscode.TextDocument): void {
    const read = readRecord(document);
    if (!read) return;
    const hints = unknownMembers(read.members, read.report)
      .slice(0, mostHints)
      .map(({ name, at, path }) => {
        const range = rangeOf(document, name ?? at);
        return new vscode.Diagnostic(
          range,
          `This version does not know the member ${visible(cut(path, 200))}.`,
          vscode.DiagnosticSeverity.Hint,
        );
      });
    this.#found.set(document.uri, hints);
  }

  #say(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !recordKey(document.uri)) return;
    const status = this.#status;
    status.command = undefined;
    status.detail = "";
    if (isLarge(document)) {
      status.text = "Large record";
      status.detail = "Hovers on values, hints, links and references are left out, as they would take long.";
      return;
    }
    const { sentence, paths } = unknownIn(document) ?? { sentence: "", paths: [] };
    status.text = paths.length === 0 ? "All members are known" : sentence;
    if (paths.length > 0) {
      status.detail = "Nothing is sent.";
      status.command = { title: "Copy", command: "tenantActivity.copyUnknownMembers" };
    }
  }

  dispose(): void {
    this.#following.dispose();
    this.#found.dispose();
    this.#status.dispose();
  }
}
