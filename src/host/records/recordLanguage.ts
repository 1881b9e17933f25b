import * as vscode from "vscode";
import { literalMarkdown } from "../../records/literalMarkdown.ts";
import { namedInstant } from "../../records/formatInstant.ts";
import { mentionAt } from "../../records/mentionAt.ts";
import { valueMeaning, type Explained, type Meaning } from "../../records/valueMeaning.ts";
import { cut, visible } from "../../records/visible.ts";
import { recordKey, recordUri, scheme } from "./documents.ts";
import { DirectoryHints } from "./directoryHints.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";
import { MentionListings, mostListed } from "./mentionListings.ts";
import { moveOldTabs } from "./moveOldTabs.ts";
import { PortalLinks } from "./portalLinksOfRecords.ts";
import { rangeOf, readRecord, valueThere, type ReadRecord } from "./recordText.ts";
import { UnknownMembers } from "./unknownMembers.ts";

export { filterGrid } from "./filterGrid.ts";
export { copyUnknownMembers } from "./unknownMembers.ts";

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
  const directory = new DirectoryHints(options);
  const portals = new PortalLinks(options);
  const unknown = new UnknownMembers();

  /** What all hovers of a document need is made when it opens: of one that names thousands that takes longer than a hover may. */
  const prepare = async (document: vscode.TextDocument): Promise<void> => {
    const read = readRecord(document);
    if (!read) return;
    await portals.of(read);
    await directory.prepare(read);
  };
  const prepareQuietly = (document: vscode.TextDocument): void => void prepare(document).catch(() => undefined);
  vscode.workspace.textDocuments.forEach(prepareQuietly);

  const hover: vscode.HoverProvider = {
    async provideHover(document, position, token) {
      const there = valueThere(document, position);
      if (!there) return undefined;
      await explained;
      const { member, key } = there;
      const lines = [...(meaning(there, member)?.lines ?? [])];
      const named = mentionAt(member, there.report, there.record);
      if (named !== undefined && !token.isCancellationRequested) {
        const found = await grids.mentions(key.connection, named, {
          most: mostListed,
          patienceMs: hoverPatienceMs,
          namedBeside: key.id,
          idsOnly: true,
        });
        const count = found.mentions.length;
        if (found.named)
          lines.push(`${found.named.name}: named so in an event of ${namedInstant(found.named.time, options.zone(), new Date())}.`);
        const it = named === member.value ? "it" : named;
        const about = `${found.more ? "more than " : ""}${count.toLocaleString("en")} loaded ${count === 1 ? "record names" : "records name"} ${it}`;
        const soFar = found.read === undefined ? "" : `, of ${found.read.toLocaleString("en")} read so far`;
        if (count > 0) lines.push(`${about}${soFar}: Find All References lists them.`);
      }
      const looked = await directory.hover(document, there);
      const texts = [...lines, ...looked.lines].map(literalMarkdown);
      const page = (await portals.of(there)).find((one) => one.member === member)?.link;
      if (page) texts.push(`[${literalMarkdown(page.label)}](${page.address})`);
      if (texts.length === 0 && !looked.link) return undefined;
      const told = texts.length > 0 ? [new vscode.MarkdownString(texts.join("\n\n"))] : [];
      return new vscode.Hover([...told, ...(looked.link ? [looked.link] : [])], rangeOf(document, member.at));
    },
  };

  const hints: vscode.InlayHintsProvider = {
    onDidChangeInlayHints: directory.onDidChange,
    async provideInlayHints(document, range) {
      const read = readRecord(document);
      if (!read) return [];
      await explained;
      const looked = await directory.shorts(read);
      const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
      return read.members.flatMap((member) => {
        const short =
          member.value !== undefined && member.at.from >= from && member.at.to <= to
            ? (meaning(read, member)?.short ?? looked(member.value))
            : undefined;
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
      if (!key) return [];
      const top = new vscode.Range(0, 0, 0, 0);
      return [
        new vscode.CodeLens(top, { title: "Go to…", command: "tenantActivity.goTo" }),
        new vscode.CodeLens(top, { title: "Compare with…", command: "tenantActivity.compareRecords" }),
        new vscode.CodeLens(top, { title: "Filter for…", command: "tenantActivity.filterFor" }),
      ];
    },
  };

  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(prepareQuietly),
    vscode.languages.registerHoverProvider(ofRecords, hover),
    vscode.languages.registerInlayHintsProvider(ofRecords, hints),
    vscode.languages.registerCodeLensProvider(ofRecords, lenses),
    listings.register(ofRecords),
    directory,
    portals.register(ofRecords),
    unknown,
    moveOldTabs((key, title) => recordUri(key, title)),
  );
}
