import type { Field, Outcome } from "../reports/report.ts";
import { isBlank } from "./blank.ts";
import { formatJson } from "./formatJson.ts";
import type { Entry, EntryForm, DetailPart, Table } from "./detailPart.ts";
import { isObject, itemOf, memberOf, root, type Members, type Place } from "./place.ts";
import type { JsonText } from "./readJson.ts";
import { isBranch, valueText } from "./valueText.ts";

/** What is asked of a field here. */
export type KnownField = Pick<Field, "path" | "label" | "kind" | "description" | "mono">;

export interface Making {
  readonly fields: ReadonlyMap<string, KnownField>;
  /** The record as it came, where that is known: numbers are then shown with the digits that they came with. */
  readonly json?: JsonText;
  /** How many items of the list or members of the object at `key` are shown at most. */
  limit(key: string): number;
  /** Paths of values such as "success" that are shown with an icon. */
  readonly judged: ReadonlySet<string>;
  /** Paths of sentences whose web addresses may be opened. */
  readonly linked: ReadonlySet<string>;
  /** Paths that a layout shows in places of their own: skipped in what lies around them. */
  readonly claimed: ReadonlySet<string>;
}

const deepest = 6;
const mostColumns = 8;
const isGuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;

/** JSON on one line, as it came where that is known; else deep nesting that JSON itself cannot write is named as such. */
function oneLine(value: unknown, json: JsonText | undefined): string {
  const text = typeof value === "object" && value !== null ? json?.textOf(value) : undefined;
  if (text !== undefined) return formatJson(text);
  try {
    return JSON.stringify(value);
  } catch {
    return "(too deep to show here: see JSON)";
  }
}

const words: ReadonlyMap<unknown, Outcome> = new Map<unknown, Outcome>([
  ["success", "success"],
  [true, "success"],
  ["satisfied", "success"],
  ["failure", "failure"],
  ["timeout", "failure"],
  [false, "failure"],
  ["warning", "interrupt"],
  ["interrupted", "interrupt"],
]);
export const outcomeOf = (value: unknown): Outcome => words.get(typeof value === "string" ? value.toLowerCase() : value) ?? "other";

/** Makes parts of whatever a record has, of whatever shape. */
export class PartMaker {
  private readonly making: Making;
  private readonly numbers: ReadonlyMap<string, string>;

  constructor(making: Making) {
    this.making = making;
    this.numbers = making.json ? numbersIn(making.json) : new Map();
  }

  fieldAt({ path }: Place): KnownField | undefined {
    return this.making.fields.get(path);
  }

  entry(value: unknown, { key, path }: Place, change: Partial<Pick<Entry, "label" | "text" | "outcome" | "continues">> = {}): Entry {
    const field = this.making.fields.get(path);
    const text =
      isScalar(value) || !isBranch(value) ? (this.numbers.get(key) ?? valueText(value ?? null)) : oneLine(value, this.making.json);
    const isFlags = field?.kind === "flags" && typeof value === "string";
    const outcome = this.making.judged.has(path) && !isBlank(value) ? outcomeOf(value) : undefined;
    return {
      kind: "entry",
      key,
      path,
      label: field?.label ?? path.slice(path.lastIndexOf("/") + 1),
      description: field?.description ?? "",
      value,
      text: isFlags ? text.replaceAll(/,(?=\S)/g, ", ") : text,
      form: formOf(value, field),
      ...(outcome && { outcome }),
      ...(this.making.linked.has(path) && typeof value === "string" && { linked: true as const }),
      ...(field && field.kind !== "object" && isScalar(value) && { filterable: true }),
      ...change,
    };
  }

  /** The first of many, and a part that stands for the others. */
  limited<T>(all: readonly T[], key: string, parts: (item: T, at: number) => readonly DetailPart[]): DetailPart[] {
    const limit = this.making.limit(key);
    const made = all.slice(0, limit).flatMap(parts);
    return all.length > limit ? [...made, { kind: "more", key, count: all.length - limit }] : made;
  }

  /** Whatever stands at a place. `label`: what to call it where no field does. */
  parts(value: unknown, place: Place, label?: string, depth = 0): readonly DetailPart[] {
    const named = label !== undefined && !this.fieldAt(place) ? { label } : {};
    if (isScalar(value) || !isBranch(value) || depth > deepest) return [this.entry(value, place, named)];
    if (Array.isArray(value)) {
      const all: readonly unknown[] = value;
      if (all.some((item) => !isScalar(item))) return this.table(all, place, label);
      return this.limited(all, place.key, (item, at) => [
        this.entry(item, { key: itemOf(place, at).key, path: place.path }, { ...named, ...(at > 0 && { continues: true as const }) }),
      ]);
    }
    return this.members(value as Members, place, this.fieldAt(place) ? "" : label, depth);
  }

