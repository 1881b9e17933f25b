import * as vscode from "vscode";
import { mentionLines } from "../../records/mentionLines.ts";
import { idTitle } from "../../records/recordTitle.ts";
import { mentionAt } from "../../records/mentionAt.ts";
import { fileName } from "../../records/fileName.ts";
import { reportById } from "../../reports/index.ts";
import { recordKey, recordUri, scheme, type RecordKey } from "./documents.ts";
import type { TextMember } from "../../records/jsonMembers.ts";
import type { Mentions } from "../../sessions/mentions.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";
import { rangeOf, readRecord, valueOnLine, valueThere, type ReadRecord } from "./recordText.ts";

export const mostListed = 1_000;
const mostListings = 40;

const nameOf = ({ connection, report, id }: RecordKey): string => JSON.stringify([connection, report, id]);

/** Documents of records: those that are open, under whatever title. */
function documentsOf(keys: readonly RecordKey[]): vscode.Uri[] {
  const open = new Map(
    vscode.workspace.textDocuments.flatMap(({ uri }) => {
      const key = recordKey(uri);
      return key ? [[nameOf(key), uri] as const] : [];
    }),
  );
  return keys.map((key) => open.get(nameOf(key)) ?? recordUri(key, idTitle(key.id, reportById(key.report))));
}

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
        provideDefinition: async (document, position, token) => {
          const there = valueThere(document, position);
          const target = there && (await this.#targetOf(there));
          if (!target || token.isCancellationRequested) return undefined;
          const targetRange = new vscode.Range(0, 0, 0, 0);
          return [{ targetUri: target, targetRange, originSelectionRange: rangeOf(document, there.member.at) }];
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
    const read = readRecord(document);
    const member = valueOnLine(document, position);
    const id = read && member && mentionAt(member, read.report, read.record);
    return !read || id === undefined ? undefined : this.#listing(read.key, id, await this.#mentions(read.key, id));
  }

  #mentions({ connection }: RecordKey, id: string, only: { readonly idsOnly?: true } = {}): Promise<Mentions> {
    return this.#options.grids.mentions(connection, id, { most: mostListed, ...only });
  }

  /** What an id leads to among what is loaded beside its own record: the record that it is the id of, or the only one that names it; else the listing of all. */
  async #targetOf({ key, report, record, member }: ReadRecord & { readonly member: TextMember }): Promise<vscode.Uri | undefined> {
    const id = mentionAt(member, report, record);
    if (id === undefined) return undefined;
    const found = await this.#mentions(key, id, { idsOnly: true });
    const others = found.mentions.filter((other) => other.report !== key.report || other.id !== key.id);
    const same = id.toLowerCase();
    const one = others.find((other) => other.id.toLowerCase() === same) ?? (others.length === 1 && !found.more ? others[0] : undefined);
    if (one && one.id !== "") return documentsOf([{ connection: key.connection, report: one.report, id: one.id }])[0];
    return others.length === 0 ? undefined : this.#listing(key, id, await this.#mentions(key, id)).uri;
  }

  #listing(key: RecordKey, id: string, found: Mentions): { readonly uri: vscode.Uri; readonly lines: vscode.Location[] } {
    const { documents, zone } = this.#options;
    const lines = mentionLines(id, found, zone(), new Date());
    const made = vscode.Uri.from({
      scheme,
      path: `/mentions/${fileName(id)}.txt`,
      query: new URLSearchParams({ connection: key.connection, id }).toString(),
    });
    const uri = documents.keptUri(made, lines.join("\n"), Date.now());
    const keys = found.mentions.map(({ report, id: own }) => ({ connection: key.connection, report, id: own }));
    const opened = documentsOf(keys);
    const records = keys.map(({ id: own }, at) => (own === "" ? undefined : opened[at]));
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
