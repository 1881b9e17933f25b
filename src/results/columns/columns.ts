import { fieldOf, type Field, type Report } from "../../reports/index.ts";
import { cellOf, memberAt, valueOf } from "./cells.ts";
import { StoredColumn } from "./storedColumn.ts";
import { DerivedColumn } from "./derivedColumn.ts";
import type { Work } from "../steps.ts";

// Between two looks at the clock.
const rowsAtOnce = 64;

interface Member {
  readonly name: string;
  column?: StoredColumn;
  readonly members: Map<string, Member>;
  /** Of the records that are being taken in. */
  values: unknown[];
  /** Names as the object read last has them, and what stands at their places: the next one has mostly the same. */
  readonly names: string[];
  readonly places: (Member | undefined)[];
  /** All names that some object here has had, in small letters. */
  readonly met: Set<string>;
}

const newMember = (name = ""): Member => ({ name, members: new Map(), values: [], names: [], places: [], met: new Set() });
/** Names of hostile records may be without end: from so many on, none counts as missing. */
const manyNames = 10_000;

const isScalar = ({ path, kind, list }: Field): boolean => kind !== "object" && !list && !path.includes("[]");

/**
 * A column for every scalar field of a report, and for the lists among its default columns: of these, the JSON text. Fields that are made here get theirs
 * when somebody first asks for them: until then they cost nothing.
 */
export class Columns {
  readonly #report: Report;
  readonly #root = newMember();
  readonly #lists: StoredColumn[] = [];
  readonly #byPath = new Map<string, StoredColumn>();
  readonly #derived = new Map<string, DerivedColumn>();
  readonly #dictionaryLimit: number;
  #rows = 0;

