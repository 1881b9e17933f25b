import { fieldOf, type Report } from "../../reports/index.ts";
import { unknownCode, type CellCodes } from "../columns/cellCodes.ts";
import type { Columns } from "../columns/columns.ts";
import type { CodedField, FieldCodes } from "../columns/fieldCodes.ts";
import type { Work } from "../steps.ts";
import { ValueNumbers, type Numbered, type Values } from "./valueNumbers.ts";

/** The values that rows have at a path, as numbers. */
export interface PathValues extends Numbered {
  /** By row. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  /** Codes are below this. */
  readonly codeCount: number;
  /** Numbers of the different values that a code stands for; `undefined`: the code is a place in `values`. */
  readonly lists: ((code: number) => readonly number[]) | undefined;
  /** How often each value is met in rows, by place: each counts once in a row, however often it is there. */
  timesIn(rows: Uint32Array): Work<Uint32Array>;
}

export interface ValueSource {
  readonly report: Report;
  readonly columns: Columns;
  readonly fields: FieldCodes;
}

// Values that are on pages may be read one page after the other: these are few.
const readAtOnce = 256;
const atOnce = 16_384;

/** Numbers of the values of fields; kept while the result lives, by the list in which the values stand. */
export class PathNumbers {
  readonly #source: ValueSource;
  readonly #known = new WeakMap<Values, ValueNumbers>();

  constructor(source: ValueSource) {
    this.#source = source;
  }

  /** What rows have at a path: the items of a list, and all else as it is. All that is behind the path must be read for these rows. */
  *at(path: string, rows: Uint32Array): Work<PathValues> {
    const { columns, fields } = this.#source;
    const canonical = columns.canonical(path);
    const column = columns.soFar(canonical);
    if (column?.dictionary && column.odd === 0 && !fields.isList(canonical)) {
      const { codes, values } = column.dictionary;
      return yield* this.#numbered({ codes: () => codes, values, codeValues: values, items: undefined }, canonical);
    }
    const coded = fields.values(canonical);
    return yield* this.coded(coded, canonical, rows);
  }

  /** What rows have by codes that are found out for them. `path`: tells whether the letter case of the values counts. */
  *coded({ codes, values, items }: CodedField, path: string, rows: Uint32Array): Work<PathValues> {
    yield* ready(codes, rows);
    return yield* this.#numbered({ codes: () => codes.codes, values, codeValues: codes.values, items }, path);
  }

  *#numbered({ codes, values, codeValues, items }: Coded, path: string): Work<PathValues> {
    let known = this.#known.get(values);
    if (!known) this.#known.set(values, (known = new ValueNumbers(values, fieldOf(this.#source.report, path))));
    // Taken when all is known, as they move where more room is needed.
    const numbered = yield* known.settle();
    const own = codes();
    const codeCount = codeValues.length;
    return {
      ...numbered,
      codes: own,
      codeCount,
      lists: items && listsOf(items, numbered.numbers),
      *timesIn(rows) {
        const byCode = new Uint32Array(codeCount);
        for (let from = 0; from < rows.length; from += atOnce) {
          for (let index = from; index < Math.min(rows.length, from + atOnce); index++) {
            const code = own[rows[index] ?? 0] ?? 0;
            byCode[code] = (byCode[code] ?? 0) + 1;
          }
          yield;
        }
        if (!items) return byCode;
        const times = new Uint32Array(values.length);
        for (let code = 0; code < codeCount; code++) {
          if (code % atOnce === atOnce - 1) yield;
          const count = byCode[code] ?? 0;
          if (count > 0) for (const place of items(code)) times[place] = (times[place] ?? 0) + count;
        }
        return times;
      },
    };
  }
}

/** Finds out the codes of rows. */
export function* ready(codes: CellCodes, rows: Uint32Array): Work<void> {
  for (let from = 0; from < rows.length; from += readAtOnce) {
    const some = rows.subarray(from, from + readAtOnce);
    let isKnown = true;
    for (let index = 0; index < some.length && isKnown; index++) isKnown = (codes.codes[some[index] ?? 0] ?? unknownCode) !== unknownCode;
    if (!isKnown) codes.take(some);
    yield;
  }
}

interface Coded {
  codes(): PathValues["codes"];
  readonly values: Values;
  /** What stands for each code. */
  readonly codeValues: Values;
  readonly items: CodedField["items"];
}

function listsOf(items: (code: number) => readonly number[], numbers: Uint32Array): (code: number) => readonly number[] {
  const known: (readonly number[])[] = [];
  return (code) =>
    (known[code] ??=
      code === unknownCode ? [] : [...new Set(items(code).map((place) => numbers[place] ?? 0))].filter((number) => number > 0));
}
