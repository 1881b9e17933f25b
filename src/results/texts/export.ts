import type { Cell } from "../rows.ts";
import type { ExportOrder, ExportProgress } from "../api.ts";
import { csvLine, csvLines } from "./csv.ts";
import { formatJson } from "../../records/formatJson.ts";
import type { Page, Pages } from "../pages/pages.ts";
import { pageVisits, type PageVisit } from "../pages/pageVisits.ts";
import type { GroupTable } from "./groupTable.ts";
import { markdownHead, markdownLine } from "./markdown.ts";
import { PartFile } from "./partFile.ts";
import { recordSpans } from "../pages/recordSpans.ts";

/** What an export takes from a result. */
export interface ExportSource {
  readonly pages: Pick<Pages, "placeOf" | "expand" | "meanBytes">;
  /** No cell of these has to be read from a page. */
  areInMemory(paths: readonly string[]): boolean;
  /** A list of the columns' cells for each record. */
  cells(records: Uint32Array, paths: readonly string[]): Cell[][];
  /** In place of the records: groups. */
  readonly table?: GroupTable;
}

const stepMs = 50;
// What may be held back to bring records of many pages into their order.
const heldBytes = 192_000_000;
// The first groups may have most of the rows.
const groupsAtOnce = 20;
// Between two looks at the clock.
const recordsAtOnce = 250;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Bytes ready to be written, and how many records were read: some of them may have to wait for others. */
interface Block {
  readonly bytes?: Uint8Array;
  /** Nobody else needs the memory in which the bytes stand. */
  readonly isOwn?: true;
  readonly records: number;
}

/** Writes records into a file, step by step. */
export class Export {
  readonly #order: ExportOrder;
  readonly #records: Uint32Array;
  readonly #source: ExportSource;
  readonly #file: PartFile;
  /** Of a table, with its end. */
  readonly #line: (cells: readonly Cell[]) => string;
  readonly #blocks: AsyncGenerator<Block, void>;
  #read = 0;
  #sha256: string | undefined;
  #end: Error | undefined;
  #step: Promise<unknown> = Promise.resolve();

  /** `records`: in the order in which they are to be written. */
  constructor(order: ExportOrder, records: Uint32Array, source: ExportSource, file = new PartFile(order.file, undefined, order.target)) {
    this.#order = order;
    this.#records = records;
    this.#source = source;
    this.#file = file;
    this.#line = order.format === "md" ? (cells) => `${markdownLine(cells)}\n` : order.style ? csvLines(order.style) : csvLine;
    this.#blocks = this.#allBlocks();
  }

  get result(): number {
    return this.#order.result;
  }

  /** Writes on for some 50 ms. After an error nothing of the file is left. */
  next(): Promise<ExportProgress> {
    const step = this.#step.then(() => this.#write());
    this.#step = step.catch(() => undefined);
    return step;
  }

