import * as vscode from "vscode";
import { literalMarkdown } from "../../records/literalMarkdown.ts";
import { namedInstant } from "../../records/formatInstant.ts";
import { isMentionable, valueMeaning, type Explained, type Meaning } from "../../records/valueMeaning.ts";
import { unknownMembers } from "../../records/unknownMembers.ts";
import { cut, visible } from "../../records/visible.ts";
import { reportById } from "../../reports/index.ts";
import { recordKey, recordUri, scheme } from "./documents.ts";
import type { RecordHelpOptions } from "./helpRecords.ts";
import { MentionListings, mostListed } from "./mentionListings.ts";
import { moveOldTabs } from "./moveOldTabs.ts";
import { isLarge, rangeOf, readRecord, valueThere, type ReadRecord } from "./recordText.ts";

const ofRecords: vscode.DocumentSelector = { scheme, language: "json" };
/** So long a hover waits for lists to be read. */
const hoverPatienceMs = 100;
const longestHint = 60;

type Explain = (code: number) => Explained;

/** Everything that documents of records can do beyond what VS Code does with their schema. */
export function startRecordLanguage(options: RecordHelpOptions): vscode.Disposable {
  const { grids } = options;
  let explain: Explain = () => ({});
  // Its table is of a size that only documents need.
  const explained = import("../../reports/errorCodes.ts").then(({ describeErrorCode }) => {
    explain = describeErrorCode;
  });
  const meaning = (read: ReadRecord, member: ReadRecord["members"][number]): Meaning | undefined =>
    valueMeaning(member, { ...read, zone: options.zone(), now: new Date(), explain });
  const listings = new MentionListings(options);
  const unknown = new UnknownMembers();

  const hover: vscode.HoverProvider = {
    async provideHover(document, position, token) {
      const there = valueThere(document, position);
      if (!there) return undefined;
      await explained;
      const { member, key } = there;
      const lines = [...(meaning(there, member)?.lines ?? [])];
      if (isMentionable(member.value) && !token.isCancellationRequested) {
        const found = await grids.mentions(key.connection, member.value, {
          most: mostListed,
          patienceMs: hoverPatienceMs,
          namedBeside: key.id,
        });
        const count = found.mentions.length;
        if (found.named)
          lines.push(`${found.named.name}: named so in an event of ${namedInstant(found.named.time, options.zone(), new Date())}.`);
        const about = `${found.more ? "more than " : ""}${count.toLocaleString("en")} loaded ${count === 1 ? "record names" : "records name"} it`;
        if (count > 0) lines.push(`${about}${found.isSoFar ? ", of those that are searched so far" : ""}: Find All References lists them.`);
      }
      if (lines.length === 0) return undefined;
      return new vscode.Hover(new vscode.MarkdownString(lines.map(literalMarkdown).join("\n\n")), rangeOf(document, member.at));
    },
  };

  const hints: vscode.InlayHintsProvider = {
    async provideInlayHints(document, range) {
      const read = readRecord(document);
      if (!read) return [];
      await explained;
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      return read.members.flatMap((member) => {
        const short = member.value !== undefined && member.at.from >= from && member.at.to <= to ? meaning(read, member)?.short : undefined;
        if (short === undefined) return [];
        const hint = new vscode.InlayHint(document.positionAt(member.at.to), visible(cut(short, longestHint)).replaceAll(/\s+/g, " "));
        hint.paddingLeft = true;
        return [hint];
      });
    },
  };

  const lenses: vscode.CodeLensProvider = {
    provideCodeLenses(document) {
      const key = recordKey(document.uri);
      if (!key || isLarge(document)) return [];
      const top = new vscode.Range(0, 0, 0, 0);
      return [
        new vscode.CodeLens(top, { title: "Go to…", command: "tenantActivity.goTo" }),
        new vscode.CodeLens(top, { title: "Compare with…", command: "tenantActivity.compareRecords" }),
        ...(reportById(key.report).changes
          ? [new vscode.CodeLens(top, { title: "Old and new values", command: "tenantActivity.showChanges" })]
          : []),
      ];
    },
  };

  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(ofRecords, hover),
    vscode.languages.registerInlayHintsProvider(ofRecords, hints),
    vscode.languages.registerCodeLensProvider(ofRecords, lenses),
    listings.register(ofRecords),
    unknown,
    moveOldTabs((key, title) => recordUri(key, title)),
  );
}

/** Tells of members that this version has no field for, quietly; they can be copied, and nothing is sent. */
class UnknownMembers implements vscode.Disposable {
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
    const hints = unknownMembers(read.members, read.report).map(({ name, at, path }) => {
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
      status.detail = "Hovers on values, hints and references are left out, as they would take long.";
      return;
    }
    const read = readRecord(document);
    const paths = read ? [...new Set(unknownMembers(read.members, read.report).map(({ path }) => path))] : [];
    const count = paths.length;
    status.text =
      count === 0 ? "All members are known" : `${String(count)} ${count === 1 ? "member" : "members"} that this version does not know`;
    if (count > 0) {
      status.detail = "Nothing is sent.";
      status.command = { title: "Copy", command: "tenantActivity.copyUnknownMembers", arguments: [paths.join("\n")] };
    }
  }

  dispose(): void {
    this.#following.dispose();
    this.#found.dispose();
    this.#status.dispose();
  }
}
