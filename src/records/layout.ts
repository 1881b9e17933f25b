import { valueAt } from "../reports/valueAt.ts";
import { isBlank } from "./blank.ts";
import type { DetailSection, DetailTab, Entry, Part } from "./part.ts";
import { PartMaker, type Making } from "./partMaker.ts";
import { isObject, placeOf, root } from "./place.ts";

/** Parts that a section makes in its own way. */
export interface Special {
  /** Paths that need no other place. */
  readonly claims: readonly string[];
  parts(record: unknown, make: PartMaker): readonly Part[];
}

export interface SectionLayout {
  readonly title: string;
  /** Paths in their order: of a value, or of an object, which stands for all its members that have no place of their own. */
  readonly of: readonly (string | Special)[];
}

export interface TabLayout {
  readonly id: string;
  readonly label: string;
  readonly sections: readonly SectionLayout[];
  /** Why there is nothing, in a sentence. */
  readonly empty: string;
}

/** How the details show the records of a report. What a record has beyond it stands under "Other" in the first tab. */
export interface RecordLayout {
  readonly tabs: readonly TabLayout[];
  /** Paths of values such as "success" that are shown with an icon. */
  readonly judged: readonly string[];
}

export const at = (record: unknown, path: string): unknown => (isObject(record) ? valueAt(record, path) : undefined);

const claimsOf = ({ tabs }: RecordLayout): readonly string[] =>
  tabs.flatMap(({ sections }) => sections.flatMap(({ of }) => of.flatMap((one) => (typeof one === "string" ? [one] : one.claims))));

function partsOf(one: string | Special, record: unknown, make: PartMaker): readonly Part[] {
  if (typeof one !== "string") return one.parts(record, make);
  const value = at(record, one);
  // An object of which every member has its own place would come again as an empty line.
  return value === undefined ? [] : make.parts(value, placeOf(one), one);
}

const isSomething = (part: Part): boolean => {
  switch (part.kind) {
    case "entry":
      return part.form !== "blank";
    case "table":
      return part.rows.some((row) => row.some((cell) => cell && cell.form !== "blank"));
    case "item":
    case "more":
    case "explanation":
      return true;
    case "heading":
    case "note":
      return false;
  }
};

const isWide = (part: Part): boolean => part.kind === "item" || (part.kind === "table" && part.columns.length > 3);

/** The tabs of a record, all of them always: those with nothing to show say why. */
export function recordTabs(
  layout: RecordLayout,
  record: unknown,
  making: Omit<Making, "claimed" | "judged">,
  first: readonly Part[] = [],
): DetailTab[] {
  const claimed = new Set(claimsOf(layout));
  const make = new PartMaker({ ...making, claimed, judged: new Set(layout.judged) });
  return layout.tabs.map(({ id, label, sections, empty }, tab) => {
    const made: DetailSection[] = sections.map(({ title, of }, section) => {
      const parts = [...(tab === 0 && section === 0 ? first : []), ...of.flatMap((one) => partsOf(one, record, make))];
      return { title, parts, wide: parts.some(isWide) };
    });
    if (tab === 0 && isObject(record)) made.push({ title: "Other", parts: make.members(record, root), wide: false });
    const filled = made.filter(({ parts }) => parts.length > 0);
    return { id, label, sections: filled, ...(!filled.some(({ parts }) => parts.some(isSomething)) && { empty }) };
  });
}

/** What is left when blank values are hidden. */
export function withoutBlank(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    if (part.kind === "entry" && part.form === "blank") continue;
    if (part.kind === "item") kept.push({ ...part, parts: withoutBlank(part.parts) });
    else if (part.kind === "table") {
      const { columns, rows } = part;
      const isFilled = (cell: Entry | undefined): boolean => cell !== undefined && cell.form !== "blank";
      if (part.fixed) {
        if (rows.some((row) => row.some(isFilled))) kept.push(part);
        continue;
      }
      const filled = columns.flatMap((_, at) => (rows.some((row) => isFilled(row[at])) ? [at] : []));
      if (filled.length > 0)
        kept.push({
          ...part,
          columns: filled.flatMap((at) => columns[at] ?? []),
          rows: rows.map((row) => filled.map((at) => row[at])),
        });
    } else kept.push(part);
  }
  return kept;
}

/** In place of a list without items: the sentence that says why, and the blank value that the record may have there. */
export const nothingOf = (value: unknown, path: string, make: PartMaker, none?: string): readonly Part[] => [
  ...(none === undefined ? [] : [{ kind: "note" as const, text: none }]),
  ...(value === undefined ? [] : make.parts(value, placeOf(path))),
];

/** Pairs of a name and a value, as the service sends them in lists: each a line with its name as label. */
export function pairs(path: string, none?: string): Special {
  return {
    claims: [path],
    parts(record, make) {
      const list = at(record, path);
      if (isBlank(list)) return nothingOf(list, path, make, none);
      const place = placeOf(path);
      const isPairs =
        Array.isArray(list) &&
        list.every((item) => isObject(item) && Object.keys(item).every((name) => name === "key" || name === "value"));
      if (!isPairs) return make.parts(list, place);
      return make.limited(list as readonly Readonly<Record<string, unknown>>[], path, (item, index) => {
        const here = { key: `${path}/${String(index)}`, path: `${path}/[]` };
        const { key } = item;
        if (typeof key !== "string" || key === "") return make.members(item, here);
        return [make.entry(item["value"], { key: `${here.key}/value`, path: `${here.path}/value` }, { label: key })];
      });
    },
  };
}

/** Items of a list as rows, in the order of a text where it is given; ISO 8601 instants in one zone sort as texts. */
export function table(
  path: string,
  columns: Readonly<Record<string, string>>,
  { orderBy, none }: { orderBy?: string; none?: string } = {},
): Special {
  return {
    claims: [path],
    parts(record, make) {
      const list = at(record, path);
      if (isBlank(list)) return nothingOf(list, path, make, none);
      if (!Array.isArray(list) || !list.some(isObject)) return make.parts(list, placeOf(path));
      const by = (index: number): string => {
        const item = list[index] as unknown;
        const value = isObject(item) && orderBy !== undefined ? item[orderBy] : undefined;
        return typeof value === "string" && value !== "" ? value : "\uffff";
      };
      const order = list.map((_, index) => index);
      if (orderBy !== undefined) order.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a - b));
      return make.table(list, placeOf(path), undefined, columns, order);
    },
  };
}