  /** Gives up, unless the file is there already; a step under way fails with `reason`. */
  async end(reason: Error): Promise<void> {
    this.#end ??= reason;
    await this.#step;
    if (this.#sha256 === undefined) await this.#file.remove();
  }

  async #write(): Promise<ExportProgress> {
    const until = performance.now() + stepMs;
    try {
      while (this.#sha256 === undefined) {
        if (this.#end) throw this.#end;
        const block = await this.#blocks.next();
        if (block.done) {
          if (this.#end) throw this.#end;
          this.#sha256 = await this.#file.finish();
          break;
        }
        const { bytes, isOwn, records } = block.value;
        if (bytes) await this.#file.write(bytes, isOwn && (() => release(bytes)));
        this.#read += records;
        if (performance.now() > until) break;
      }
    } catch (error) {
      this.#end ??= error instanceof Error ? error : new Error(String(error));
      await this.#file.remove();
      throw this.#end;
    }
    return {
      records: this.#read,
      of: this.#source.table?.length ?? this.#records.length,
      bytes: this.#file.bytes,
      ...(this.#sha256 !== undefined && { sha256: this.#sha256 }),
    };
  }

  async *#allBlocks(): AsyncGenerator<Block, void> {
    const { format, columns, byteOrderMark } = this.#order;
    if (this.#source.table) {
      yield* this.#groups(this.#source.table);
      return;
    }
    const paths = columns.map(({ path }) => path);
    if (format === "csv" || format === "md") {
      const labels = columns.map(({ label }) => label);
      const head = format === "md" ? `${markdownHead(labels).join("\n")}\n` : `${byteOrderMark ? "\uFEFF" : ""}${this.#line(labels)}`;
      yield { bytes: Buffer.from(head), records: 0 };
      if (this.#source.areInMemory(paths)) yield* this.#linesInMemory(paths);
      else yield* this.#inOrder((visit) => this.#linesOf(visit, paths));
    } else if (format === "json") {
      yield* this.#inOrder((visit, bytes) => this.#indented(visit, bytes));
      yield { bytes: Buffer.from(this.#records.length === 0 ? "[]\n" : "\n]\n"), records: 0 };
    } else yield* this.#ndjson();
  }

  *#groups({ columns, length, cells }: GroupTable): Generator<Block, void> {
    const { format, byteOrderMark } = this.#order;
    const labels = columns.map(({ label }) => label);
    const isTable = format === "csv" || format === "md";
    if (format === "md") yield { bytes: Buffer.from(`${markdownHead(labels).join("\n")}\n`), records: 0 };
    else if (format === "csv") yield { bytes: Buffer.from(`${byteOrderMark ? "\uFEFF" : ""}${this.#line(labels)}`), records: 0 };
    const json = (line: readonly Cell[], at: number): string => {
      const members = columns.map(({ key }, column) => `${JSON.stringify(key)}: ${JSON.stringify(line[column] ?? null)}`);
      const object = `{ ${members.join(", ")} }`;
      return format === "ndjson" ? `${object}\n` : `${at === 0 ? "[" : ","}\n  ${object}`;
    };
    for (let from = 0; from < length; from += groupsAtOnce) {
      const lines = cells(from, Math.min(length, from + groupsAtOnce));
      yield {
        bytes: Buffer.from(lines.map((line, at) => (isTable ? this.#line(line) : json(line, from + at))).join("")),
        records: lines.length,
      };
    }
    if (format === "json") yield { bytes: Buffer.from(length === 0 ? "[]\n" : "\n]\n"), records: 0 };
  }

  *#linesInMemory(paths: readonly string[]): Generator<Block, void> {
    for (let from = 0; from < this.#records.length; from += recordsAtOnce) {
      const records = this.#records.subarray(from, from + recordsAtOnce);
      yield { bytes: Buffer.from(this.#source.cells(records, paths).map(this.#line).join("")), records: records.length };
    }
  }

  *#linesOf({ places }: PageVisit, paths: readonly string[]): Generator<readonly Uint8Array[], void> {
    for (let from = 0; from < places.length; from += recordsAtOnce) {
      const records = Uint32Array.from(places.slice(from, from + recordsAtOnce), (place) => this.#records[place] ?? 0);
      yield this.#source.cells(records, paths).map((cells) => Buffer.from(this.#line(cells)));
    }
  }

  *#indented({ page, places, positions }: PageVisit, bytes: Buffer): Generator<readonly Uint8Array[], void> {
    const spans = spansOf(page, bytes);
    for (let from = 0; from < places.length; from += recordsAtOnce)
      yield positions.slice(from, from + recordsAtOnce).map((position, index) => {
        // One character for each byte: those of no valid UTF-8 stay as they came.
        const text = formatJson(bytes.toString("latin1", spans[2 * position], spans[2 * position + 1]), "  ", "  ");
        return Buffer.from(`${places[from + index] === 0 ? "[" : ","}\n  ${text}`, "latin1");
      });
  }

  async *#ndjson(): AsyncGenerator<Block, void> {
    yield* this.#inOrder(
      ({ page, positions }, bytes) => [linesApart(bytes, spansOf(page, bytes), positions)],
      ({ page, positions }, bytes) => lines(bytes, spansOf(page, bytes), positions),
    );
  }

  /**
   * Visits pages and yields what `parts` makes of their records, a part for each, in the order of the records.
   * `whole`: makes all parts of a visit at once, where they need not wait for others.
   */
  async *#inOrder(
    parts: (visit: PageVisit, bytes: Buffer) => Iterable<readonly Uint8Array[]>,
    whole?: (visit: PageVisit, bytes: Buffer) => Uint8Array,
  ): AsyncGenerator<Block, void> {
    const { pages } = this.#source;
    const most = Math.max(1, Math.floor(heldBytes / Math.max(1, pages.meanBytes)));
    const visits = pageVisits(this.#records, (record) => pages.placeOf(record), most);
    // The next page is made ready while this one is written.
    const ready = () => {
      const { value: visit } = visits.next();
      if (!visit) return undefined;
      const bytes =
        this.#order.format === "csv" || this.#order.format === "md" ? Promise.resolve(Buffer.alloc(0)) : pages.expand(visit.page);
      bytes.catch(() => undefined); // told to those who wait for it
      return { visit, bytes };
    };
    const waiting = new Map<number, Uint8Array>();
    let done = 0;
    for (let next = ready(); next;) {
      const { visit, bytes: expanding } = next;
      const bytes = await expanding;
      next = ready();
      const { places } = visit;
      if (whole && waiting.size === 0 && places[0] === done && places.at(-1) === done + places.length - 1) {
        yield { bytes: whole(visit, bytes), isOwn: true, records: places.length };
        done += places.length;
        continue;
      }
      let at = 0;
      for (const some of parts(visit, bytes)) {
        for (const part of some) waiting.set(places[at++] ?? -1, part);
        yield { records: some.length };
        while (waiting.has(done)) {
          const inOrder: Uint8Array[] = [];
          for (let part = waiting.get(done); part && inOrder.length < recordsAtOnce; part = waiting.get(done)) {
            inOrder.push(part);
            waiting.delete(done++);
          }
          yield { bytes: Buffer.concat(inOrder), records: 0 };
        }
      }
    }
  }
}

/** Gives memory back at once: five million bytes for each page keep the collector busy, and what it returns late the system has to clear anew. */
function release({ buffer }: Uint8Array): void {
  // Small buffers share theirs. Hosts built on Node before 21 cannot.
  const own: { readonly byteLength: number; transfer?(length: number): unknown } = buffer;
  if (own.byteLength > Buffer.poolSize) own.transfer?.(0);
}

const spansOf = (page: Page, bytes: Buffer): Uint32Array => (page.spans ??= recordSpans(bytes));

const hasBreaks = (bytes: Buffer): boolean => bytes.includes(lineFeed) || bytes.includes(carriageReturn);

/** Records of a page, each with a line feed behind it, as they came; only one that came on several lines is laid out anew. */
function linesApart(bytes: Buffer, spans: Uint32Array, positions: readonly number[]): Uint8Array[] {
  const isOneLine = !hasBreaks(bytes);
  const records = positions.map((position) => {
    const record = bytes.subarray(spans[2 * position], spans[2 * position + 1]);
    return isOneLine || !hasBreaks(record) ? record : Buffer.from(formatJson(record.toString("latin1")), "latin1");
  });
  // One block for all, and not the page, of which the rest would be kept too.
  const block = Buffer.allocUnsafe(records.reduce((sum, { length }) => sum + length + 1, 0));
  let end = 0;
  return records.map((record) => {
    const start = end;
    block.set(record, start);
    end += record.length + 1;
    block[end - 1] = lineFeed;
    return block.subarray(start, end);
  });
}

/** The same, one behind the other. `bytes` are the caller's to spoil: when all records stand side by side only the commas between them are changed. */
function lines(bytes: Buffer, spans: Uint32Array, positions: readonly number[]): Uint8Array {
  const [first = 0] = positions;
  const last = positions.at(-1) ?? first;
  const isRow = positions.every(
    (position, index) => position === first + index && (index === 0 || spans[2 * position] === (spans[2 * position - 1] ?? 0) + 1),
  );
  const row = bytes.subarray(spans[2 * first], (spans[2 * last + 1] ?? 0) + 1);
  if (!isRow || hasBreaks(row)) return Buffer.concat(linesApart(bytes, spans, positions));
  for (const position of positions) bytes[spans[2 * position + 1] ?? 0] = lineFeed;
  return row;
}
