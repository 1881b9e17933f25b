import type { StoredColumn } from "../columns/storedColumn.ts";
import type { Columns } from "../columns/columns.ts";
import { Word } from "../columns/encoding.ts";
import type { Rest } from "../columns/rest.ts";
import type { GrowingBasis } from "./basis.ts";
import { DictionaryTest, type RowFilter } from "./rowFilter.ts";
import { unknownAnswer, type Shapes } from "../columns/shapes.ts";
import { ShapesTest } from "./shapesTest.ts";

/** Where words are looked for. */
export interface TextSource {
  readonly columns: Columns;
  /** What the columns do not hold. Only to be asked for by who reads it: it is then made for all rows. */
  readonly rest: Rest;
  /** Set: words are not to wait for what is not read yet, and find there only what columns have. */
  readonly basis?: GrowingBasis;
  /** The whole record, from its page. */
  record(row: number): unknown;
}

/** Every word must occur, without regard to case, in some value of the record, whether it has a column or not; names of members do not count. */
export function wordsFilter(words: readonly string[], source: TextSource): RowFilter {
  const searches = words.map((word) => new WordSearch(new Word(word), source));
  return {
    test(from, mask) {
      for (const search of searches) search.test(from, mask);
    },
  };
}

class WordSearch implements RowFilter {
  readonly #word: Word;
  readonly #rest: Rest;
  readonly #basis: GrowingBasis | undefined;
  readonly #record: (row: number) => unknown;
  readonly #columns: readonly ColumnSearch[];
  readonly #shapes: ShapesTest[] = [];

  constructor(word: Word, source: TextSource) {
    this.#word = word;
    this.#basis = source.basis;
    this.#rest = source.basis?.ask() ?? source.rest;
    this.#record = (row) => source.record(row);
    this.#columns = [...source.columns.all()]
      .filter(({ field }) => !field.path.includes("[]"))
      .map((column) => new ColumnSearch(column, word));
  }

  test(from: number, mask: Uint8Array): void {
    const rest = this.#rest;
    const end = from + mask.length;
    rest.upTo(this.#basis?.isWhole === false ? Math.min(end, rest.rows) : end);
    const missed = mask.slice();
    const unknown = new Uint8Array(mask.length);
    for (const column of this.#columns) column.strike(from, missed, unknown);
    for (let known = this.#shapes.length; known < rest.shapes.length; known++) {
      const shapes = rest.shapes[known];
      if (shapes) this.#shapes.push(new ShapesTest(shapes, (code) => this.#isInShape(shapes, code)));
    }
    // What was read of these may be out of date.
    const onPage = missed.map((isMissed, index) => (isMissed && rest.isOnPage(from + index) ? 1 : 0));
    for (let index = 0; index < mask.length; index++) if (onPage[index]) missed[index] = 0;
    for (const shapes of this.#shapes) strikeShapes(shapes, from, missed, unknown);
    // In gaps at last: to look at them takes the longest.
    for (const { shapes } of this.#shapes) shapes.strikeGaps(this.#word, from, missed, unknown);
    for (let index = 0; index < mask.length; index++) {
      if (!(missed[index] || onPage[index])) continue;
      const isDoubtful = onPage[index] || unknown[index];
      if (!isDoubtful || !occursIn(this.#record(from + index), this.#word)) mask[index] = 0;
    }
  }

  /** What is in gaps left aside. */
  #isInShape(shapes: Shapes, code: number): boolean | undefined {
    const shape = shapes.shape(code);
    return shape === undefined ? undefined : occursIn(shape, this.#word);
  }
}

/** Clears the places of rows with the answer yes, and sets those of which nothing is known in `unknown`. */
function strikeShapes(test: ShapesTest, from: number, mask: Uint8Array, unknown: Uint8Array): void {
  const answers = test.answers();
  if (!test.hasAnswers) return;
  const { codes } = test.shapes;
  for (let index = 0; index < mask.length; index++) {
    const answer = mask[index] ? (answers[codes[from + index] ?? 0] ?? 0) : 0;
    if (answer === 1) mask[index] = 0;
    else if (answer === unknownAnswer) unknown[index] = 1;
  }
}

/** Whether some value of the record has the word. A record may be nested more deeply than calls can be. */
function occursIn(record: unknown, word: Word): boolean {
  const open = [record];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "object") {
      if (value !== null) for (const member of Object.values(value)) open.push(member);
    } else if (value !== undefined && word.isIn(value)) return true;
  }
  return false;
}

/** One word in one column. */
class ColumnSearch {
  readonly #column: StoredColumn;
  readonly #word: Word;
  readonly #values: DictionaryTest;
  #isInSome = false;

  constructor(column: StoredColumn, word: Word) {
    this.#column = column;
    this.#word = word;
    this.#values = new DictionaryTest(column, (value) => {
      const isIn = value !== null && word.isIn(value);
      this.#isInSome ||= isIn;
      return isIn;
    });
  }

  /** Clears the places of the rows in which the word occurs, and sets those whose value must be read from the page in `unknown`. */
  strike(from: number, mask: Uint8Array, unknown: Uint8Array): void {
    const { dictionary, spread, odd } = this.#column;
    const answers = this.#values.answers();
    if (dictionary && answers && this.#isInSome) {
      const { codes } = dictionary;
      for (let index = 0; index < mask.length; index++) if (answers[codes[from + index] ?? 0] === 1) mask[index] = 0;
    }
    spread?.strike(this.#word, from, mask);
    if (odd > 0)
      for (let index = 0; index < mask.length; index++) if (mask[index] && this.#column.get(from + index) === undefined) unknown[index] = 1;
  }
}