  members(value: Members, place: Place, label = "", depth = 0): readonly DetailPart[] {
    const left = Object.entries(value).filter(([name]) => !this.making.claimed.has(memberOf(place, name).key));
    return this.limited(left, place.key, ([name, member]) =>
      this.parts(member, memberOf(place, name), label === "" ? name : `${label} › ${name}`, depth + 1),
    );
  }

  /**
   * Items of a list as rows. `columns`: members in order, with their headers; those not named stand behind them.
   * Items of many different members stand one below the other in place of it.
   */
  table(
    all: readonly unknown[],
    place: Place,
    label?: string,
    columns: Readonly<Record<string, string>> = {},
    order?: readonly number[],
  ): DetailPart[] {
    const limit = this.making.limit(place.key);
    const shown = (order ?? all.map((_, at) => at)).slice(0, limit).map((at) => ({ at, item: all[at] }));
    const names = this.columnsOf(
      shown.map(({ item }) => item),
      place,
      Object.keys(columns),
    );
    const more: DetailPart[] = all.length > limit ? [{ kind: "more", key: place.key, count: all.length - limit }] : [];
    const title = this.fieldAt(place)?.label ?? label ?? place.path;
    if (names.length === 0) return [this.entry(all, place)];
    if (names.length > mostColumns) return [...this.items(shown, place, title), ...more];
    const table: Table = {
      kind: "table",
      key: place.key,
      label: title,
      columns: names.map((name) => {
        const field = name === undefined ? undefined : this.fieldAt(memberOf(itemOf(place, 0), name));
        // A member may be called as those that every object has.
        const header = name !== undefined && Object.hasOwn(columns, name) ? columns[name] : field?.label;
        return { label: name === undefined ? "Value" : (header ?? name), description: field?.description ?? "" };
      }),
      rows: shown.map(({ at, item }) => {
        const here = itemOf(place, at);
        return names.map((name) => {
          if (name === undefined) return isObject(item) ? undefined : this.entry(item, here);
          return isObject(item) && Object.hasOwn(item, name) ? this.cell(item[name], memberOf(here, name)) : undefined;
        });
      }),
    };
    return [table, ...more];
  }

  /** A list of plain values stands in its cell with an item a line. */
  private cell(value: unknown, place: Place): Entry {
    const isPlainList = Array.isArray(value) && value.length > 0 && value.every((item) => isScalar(item));
    const text = (item: unknown, at: number): string => this.numbers.get(itemOf(place, at).key) ?? String(item);
    return this.entry(value, place, isPlainList ? { text: value.map(text).join("\n") } : {});
  }

  private items(shown: readonly { readonly at: number; readonly item: unknown }[], place: Place, title: string): DetailPart[] {
    return shown.map(({ at, item }) => {
      const here = itemOf(place, at);
      return isObject(item)
        ? {
            kind: "item",
            ...here,
            title: `${title} ${String(at + 1)}`,
            detail: "",
            value: item,
            open: shown.length <= 4,
            parts: this.members(item, here),
          }
        : this.entry(item, here);
    });
  }

  /** Members that any of the items has: those named first, then in the order of the fields. `undefined`: items that are no objects. */
  private columnsOf(items: readonly unknown[], place: Place, first: readonly string[]): (string | undefined)[] {
    const present = new Set(items.flatMap((item) => (isObject(item) ? Object.keys(item) : [undefined])));
    const ofFields = Array.from(this.making.fields.keys())
      .filter((path) => path.startsWith(`${place.path}/[]/`))
      .map((path) => path.slice(place.path.length + 4));
    return [...new Set([...first, ...ofFields, ...present])].filter((name) => present.has(name));
  }
}

/** Numbers that came with other digits than they would be written with, by key; those of members that are replaced are left out. */
function numbersIn(json: JsonText): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  const open = [{ value: json.value, place: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: parent, place, depth } = next;
    if (typeof parent !== "object" || parent === null || depth > 2 * deepest) continue;
    for (const [at, { name, value, text, isReplaced }] of json.members(parent).entries()) {
      if (isReplaced || (isScalar(value) && typeof value !== "number")) continue;
      const here = Array.isArray(parent) ? itemOf(place, at) : memberOf(place, name);
      if (typeof value !== "number") open.push({ value, place: here, depth: depth + 1 });
      else if (String(value) !== text) numbers.set(here.key, text);
    }
  }
  return numbers;
}

export function formOf(value: unknown, field: KnownField | undefined): EntryForm {
  if (isBlank(value)) return "blank";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (field?.kind === "instant" && typeof value === "string") return "instant";
  return field?.mono || typeof value === "object" || isGuid.test(String(value)) ? "mono" : "text";
}
