import * as vscode from "vscode";
import { mentionLines } from "../../records/mentionLines.ts";
import { idTitle } from "../../records/recordTitle.ts";
import { isMentionable } from "../../records/valueMeaning.ts";
import { fileName } from "../../records/fileName.ts";
import { reportById } from "../../reports/index.ts";
import { recordUri, scheme } from "./documents.ts";
import type { RecordHelpOptions } from "./helpRecords.ts";
import { rangeOf, readRecord, valueOnLine, valueThere } from "./recordText.ts";

export const mostListed = 1_000;
const mostListings = 40;

/** Listings of the loaded records that name an id: what references lead to. Each line opens its record. */
export class MentionListings {
  readonly #options: RecordHelpOptions;
  /** Records of lines, by the address of the listing. */
  readonly #records = new Map<string, readonly (vscode.Uri | undefined)[]>();

  constructor(options: RecordHelpOptions) {
    this.#options = options;
  }

  register(ofRecords: vscode.DocumentSelector): vscode.Disposable {
    const listings: vscode.DocumentSelector = { scheme, pattern: "/mentions/**" };
    return vscode.Disposable.from(
      vscode.languages.registerReferenceProvider(ofRecords, {
        provideReferences: async (document, position, _context, token) => {
          const listing = await this.#listingOf(document, position);
          return listing && !token.isCancellationRequested ? listing.lines : undefined;
        },
      }),
      vscode.languages.registerDefinitionProvider(ofRecords, {
        provideDefinition: async (document, position) => {
          const there = valueThere(document, position);
          if (!there || !isMentionable(there.member.value) || there.member.value === there.key.id) return undefined;
          const listing = await this.#listingOf(document, position);
          if (!listing || listing.lines.length === 0) return undefined;
          const targetRange = new vscode.Range(0, 0, 0, 0);
          return [{ targetUri: listing.uri, targetRange, originSelectionRange: rangeOf(document, there.member.at) }];
        },
      }),
      vscode.languages.registerDocumentLinkProvider(listings, {
        provideDocumentLinks: (document) =>
          (this.#records.get(document.uri.toString()) ?? []).flatMap((record, line) => {
            if (!record || line >= document.lineCount) return [];
            const link = new vscode.DocumentLink(document.lineAt(line).range, record);
            link.tooltip = "Open the record";
            return [link];
          }),
      }),
      vscode.languages.registerDefinitionProvider(listings, {
        provideDefinition: (document, { line }) => {
          const record = this.#records.get(document.uri.toString())?.[line];
          return record && new vscode.Location(record, new vscode.Position(0, 0));
        },
      }),
    );
  }

  async #listingOf(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ readonly uri: vscode.Uri; readonly lines: vscode.Location[] } | undefined> {
    const member = valueOnLine(document, position);
    const key = readRecord(document)?.key;
    if (!key || !member || !isMentionable(member.value)) return undefined;
    const { grids, documents, zone } = this.#options;
    const id = member.value;
    const found = await grids.mentions(key.connection, id, { most: mostListed });
    const lines = mentionLines(id, found, zone(), new Date());
    const made = vscode.Uri.from({
      scheme,
      path: `/mentions/${fileName(id)}.txt`,
      query: new URLSearchParams({ connection: key.connection, id }).toString(),
    });
    const uri = documents.keptUri(made, lines.join("\n"), Date.now());
    const records = found.mentions.map(({ report, id: own }) =>
      own === "" ? undefined : recordUri({ connection: key.connection, report, id: own }, idTitle(own, reportById(report))),
    );
    const name = uri.toString();
    this.#records.delete(name);
    this.#records.set(name, [undefined, ...records]);
    const [oldest] = this.#records.keys();
    if (this.#records.size > mostListings && oldest !== undefined) this.#records.delete(oldest);
    return {
      uri,
      lines: found.mentions.map((_, at) => new vscode.Location(uri, new vscode.Range(at + 1, 0, at + 1, lines[at + 1]?.length ?? 0))),
    };
  }
}
