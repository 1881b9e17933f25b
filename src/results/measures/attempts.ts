import { textKey } from "../../query/letterCase.ts";
import { isNoId } from "../../records/noId.ts";
import { fieldOf } from "../../reports/index.ts";
import type { CellReader } from "../columns/cellReader.ts";
import { Guids } from "../columns/guids.ts";
import type { Cell } from "../rows.ts";
import type { Work } from "../steps.ts";
import { eventsOf, type Events, type EventSource } from "./events.ts";
import { GuidNumbers } from "./guidNumbers.ts";
import type { PathNumbers, ValueSource } from "./pathValues.ts";

export interface AttemptSource extends ValueSource, EventSource {
  readonly cells: CellReader;
  readonly numbers: PathNumbers;
}

const atOnce = 8192;
const slowAtOnce = 512;
/** An attempt of its own. */
const alone = 0xffffffff;

/** Rows, ascending, that have the same at a path as one attempt, which its last row stands for. */
export function* attemptsOf(rows: Uint32Array, path: string, source: AttemptSource): Work<Events> {
  const { times } = source;
  const numberOf = yield* numbersAt(path, rows, source);
  const step = times.isSlow || numberOf.isSlow ? slowAtOnce : atOnce;
  // By attempt, in the order in which they are met: the last row, its time, the time of the first one, how many rows. No more than there are rows.
  const [lasts, sizes] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const [lastTimes, firstTimes] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  /** By number of what rows have in common: the attempt and one more. */
  const attempts = new Uint32Array(numberOf.most);
  let count = 0;
  const someTimes = new Float64Array(step);
  for (let from = 0; from < rows.length; from += step) {
    const some = rows.subarray(from, from + step);
    times.read(some, someTimes.subarray(0, some.length));
    const numbers = numberOf.read(some);
    for (let index = 0; index < some.length; index++) {
      const row = some[index] ?? 0;
      const time = someTimes[index] ?? NaN;
      const number = numbers[index] ?? alone;
      const known = number === alone ? 0 : (attempts[number] ?? 0);
      if (known === 0) {
        lasts[count] = row;
        sizes[count] = 1;
        lastTimes[count] = firstTimes[count] = time;
        count++;
        if (number !== alone) attempts[number] = count;
        continue;
      }
      const attempt = known - 1;
      sizes[attempt] = (sizes[attempt] ?? 0) + 1;
      const last = lastTimes[attempt] ?? NaN;
      const first = firstTimes[attempt] ?? NaN;
      // A row without a time is before all others. Rows ascend: of two at the same time this is the later one.
      const isLast = time > last || last !== last || (time === last && times.ticksAt(row) >= times.ticksAt(lasts[attempt] ?? 0));
      if (isLast) {
        lasts[attempt] = row;
        lastTimes[attempt] = time;
      }
      if (time < first || first !== first) firstTimes[attempt] = time;
    }
    yield;
  }
  // In the order of their last rows.
  const attemptAt = new Uint32Array((rows.at(-1) ?? -1) + 1);
  for (let attempt = 0; attempt < count; attempt++) {
    attemptAt[lasts[attempt] ?? 0] = attempt + 1;
    if (attempt % (8 * atOnce) === 0) yield;
  }
  const [last, size, first] = [new Uint32Array(count), new Uint32Array(count), new Float64Array(count)];
  for (let row = 0, at = 0; row < attemptAt.length; row++) {
    if (row % (4 * atOnce) === 0) yield;
    const attempt = attemptAt[row] ?? 0;
    if (attempt === 0) continue;
    last[at] = row;
    size[at] = sizes[attempt - 1] ?? 0;
    first[at] = firstTimes[attempt - 1] ?? NaN;
    at++;
  }
  return yield* eventsOf(last, source, { sizes: size, firsts: first });
}

/** Numbers for what rows have at a path. */
interface RowNumbers {
  /** They are below this. */
  readonly most: number;
  readonly isSlow: boolean;
  /** Of rows; `alone` for those that have nothing there. Overwritten by the next call. */
  read(rows: Uint32Array): Uint32Array;
}

function* numbersAt(path: string, rows: Uint32Array, source: AttemptSource): Work<RowNumbers> {
  const column = source.fields.isList(path) ? undefined : source.columns.soFar(path);
  return column?.spread instanceof Guids ? guidsOf(column.spread, path, rows.length, source) : yield* valuesOf(path, rows, source);
}

/** Identifiers are all different, or nearly so: no text is made of them. */
function guidsOf(guids: Guids, path: string, most: number, { cells, report }: AttemptSource): RowNumbers {
  const { words } = guids;
  const known = new GuidNumbers(most);
  /** What is no GUID in small letters, by what counts of it. */
  const others = new Map<Cell, number>();
  const numbers = new Uint32Array(atOnce);
  const one = new Guids();
  const field = fieldOf(report, path);
  const ofCell = (cell: Cell): number => {
    if (namesNone(cell)) return alone;
    const key = typeof cell === "string" ? textKey(cell, field) : cell;
    if (Guids.holds(key)) {
      one.truncate(0);
      one.append([key]);
      return known.number(one.words, 0);
    }
    // From the other end, as there are no more numbers than rows.
    const number = others.get(key) ?? most - 1 - others.size;
    others.set(key, number);
    return number;
  };
  return {
    most,
    isSlow: guids.odd > 0,
    read(rows) {
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] ?? 0;
        const at = 4 * row;
        if (words[at] === 0xffffffff && !guids.isGuid(row)) {
          const value = guids.get(row);
          numbers[index] = ofCell(value === undefined ? cellAt(row) : value);
        } else if ((words[at] ?? 0) === 0 && words[at + 1] === 0 && words[at + 2] === 0 && words[at + 3] === 0) numbers[index] = alone;
        else numbers[index] = known.number(words, at);
      }
      return numbers;
    },
  };

  function cellAt(row: number): Cell {
    return cells.cells(Uint32Array.of(row), [path])[0]?.[0] ?? null;
  }
}

function* valuesOf(path: string, rows: Uint32Array, { numbers: paths, fields, columns }: AttemptSource): Work<RowNumbers> {
  const canonical = columns.canonical(path);
  const { codes, numbers, count, values, placeOf, furtherOf } = fields.isList(canonical)
    ? yield* paths.coded(fields.cells(canonical), canonical, rows)
    : yield* paths.at(canonical, rows);
  const isNone = new Uint8Array(count);
  isNone[0] = 1;
  for (let number = 1; number < count; number++) {
    if (number % atOnce === 0) yield;
    if ([placeOf(number), ...furtherOf(number)].some((place) => namesNone(values[place] ?? null))) isNone[number] = 1;
  }
  const read = new Uint32Array(atOnce);
  return {
    most: count,
    isSlow: false,
    read(rows) {
      for (let index = 0; index < rows.length; index++) {
        const number = numbers[codes[rows[index] ?? 0] ?? 0] ?? 0;
        read[index] = isNone[number] ? alone : number;
      }
      return read;
    },
  };
}

/** What stands in place of an identifier ties no rows together. */
const namesNone = (cell: Cell): boolean => cell === null || (typeof cell === "string" && isNoId(cell));
