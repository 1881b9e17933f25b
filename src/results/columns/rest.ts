import type { Columns } from "./columns.ts";
import { withRoom } from "./encoding.ts";
import { rowsInBlock, Shapes } from "./shapes.ts";
import type { Work } from "../steps.ts";

interface Member {
  readonly members: Map<string, Member>;
  readonly hasColumn: boolean;
  /** What stands here and is not the object that the report says. */
  shapes?: Shapes;
}

const newMember = (hasColumn = false): Member => ({ members: new Map(), hasColumn });

// Rows between two looks at the clock.
const rowsAtOnce = 16;
const mostMembers = 256;
// Values that nearly all differ are held for so many bytes a row at most.
const gapBytesPerRow = 48;

/**
 * What the columns do not hold: lists, and members that the report does not know. Read from the pages when somebody has the time, or needs it; from
 * then on searches need no pages.
 */
export class Rest {
  readonly #read: (row: number) => unknown;
  readonly #manyShapes: number;
  readonly #root = newMember();
  readonly #shapes: Shapes[] = [];
  #rows = 0;
  /** Rows, up to the last of them, of which something must be read from the page. */
  #onPage = new Uint8Array(0);

  /** `manyShapes`: different values of a member from which on they must be few beside the rows, or become fewer. */
  constructor(columns: Columns, read: (row: number) => unknown, manyShapes = 256) {
    this.#read = read;
    this.#manyShapes = manyShapes;
    for (const { field } of columns.all()) {
      if (field.path.includes("[]")) continue;
      const names = field.path.split("/");
      let member = this.#root;
      for (const [depth, name] of names.entries()) {
        const next = member.members.get(name) ?? newMember(depth === names.length - 1);
        member.members.set(name, next);
        member = next;
      }
    }
  }

  /** Rows taken in. */
  get rows(): number {
    return this.#rows;
  }

  /** One for each member that some row has. */
  get shapes(): readonly Shapes[] {
    return this.#shapes;
  }

  isOnPage(row: number): boolean {
    return this.#onPage[row] === 1;
  }

  /** Takes in the rows up to `end`. */
  *extend(end: number): Work<void> {
    while (this.#rows < end) {
      for (let left = rowsAtOnce; left > 0 && this.#rows < end; left--) this.#take();
      yield;
    }
  }

  /** The same while everybody waits; what is asked next is answered for these rows. */
  upTo(end: number): void {
    while (this.#rows < end) this.#take();
    for (const shapes of this.#shapes) shapes.settle();
  }

  /** Rows that have become others. */
  forget(rows: readonly number[]): void {
    for (const row of rows) if (row < this.#rows) this.#leaveOnPage(row);
  }

  /** The rows from `end` on are gone: others will come in their place. */
  truncate(end: number): void {
    for (let row = end; row < this.#rows; row++) this.#leaveOnPage(row);
  }

  /**
   * Where the values at a path of a condition are: `undefined` when no row has any, `unclear` when the records must tell.
   * Names are found in any case, as conditions find them.
   */
  at(path: readonly string[]): Shapes | "unclear" | undefined {
    let member = this.#root;
    for (const name of path) {
      const wanted = name.toLowerCase();
      if (/[.$@]/.test(name)) return "unclear";
      const found = [...member.members].filter(([other]) => other.toLowerCase() === wanted);
      if (found.length > 1) return "unclear";
      const next = found[0]?.[1];
      if (!next) return undefined;
      if (next.hasColumn || (next.shapes && next.members.size > 0)) return "unclear";
      if (next.shapes) return next.shapes;
      member = next;
    }
    return member.members.size > 0 ? "unclear" : undefined;
  }

  #leaveOnPage(row: number): void {
    this.#onPage = withRoom(this.#onPage, row + 1);
    this.#onPage[row] = 1;
  }

  #take(): void {
    const row = this.#rows++;
    if (row % rowsInBlock === 0) this.#beginBlock(row);
    try {
      const record = this.#read(row);
      if (typeof record !== "object" || record === null || Array.isArray(record)) this.#leaveOnPage(row);
      else this.#takeMembers(row, record, this.#root, []);
    } catch {
      // Whatever the record is like, it costs no other; who asks for it itself will hear.
      this.#leaveOnPage(row);
    }
  }

  #beginBlock(row: number): void {
    let bytes = 0;
    for (const shapes of this.#shapes) {
      shapes.beginBlock();
      bytes += shapes.gapBytes;
      if (bytes > gapBytesPerRow * row + 1_000_000) shapes.dropGaps();
    }
  }

  #takeMembers(row: number, object: object, parent: Member, path: readonly string[]): void {
    for (const name in object) {
      const value = (object as Readonly<Record<string, unknown>>)[name];
      if (value === null || value === undefined) continue;
      let member = parent.members.get(name);
      // What a column cannot hold it calls odd.
      if (member?.hasColumn) continue;
      if (member && member.members.size > 0 && typeof value === "object" && !Array.isArray(value)) {
        this.#takeMembers(row, value, member, [...path, name]);
        continue;
      }
      if (!member?.shapes) {
        if (this.#shapes.length === mostMembers) {
          this.#leaveOnPage(row);
          continue;
        }
        member ??= newMember();
        parent.members.set(name, member);
        member.shapes = new Shapes([...path, name], this.#manyShapes);
        this.#shapes.push(member.shapes);
      }
      try {
        member.shapes.take(row, value);
      } catch (error) {
        // Half of a value may be in: the pages tell from now on.
        member.shapes.giveUp();
        throw error;
      }
    }
  }
}
