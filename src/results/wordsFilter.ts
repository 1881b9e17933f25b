import type { Column } from "./column.ts";
import type { RowFilter } from "./rowFilter.ts";
import type { Columns } from "./columns.ts";

/** Where words are looked for. */
export interface TextSource {
  readonly columns: Columns;
  /** The whole record, from its page. */
  record(row: number): unknown;
  /** The same for all rows of a page. */
  pageOf(row: number): object;
  /** JSON text of the page of a row. */
  pageText(row: number): string;
}

const plainWord = /^[\w@.-]+$/;
// Plain characters behind an escape, and the two that become plain ones in lower case: a page with these must be read before a word can be missed in it.
const escapedPlain = /\\u(?:00(?:3\d|[46][1-9a-f]|[57][\da]|2[de]|40|5f)|0130|212a)/i;

/** Every word must occur, without regard to case, in some value of the record, whether it has a column or not; names of members do not count. */
export function wordsFilter(words: readonly string[], source: TextSource): RowFilter {
  const searches = words.map((word) => new WordSearch(word.toLowerCase(), source));
  return {
    test(from, mask) {
      for (const search of searches) search.test(from, mask);
    },
  };
}

class WordSearch implements RowFilter {
  readonly #word: string;
  readonly #source: TextSource;
  readonly #columns: ColumnSearch[];
  #page: object | undefined;
  #mayOccurInPage = true;

  constructor(word: string, source: TextSource) {
    this.#word = word;
    this.#source = source;
    this.#columns = [...source.columns.all()]
      .filter(({ field }) => !field.path.includes("[]"))
      .map((column) => new ColumnSearch(column, word));
  }

  test(from: number, mask: Uint8Array): void {
    const missed = mask.slice();
    for (const column of this.#columns) column.strike(from, missed);
    for (let index = 0; index < mask.length; index++) {
      if (!missed[index]) continue;
      const row = from + index;
      if (!this.#mayOccur(row) || !occursIn(this.#source.record(row), this.#word)) mask[index] = 0;
    }
  }

  /** False when the page of a row cannot have the word. */
  #mayOccur(row: number): boolean {
    const page = this.#source.pageOf(row);
    if (this.#page !== page) {
      const text = this.#source.pageText(row);
      this.#page = page;
      this.#mayOccurInPage = !plainWord.test(this.#word) || text.toLowerCase().includes(this.#word) || escapedPlain.test(text);
    }
    return this.#mayOccurInPage;
  }
}

const occurs = (value: unknown, word: string): boolean => String(value).toLowerCase().includes(word);

/** Whether some value of the record has the word. A record may be nested more deeply than calls can be. */
function occursIn(record: unknown, word: string): boolean {
  const open = [record];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "object") {
      if (value !== null) for (const member of Object.values(value)) open.push(member);
    } else if (occurs(value, word)) return true;
  }
  return false;
}

/** One word in one column. */
class ColumnSearch {
  readonly #column: Column;
  readonly #word: string;
  #answers = new Uint8Array(0);
  #asked = 0;
  #found = false;

  constructor(column: Column, word: string) {
    this.#column = column;
    this.#word = word;
  }

  /** Clears the places of the rows in which the word occurs. */
  strike(from: number, mask: Uint8Array): void {
    const { dictionary } = this.#column;
    if (!dictionary) {
      for (let index = 0; index < mask.length; index++) if (mask[index] && this.#occursIn(this.#column.get(from + index))) mask[index] = 0;
      return;
    }
    this.#ask(dictionary.values);
    if (!this.#found) return;
    const { codes } = dictionary;
    for (let index = 0; index < mask.length; index++) if (this.#answers[codes[from + index] ?? 0]) mask[index] = 0;
  }

  /** Each value of a dictionary is looked at once. */
  #ask(values: readonly unknown[]): void {
    if (this.#answers.length < values.length) {
      const larger = new Uint8Array(Math.max(values.length, 2 * this.#answers.length));
      larger.set(this.#answers);
      this.#answers = larger;
    }
    for (; this.#asked < values.length; this.#asked++) {
      if (!this.#occursIn(values[this.#asked])) continue;
      this.#answers[this.#asked] = 1;
      this.#found = true;
    }
  }

  #occursIn(value: unknown): boolean {
    return value !== null && value !== undefined && occurs(value, this.#word);
  }
}
