import { fieldOf, type Field, type Report } from "../../reports/index.ts";
import { cellOf, memberAt } from "./cells.ts";
import { Column } from "./column.ts";

interface Member {
  readonly name: string;
  column?: Column;
  readonly members: Map<string, Member>;
  /** Of the records that are being taken in. */
  values: unknown[];
  /** Names as the object read last has them, and what stands at their places: the next one has mostly the same. */
  readonly names: string[];
  readonly places: (Member | undefined)[];
}

const newMember = (name = ""): Member => ({ name, members: new Map(), values: [], names: [], places: [] });

const isScalar = ({ path, kind, list }: Field): boolean => kind !== "object" && !list && !path.includes("[]");

/** A column for every scalar field of a report, and for the lists among its default columns: of these, the JSON text. */
export class Columns {
  readonly #report: Report;
  readonly #root = newMember();
  readonly #lists: Column[] = [];
  readonly #byPath = new Map<string, Column>();
  #rows = 0;

  constructor(report: Report, dictionaryLimit: number) {
    this.#report = report;
    for (const field of report.fields) {
      if (!isScalar(field) && !(field.path.includes("[]") && report.columns.includes(field.path))) continue;
      const column = new Column(field, dictionaryLimit);
      this.#byPath.set(field.path, column);
      if (isScalar(field)) memberFor(this.#root, field.path).column = column;
      else this.#lists.push(column);
    }
  }

  /** The path as the report writes it. */
  canonical(path: string): string {
    return fieldOf(this.#report, path)?.path ?? path;
  }

  at(path: string): Column | undefined {
    return this.#byPath.get(this.canonical(path));
  }

  /** The column of a field that is no list: its values are the record's own. */
  scalarAt(path: string): Column | undefined {
    const column = this.at(path);
    return column && isScalar(column.field) ? column : undefined;
  }

  all(): Iterable<Column> {
    return this.#byPath.values();
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
      this.#rows += records.length;
    } catch (error) {
      this.truncate(before);
      throw error;
    }
  }

  /** Gives each of the rows, which are there, the values of another record, or none if that cannot be read: answers with the places of those. */
  replace(rows: readonly number[], records: readonly unknown[]): number[] {
    if (rows.length === 0) return [];
    return costingOnlyItself(records, (some, from) =>
      this.#read(some, (column, values) => values.forEach((value, index) => column.replace(rows[from + index] ?? -1, value))),
    );
  }

  /** Forgets the rows from `rows` on. */
  truncate(rows: number): void {
    this.#rows = rows;
    for (const column of this.#byPath.values()) column.truncate(rows);
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

type Take = (column: Column, values: readonly unknown[]) => void;

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
function readMembers({ members, names, places }: Member, object: unknown, index: number): void {
  if (typeof object !== "object" || object === null || Array.isArray(object)) return;
  // Quicker than a look for each of a hundred names.
  const [own, values] = [Object.keys(object), Object.values(object) as unknown[]];
  for (let place = 0; place < own.length; place++) {
    const name = own[place] ?? "";
    if (names[place] !== name) {
      names[place] = name;
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