  constructor(report: Report, dictionaryLimit: number) {
    this.#report = report;
    this.#dictionaryLimit = dictionaryLimit;
    for (const field of report.fields) {
      if (field.derived) continue;
      if (!isScalar(field) && !(field.path.includes("[]") && report.columns.includes(field.path))) continue;
      const column = new StoredColumn(field, dictionaryLimit);
      this.#byPath.set(field.path, column);
      if (isScalar(field)) memberFor(this.#root, field.path).column = column;
      else this.#lists.push(column);
    }
  }

  /** The path as the report writes it. */
  canonical(path: string): string {
    return fieldOf(this.#report, path)?.path ?? path;
  }

  /** One that is still being made answers nothing: until all rows are in, the pages tell. */
  at(path: string): StoredColumn | undefined {
    const canonical = this.canonical(path);
    return this.#byPath.get(canonical) ?? this.#wholeAt(canonical);
  }

  /** The column of a field that is no list: its values are the record's own, or made of them. */
  scalarAt(path: string): StoredColumn | undefined {
    const column = this.at(path);
    return column && isScalar(column.field) ? column : undefined;
  }

  /** The column of a field that is made here, list or not. */
  derivedAt(path: string): StoredColumn | undefined {
    return this.#wholeAt(this.canonical(path));
  }

  /** The column at a path; of a field that is made here, as far as it is made: for rows below `rowsMade`. */
  soFar(path: string): StoredColumn | undefined {
    const canonical = this.canonical(path);
    return this.#byPath.get(canonical) ?? this.#derivedFor(canonical)?.column;
  }

  /** For how many of the first rows the fields among these that are made here are. */
  rowsMade(paths: readonly string[]): number {
    return Math.min(this.#rows, ...paths.map((path) => this.#derivedFor(this.canonical(path))?.rows ?? this.#rows));
  }

  /** The field is made here. */
  isDerived(path: string): boolean {
    return fieldOf(this.#report, path)?.derived !== undefined;
  }

  /** Those of the record's own members. */
  all(): Iterable<StoredColumn> {
    return this.#byPath.values();
  }

  /** What a record has at a path, made here or not. */
  valueOf(record: unknown, path: string): unknown {
    const field = fieldOf(this.#report, path);
    return valueOf(record, field?.path ?? path, field);
  }

  /**
   * No record that ever came has had a member of the name at a path, not even an empty one. Told as far as objects with columns reach: of what is in lists,
   * and in objects that the report does not know, by the list or the object. A field that is made here is absent where all that it may be made of is.
   */
  isAbsent(path: string): boolean {
    const derived = fieldOf(this.#report, path)?.derived;
    if (derived)
      return derived.every(({ steps: [first] }) => first?.kind === "member" && first.names.every((name) => this.#isMissing([name])));
    return this.#isMissing(path.split("/"));
  }

  #isMissing(names: readonly string[]): boolean {
    let member: Member | undefined = this.#root;
    for (const name of names) {
      if (name === "[]" || !member || member.members.size === 0) return false;
      if (!member.met.has(name.toLowerCase())) return member.met.size < manyNames;
      member = member.members.get(name) ?? inAnyCase(member.members, name);
    }
    return false;
  }

  /** Columns that somebody has asked for and that have not all rows yet. */
  get isDeriving(): boolean {
    for (const column of this.#derived.values()) if (column.rows < this.#rows) return true;
    return false;
  }

  /** Makes the columns of fields that are made here, as far as `paths` name some; of all asked for so far, unless told. */
  *derive(read: (row: number) => unknown, paths?: readonly string[]): Work<void> {
    const columns = paths ? paths.flatMap((path) => this.#derivedFor(this.canonical(path)) ?? []) : [...this.#derived.values()];
    for (
      let behind = columns.filter(({ rows }) => rows < this.#rows);
      behind.length > 0;
      behind = behind.filter(({ rows }) => rows < this.#rows)
    ) {
      // Together, so that each page is read once.
      const row = Math.min(...behind.map(({ rows }) => rows));
      const end = Math.min(row + rowsAtOnce, this.#rows);
      const records = Array.from({ length: end - row }, (_, index) => read(row + index));
      for (const column of behind) if (column.rows < end) column.extend(records.slice(column.rows - row));
      yield;
    }
  }

  #wholeAt(path: string): StoredColumn | undefined {
    const derived = this.#derivedFor(path);
    return derived && derived.rows >= this.#rows ? derived.column : undefined;
  }

  #derivedFor(path: string): DerivedColumn | undefined {
    const known = this.#derived.get(path);
    if (known) return known;
    const field = fieldOf(this.#report, path);
    if (!field?.derived) return undefined;
    const column = new DerivedColumn(field, this.#dictionaryLimit);
    this.#derived.set(path, column);
    return column;
  }

  /** Takes in records. Answers with the places of those that cannot be read: they have no values. After an error nothing has changed. */
  append(records: readonly unknown[]): number[] {
    const before = this.#rows;
    try {
      return costingOnlyItself(records, (some) => this.#append(some));
    } catch (error) {
      this.truncate(before);
      throw error;
    }
  }

  #append(records: readonly unknown[]): void {
    const before = this.#rows;
    try {
      this.#read(records, (column, values) => column.append(values));
      for (const column of this.#derived.values()) if (column.rows === before) column.extend(records);
      this.#rows += records.length;
    } catch (error) {
      this.truncate(before);
      throw error;
    }
  }

  /** Gives each of the rows, which are there, the values of another record, or none if that cannot be read: answers with the places of those. */
  replace(rows: readonly number[], records: readonly unknown[]): number[] {
    if (rows.length === 0) return [];
    return costingOnlyItself(records, (some, from) => {
      this.#read(some, (column, values) => values.forEach((value, index) => column.replace(rows[from + index] ?? -1, value)));
      for (const column of this.#derived.values()) some.forEach((record, index) => column.replace(rows[from + index] ?? -1, record));
    });
  }

  /** Forgets the rows from `rows` on. */
  truncate(rows: number): void {
    this.#rows = rows;
    for (const column of this.#byPath.values()) column.truncate(rows);
    for (const column of this.#derived.values()) column.truncate(rows);
  }

  #read(records: readonly unknown[], take: Take): void {
    makeRoom(this.#root, records.length);
    for (let index = 0; index < records.length; index++) readMembers(this.#root, records[index], index);
    takeMembers(this.#root, take);
    for (const column of this.#lists)
      take(
        column,
        records.map((record) => cellOf(memberAt(record, column.field.path))),
      );
  }
}

/**
 * Takes all records at once. When one of them is such that this fails, whatever it is like, one by one, and nothing in place of those that fail: a record
 * costs no other. Answers with their places.
 */
function costingOnlyItself(records: readonly unknown[], take: (some: readonly unknown[], from: number) => void): number[] {
  try {
    take(records, 0);
    return [];
  } catch {
    // told below, by the places
  }
  const unreadable: number[] = [];
  for (const [place, record] of records.entries()) {
    try {
      take([record], place);
    } catch {
      take([undefined], place);
      unreadable.push(place);
    }
  }
  return unreadable;
}

type Take = (column: StoredColumn, values: readonly unknown[]) => void;

function memberFor(root: Member, path: string): Member {
  return path.split("/").reduce((parent, name) => {
    const member = parent.members.get(name) ?? newMember(name);
    parent.members.set(name, member);
    return member;
  }, root);
}

function makeRoom({ members }: Member, records: number): void {
  for (const member of members.values()) {
    member.values = new Array<unknown>(records).fill(undefined);
    makeRoom(member, records);
  }
}

/** Record by record, as each of them is in the processor's cache only once. */
function readMembers({ members, names, places, met }: Member, object: unknown, index: number): void {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return;
  // Quicker than a look for each of a hundred names.
  const [own, values] = [Object.keys(object), Object.values(object) as unknown[]];
  for (let place = 0; place < own.length; place++) {
    const name = own[place] ?? "";
    if (names[place] !== name) {
      names[place] = name;
      if (met.size < manyNames) met.add(name.toLowerCase());
      places[place] = members.get(name) ?? inAnyCase(members, name);
    }
    const member = places[place];
    if (!member || (member.name !== name && isTaken(own, place, member.name))) continue;
    const value = values[place];
    member.values[index] = value;
    if (member.members.size > 0) readMembers(member, value, index);
  }
}

/** The member that a name stands for which is written in another case. */
function inAnyCase(members: ReadonlyMap<string, Member>, name: string): Member | undefined {
  const wanted = name.toLowerCase();
  for (const [other, member] of members) if (other.length === name.length && other.toLowerCase() === wanted) return member;
  return undefined;
}

/** The object has the member as it is written, or before `place` in another case. */
const isTaken = (names: readonly string[], place: number, wanted: string): boolean =>
  names.some((name, at) => name === wanted || (at < place && name.length === wanted.length && name.toLowerCase() === wanted.toLowerCase()));

function takeMembers({ members }: Member, take: Take): void {
  for (const member of members.values()) {
    if (member.column) take(member.column, member.values);
    member.values = [];
    takeMembers(member, take);
  }
}
