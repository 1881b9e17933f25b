import * as vscode from "vscode";
import { reportIds, type ReportId } from "../../reports/report.ts";
import { harmless } from "../harmless.ts";

export const scheme = "tenant-activity";

/** Documents of summaries that are kept. */
const mostSummaries = 20;

export interface RecordKey {
  readonly connection: string;
  readonly report: ReportId;
  readonly id: string;
}

/** The text of one record of the service as a document shows it, by its connection, report and id; an error has a sentence for the person. */
export type AskRecord = (connection: string, report: ReportId, id: string, signal: AbortSignal) => Promise<string>;

function keyQuery({ connection, report, id }: RecordKey): string {
  return new URLSearchParams({ connection, report, id }).toString();
}

/** The document of a record that the service has yet to be asked for. */
export const unreadRecordUri = (key: RecordKey, title: string): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${title}.json`, query: keyQuery(key) });

/** What the address of a document says of its record; undefined: it is of several, or none. */
export function recordKey(uri: vscode.Uri): RecordKey | undefined {
  const query = new URLSearchParams(uri.query);
  const report = reportIds.find((id) => id === query.get("report"));
  const [connection, id] = [query.get("connection"), query.get("id")];
  return report && connection && id ? { connection, report, id } : undefined;
}

/**
 * Read-only documents of records. One of a single record names its connection, report and id, so it comes back after a restart by asking the service again;
 * one of several rows lives as long as its window.
 */
export class RecordDocuments implements vscode.FileSystemProvider {
  readonly #ask: AskRecord;
  readonly #texts = new Map<string, Uint8Array>();
  /** The latest last. Their preview reads them when it likes, long after the document behind it was closed. */
  readonly #summaries = new Map<string, { readonly text: Uint8Array; readonly mtime: number }>();
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
      vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === scheme && this.#texts.delete(uri.toString())),
      this.#changed,
    );
  }

  recordUri(key: RecordKey, title: string, text: string): vscode.Uri {
    return this.#keep(vscode.Uri.from({ scheme, path: `/${title}.json`, query: keyQuery(key) }), text);
  }

  rowsUri(title: string, format: "json" | "ndjson", text: string): vscode.Uri {
    return this.#keep(vscode.Uri.from({ scheme, path: `/${title}.${format}` }), text);
  }

  /** The summary of a grid's rows, as Markdown. `grid`: its number; another text of the same title takes the place of the one before. `now`: milliseconds since 1970. */
  summaryUri(title: string, grid: number, text: string, now: number): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title}.md`, query: `grid=${grid}` });
    const key = uri.toString();
    const before = this.#summaries.get(key);
    this.#summaries.delete(key);
    // VS Code reads a document anew only when its time is another one.
    this.#summaries.set(key, { text: new TextEncoder().encode(text), mtime: Math.max(now, (before?.mtime ?? 0) + 1) });
    const [oldest] = this.#summaries.keys();
    if (this.#summaries.size > mostSummaries && oldest !== undefined) this.#summaries.delete(oldest);
    if (before) this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return uri;
  }

  #keep(uri: vscode.Uri, text: string): vscode.Uri {
    this.#texts.set(uri.toString(), new TextEncoder().encode(text));
    return uri;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    const mtime = this.#summaries.get(uri.toString())?.mtime ?? 0;
    return { type: vscode.FileType.File, ctime: 0, mtime, size: byteLength, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const kept = this.#texts.get(uri.toString()) ?? this.#summaries.get(uri.toString())?.text;
    if (kept) return kept;
    if (uri.path.endsWith(".md"))
      throw vscode.FileSystemError.Unavailable(
        "The rows of this summary are no longer loaded. Run their query again and open its summary.",
      );
    const key = recordKey(uri);
    if (!key)
      throw vscode.FileSystemError.Unavailable("These rows are no longer loaded. Run their query again and open them from the grid.");
    try {
      this.#keep(uri, await this.#ask(key.connection, key.report, key.id, new AbortController().signal));
    } catch (error) {
      throw vscode.FileSystemError.Unavailable(harmless(error instanceof Error ? error.message : String(error)));
    }
    return this.#texts.get(uri.toString()) ?? new Uint8Array();
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
