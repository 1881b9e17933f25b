import type { Replacement } from "../rows.ts";
import { codec } from "./codec.ts";
import { wholes } from "../columns/encoding.ts";
import { itemsOf } from "./itemsOf.ts";
import { parseRecord } from "./parseRecord.ts";
import { recordSpans } from "./recordSpans.ts";

/** A list of records, compressed as it came. */
export interface Page {
  /** In the order in which pages came. */
  readonly number: number;
  /** Number of its first record in the result. */
  readonly first: number;
  /** How many of its records belong to the result. */
  readonly count: number;
  /** Earlier versions of replaced records stay in it. */
  readonly compressed: Uint8Array;
  /** Bytes of the page as it came. */
  readonly size: number;
  /** Place in the page of each of its records, when some of the page are left out. */
  readonly positions: Uint32Array | undefined;
  /** Where all its items stand. Found when there is nothing else to do, or when it is needed. */
  spans: Uint32Array | undefined;
}

/** Where a record stands. */
export interface PagePlace {
  readonly page: Page;
  readonly position: number;
}

/** A page as it came; what is found out about it is found out once. */
class OpenPage {
  readonly page: Page;
  readonly bytes: Buffer;

  constructor(page: Page) {
    this.page = page;
    this.bytes = codec.expand(page.compressed, page.size);
  }

  text(position: number): string {
    const spans = (this.page.spans ??= recordSpans(this.bytes));
    return this.bytes.toString("utf8", spans[2 * position], spans[2 * position + 1]);
  }
}

// Some four pages of a thousand sign-ins.
const openBytes = 16_000_000;

/** The pages of a result; the few read last stand open. */
export class Pages {
  readonly #pages: Page[] = [];
  readonly #replaced = new Map<number, PagePlace>();
  #nextPage = 0;
  #open: OpenPage[] = [];
  #parsed: { readonly page: Page; readonly items: readonly unknown[] } | undefined;
  #records = 0;

  /** Records of all pages. */
  get records(): number {
    return this.#records;
  }

  /**
   * `list`: UTF-8 JSON, of whose items `count` belong to the result: those at `positions`, or all.
   * `replace`: further items, each of which takes the place of a record.
   */
  add(list: Uint8Array, count: number, positions: Uint32Array | undefined, replace: readonly Replacement[]): void {
    if (count === 0 && replace.length === 0) return;
    const compressed = codec.compress(list);
    const page: Page = {
      number: this.#nextPage++,
      first: this.#records,
      count,
      compressed,
      size: list.length,
      positions,
      spans: undefined,
    };
    // It takes a third of the time of reading the page: who appends need not wait for it, and who exports would have to.
    setImmediate(() => (page.spans ??= recordSpans(list)));
    if (count > 0) this.#pages.push(page);
    this.#records += count;
    for (const { position, record } of replace) this.#replaced.set(record, { page, position });
  }

  /** Answers with what brings the pages back to where they are now, after one more in which such records are replaced. */
  mark(replaced: readonly number[]): () => void {
    const [pages, records] = [this.#pages.length, this.#records];
    const before = replaced.map((record) => [record, this.#replaced.get(record)] as const);
    return () => {
      this.#pages.length = pages;
      this.#records = records;
      for (const [record, place] of before)
        if (place) this.#replaced.set(record, place);
        else this.#replaced.delete(record);
    };
  }

  /** JSON text of a record, as it came. */
  text(record: number): string {
    const { page, position } = this.placeOf(record);
    return this.#opened(page).text(position);
  }

  /** A record, read anew. Quick when the ones before it are asked for too. */
  record(record: number): unknown {
    const { page, position } = this.placeOf(record);
    // Replaced records stand between others, whose page is to stay read.
    if (this.#replaced.has(record)) return parseRecord(this.#opened(page).text(position));
    if (this.#parsed?.page !== page) this.#parsed = { page, items: itemsOf(this.#opened(page).bytes) };
    return this.#parsed.items[position];
  }

  /** Calls with each of the records, page by page, so that no page is opened twice; `index` is the record's place in `records`. */
  visit(records: ArrayLike<number>, call: (index: number, record: number) => void): void {
    const pages = Uint32Array.from(records, (record) => this.placeOf(record).page.number);
    const places = wholes(0, records.length).sort((a, b) => (pages[a] ?? 0) - (pages[b] ?? 0) || (records[a] ?? 0) - (records[b] ?? 0));
    for (const index of places) call(index, records[index] ?? -1);
  }

  /** Bytes of a record as it came, on average, what was left out of the pages counted in. */
  get meanBytes(): number {
    return this.#pages.reduce((sum, { size }) => sum + size, 0) / Math.max(1, this.#records);
  }

  /** The page as it came, for the caller alone; other work goes on meanwhile. */
  expand({ compressed, size }: Page): Promise<Buffer> {
    return codec.expandBeside(compressed, size);
  }

  #opened(page: Page): OpenPage {
    const latest = this.#open[0];
    if (latest?.page === page) return latest;
    const open = this.#open.find((candidate) => candidate.page === page) ?? new OpenPage(page);
    let held = 0;
    this.#open = [open, ...this.#open.filter((other) => other !== open)].filter(
      ({ bytes }, index) => (held += bytes.length) <= openBytes || index === 0,
    );
    return open;
  }

  placeOf(record: number): PagePlace {
    const replaced = this.#replaced.get(record);
    if (replaced) return replaced;
    let low = 0;
    for (let high = this.#pages.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pages[middle]?.first ?? 0) <= record) low = middle;
      else high = middle - 1;
    }
    const page = this.#pages[low];
    if (!page || !Number.isInteger(record) || record < 0 || record >= this.#records) throw new RangeError(`Record ${record} is not known`);
    const inPage = record - page.first;
    return { page, position: page.positions?.[inPage] ?? inPage };
  }
}
