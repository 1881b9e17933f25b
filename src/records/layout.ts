import type { RecordLayout, ShownPart } from "../reports/recordLayout.ts";
import { again, at, pairs, table, type Reader } from "./listParts.ts";
import type { DetailSection, DetailTab, Entry, DetailPart } from "./detailPart.ts";
import { PartMaker, type Making } from "./partMaker.ts";
import { isObject, placeOf, root } from "./place.ts";
import { policies } from "./policies.ts";
import { sides } from "./sides.ts";
import { steps } from "./steps.ts";
import { changes, firstTargets, made, targets } from "./targets.ts";

/** Paths that a part is the place of: they need no other one. */
function claimsOfPart(part: string | ShownPart): readonly string[] {
  if (typeof part === "string") return [part];
  switch (part.show) {
    case "sides":
      return [part.source, part.target];
    case "firstTargets":
    case "again":
    case "made":
      return [];
    default:
      return [part.path];
  }
}

/** Paths that have a place in a layout. */
export const claimsOf = ({ tabs }: RecordLayout): readonly string[] =>
  tabs.flatMap(({ sections }) => sections.flatMap(({ of }) => of.flatMap(claimsOfPart)));

const readers: { readonly [Show in ShownPart["show"]]: Reader<Show> } = {
  pairs,
  table,
  policies,
  targets,
  firstTargets,
  changes,
  steps,
  sides,
  again,
  made,
};

function partsOf(one: string | ShownPart, record: unknown, make: PartMaker): readonly DetailPart[] {
  if (typeof one !== "string") return (readers[one.show] as Reader<typeof one.show>)(one, record, make);
  const value = at(record, one);
  // An object of which every member has its own place would come again as an empty line.
  return value === undefined ? [] : make.parts(value, placeOf(one), one);
}

const isSomething = (part: DetailPart): boolean => {
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
    case "comparison":
      return false;
  }
};

const isWide = (part: DetailPart): boolean => part.kind === "item" || (part.kind === "table" && part.columns.length > 3);

/** The tabs of a record, all of them always: those with nothing to show say why. */
export function recordTabs(
  layout: RecordLayout,
  record: unknown,
  making: Omit<Making, "claimed" | "judged" | "linked">,
  first: readonly DetailPart[] = [],
): DetailTab[] {
  const claimed = new Set(claimsOf(layout));
  const make = new PartMaker({ ...making, claimed, judged: new Set(layout.judged), linked: new Set(layout.linked) });
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
export function withoutBlank(parts: readonly DetailPart[]): DetailPart[] {
  const kept: DetailPart[] = [];
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
