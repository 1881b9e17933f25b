import * as vscode from "vscode";
import { reportIds, type ReportId } from "../../reports/report.ts";
import { harmless } from "../harmless.ts";

export const scheme = "tenant-activity";

/** Documents made of what is loaded that are kept. */
const mostMade = 120;

export interface RecordKey {
  readonly connection: string;
  readonly report: ReportId;
  readonly id: string;
}

/** The text of one record as a document shows it, from what is loaded or else from the service, by its connection, report and id; an error has a sentence for the person. */
export type AskRecord = (connection: string, report: ReportId, id: string, signal: AbortSignal) => Promise<string>;

function keyQuery({ connection, report, id }: RecordKey): string {
  return new URLSearchParams({ connection, report, id }).toString();
}

/**
 * The address of a record's document. The report stands in its path, by which VS Code finds the report's schema; in documents of before it stood in the
 * query alone, where it is read from still.
 */
export const recordUri = (key: RecordKey, title: string): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${key.report}/${title}.json`, query: keyQuery(key) });

/** Which record a document is of; `undefined` for documents of several rows, and of other schemes. */
export function recordKey(uri: vscode.Uri): RecordKey | undefined {
  if (uri.scheme !== scheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const report = reportIds.find((id) => id === query.get("report"));
  const [connection, id] = [query.get("connection"), query.get("id")];
  return report && connection && id ? { connection, report, id } : undefined;
}

function nameOf(uri: vscode.Uri): string {
  const key = recordKey(uri);
  return key ? keyQuery(key) : uri.toString();
}

/**
 * Read-only documents of records. One of a single record names its connection, report and id, so it comes back after a restart by asking the service again;
 * one of several rows lives as long as its window.
 */
export class RecordDocuments implements vscode.FileSystemProvider {
  readonly #ask: AskRecord;
  /** By the record, or else by the address: a record has the same text under each of its addresses. */
  readonly #texts = new Map<string, Uint8Array>();
  readonly #asked = new Map<string, Promise<Uint8Array>>();
  /** The latest last. Their preview reads them when it likes, long after the document behind it was closed. */
  readonly #made = new Map<string, { readonly text: Uint8Array; readonly mtime: number }>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(ask: AskRecord) {
    this.#ask = ask;
  }

  /** Registers the scheme; a text is kept while a document shows it. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(scheme, this, {
        isReadonly: new vscode.MarkdownString("Records are shown as the service sent them. Save a copy to edit it."),
        isCaseSensitive: true,
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === scheme && this.#forget(uri)),
      this.#changed,
    );
  }

  recordUri(key: RecordKey, title: string, text: string): vscode.Uri {
    return this.#keep(recordUri(key, title), text);
  }

  rowsUri(title: string, format: "json" | "ndjson", text: string): vscode.Uri {
    return this.#keep(vscode.Uri.from({ scheme, path: `/${title}.${format}` }), text);
  }

  /** The summary of a grid's rows, as Markdown. `grid`: its number; another text of the same title takes the place of the one before. `now`: milliseconds since 1970. */
  summaryUri(title: string, grid: number, text: string, now: number): vscode.Uri {
    return this.keptUri(vscode.Uri.from({ scheme, path: `/${title}.md`, query: `grid=${grid}` }), text, now);
  }

  /** A document made of what is loaded, which outlives its editor: the latest ones stay. `now`: milliseconds since 1970. */
  keptUri(uri: vscode.Uri, text: string, now: number): vscode.Uri {
    const key = uri.toString();
    const before = this.#made.get(key);
    this.#made.delete(key);
    // VS Code reads a document anew only when its time is another one.
    this.#made.set(key, { text: new TextEncoder().encode(text), mtime: Math.max(now, (before?.mtime ?? 0) + 1) });
    const [oldest] = this.#made.keys();
    if (this.#made.size > mostMade && oldest !== undefined) this.#made.delete(oldest);
    if (before) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return uri;
  }

  #keep(uri: vscode.Uri, text: string): vscode.Uri {
    this.#texts.set(nameOf(uri), new TextEncoder().encode(text));
    return uri;
  }

  #forget(uri: vscode.Uri): void {
    const name = nameOf(uri);
    const isShown = vscode.workspace.textDocuments.some(
      (other) => !other.isClosed && other.uri.scheme === scheme && nameOf(other.uri) === name,
    );
    if (!isShown) this.#texts.delete(name);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    const mtime = this.#made.get(uri.toString())?.mtime ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: byteLength, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const name = nameOf(uri);
    const kept = this.#texts.get(name) ?? this.#made.get(name)?.text;
    if (kept) return kept;
    if (uri.path.endsWith(".md"))
      throw vscode.FileSystemError.Unavailable(
        "The rows of this summary are no longer loaded. Run their query again and open its summary.",
      );
    const key = recordKey(uri);
    if (!key)
      throw vscode.FileSystemError.Unavailable("These rows are no longer loaded. Run their query again and open them from the grid.");
    // VS Code asks for what a document is and for its text, in no order: that is one question.
    const asked = this.#asked.get(name) ?? this.#read(uri, key).finally(() => this.#asked.delete(name));
    this.#asked.set(name, asked);
    return asked;
  }

  async #read(uri: vscode.Uri, key: RecordKey): Promise<Uint8Array> {
    try {
      this.#keep(uri, await this.#ask(key.connection, key.report, key.id, new AbortController().signal));
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(harmless(error instanceof Error ? error.message : String(error)));
    }
    return this.#texts.get(nameOf(uri)) ?? new Uint8Array();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }
  readDirectory(): [] {
    return [];
  }
  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
