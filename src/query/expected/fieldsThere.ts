import { fieldOf, type Field, type Report } from "../../reports/index.ts";
import { kindOf, type Scope } from "../checks/known.ts";
import { isOpen } from "../fieldPath.ts";
import type { TextPlace } from "../placeAt.ts";
import { orders } from "./comparisonsOf.ts";
import type { Expectation, FieldThere } from "./expectation.ts";
import { fitsInto, type Wanted } from "./wanted.ts";

interface There {
  readonly report: Report;
  readonly scope: Scope;
  readonly place: TextPlace;
}

/** Fields that may stand at a place of a condition. `like`: what stands there already. */
export function fieldsThere({ report, scope, place }: There, wanted: Wanted, like: Wanted = wanted): Expectation {
  const isOrdered =
    wanted.isOrdered === true || (wanted.isCondition === true && orders.some((name) => name === place.after[0]?.text.toLowerCase()));
  const isPossible = (field: Field) =>
    (like.kinds === undefined
      ? wanted.isCondition === true || fitsInto(like, { kind: kindOf(field) })
      : fitsInto(like, { kind: kindOf(field) })) &&
    (!wanted.isCondition || like.hasMembers === undefined || like.hasMembers === (field.values !== undefined)) &&
    (!isOrdered || !field.values) &&
    (wanted.text === undefined || !field.values || field.values.includes(wanted.text)) &&
    (field.kind !== "object" || field.list === true || isOpen(report, field));
  const there: FieldThere[] = [];
  const lists: (FieldThere & { readonly variable: string })[] = [];
  const take = (path: string, field: Field) => {
    const isAsked = wanted.isCondition && field.list;
    if (isAsked) lists.push({ path, field, variable: freeName(scope, field) });
    else if (isPossible(field) && (!field.list || wanted.kinds?.includes("list"))) there.push({ path, field });
  };
  for (const [name, items] of [...scope].reverse()) {
    if (items === undefined) continue;
    const list = fieldOf(report, items.slice(0, -"/[]".length));
    if (list && list.kind !== "object") {
      const { list: _, ...item } = list;
      if (isPossible(item)) there.push({ path: name, field: item });
    }
    for (const field of report.fields)
      if (field.path.startsWith(`${items}/`) && !field.path.slice(items.length + 1).includes("[]"))
        take(`${name}${field.path.slice(items.length)}`, field);
  }
  const [root, slash] = place.standing;
  if (!(root && slash?.text === "/" && scope.has(root.text)))
    for (const field of report.fields) if (!field.path.includes("[]")) take(field.path, field);
  return { kind: "field", fields: there, lists };
}

/** A name for the items of a list that no other list has. */
export function freeName(scope: Scope, list: Field | undefined): string {
  const name = list?.path.replace(/.*\//, "").charAt(0).toLowerCase() ?? "item";
  let free = name;
  for (let number = 2; scope.has(free); number++) free = `${name}${String(number)}`;
  return free;
}
