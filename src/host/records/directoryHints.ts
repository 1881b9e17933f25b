import * as vscode from "vscode";
import { idsIn, lookedUpLine, lookedUpShort } from "../../records/lookedUp.ts";
import type { NameLookUps } from "../names/nameLookUps.ts";
import type { RecordNames } from "../names/recordNames.ts";
import type { RecordHelpOptions } from "./recordHelpOptions.ts";
import type { ReadRecord } from "./recordText.ts";

/** Of the JSON of a policy no more are told in a hover. */
const mostLines = 8;
const shortId = (id: string): string => `${id.slice(0, 4)}…`;

/** What the directory calls the ids in documents of records: those opened are looked up by themselves once the person has allowed it. */
export class DirectoryHints implements vscode.Disposable {
  readonly #options: RecordHelpOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Another name is known. */
  readonly onDidChange = this.#changed.event;
  readonly #asked = new WeakSet<object>();
  #names: NameLookUps | undefined;
  #following: vscode.Disposable | undefined;

  constructor(options: RecordHelpOptions) {
    this.#options = options;
  }

  /** Finds what the directory may be asked for; nothing is asked. */
  async prepare(read: ReadRecord): Promise<void> {
    await this.#of(read);
  }

  /** What stands behind a value that is an id; undefined where nothing was looked up. */
  async shorts(read: ReadRecord): Promise<(value: unknown) => string | undefined> {
    const names = await this.#of(read);
    // Once for each text: what is known later tells of itself.
    if (names.isAllowed && !this.#asked.has(read.members)) {
      this.#asked.add(read.members);
      void this.#names?.lookUpByItself(read.key.connection, names.ids);
    }
    return (value) => {
      const [id] = typeof value === "string" && value.length === 36 ? idsIn(value, names.ids) : [];
      const known = id && names.known(id);
      return known && lookedUpShort(known);
    };
  }

  /** Lines on the ids of a value, and the way to look up one. The link is apart from what the tenant's people wrote: only it is trusted. */
  async hover(
    document: vscode.TextDocument,
    read: ReadRecord & { readonly member: { readonly value?: unknown } },
  ): Promise<{ readonly lines: readonly string[]; readonly link?: vscode.MarkdownString }> {
    const names = await this.#of(read);
    const ids = idsIn(read.member.value, names.ids);
    const known = ids.flatMap((id) => names.known(id) ?? []);
    const lines = known.slice(0, mostLines).map((one) => lookedUpLine(one, this.#options.zone(), new Date()));
    const [first] = ids;
    if (ids.length !== 1 || !first) return { lines };
    const command = vscode.Uri.from({
      scheme: "command",
      path: "tenantActivity.lookUpNames",
      query: JSON.stringify([document.uri.toString(), first.id]),
    });
    const title = known.length > 0 ? "Look up again" : `Look up ${shortId(first.id)} in the directory`;
    const link = new vscode.MarkdownString(`[${title}](${command.toString()})`);
    link.isTrusted = { enabledCommands: ["tenantActivity.lookUpNames"] };
    return { lines, link };
  }

  async #of({ key, report, record }: ReadRecord): Promise<RecordNames> {
    this.#names ??= await this.#options.grids.names();
    this.#following ??= this.#names.onDidChange(() => this.#changed.fire());
    return this.#names.ofRecord(key.connection, report, record);
  }

  dispose(): void {
    this.#following?.dispose();
    this.#changed.dispose();
  }
}
