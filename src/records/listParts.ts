import type { ShownPart } from "../reports/recordLayout.ts";
import { valueAt } from "../reports/valueAt.ts";
import { isBlank } from "./blank.ts";
import type { DetailPart } from "./detailPart.ts";
import type { PartMaker } from "./partMaker.ts";
import { isObject, placeOf } from "./place.ts";

/** Makes the parts of a record that a layout wants shown in one of the ways. */
export type Reader<Show extends ShownPart["show"]> = (
  part: Extract<ShownPart, { readonly show: Show }>,
  record: unknown,
  make: PartMaker,
) => readonly DetailPart[];

export const at = (record: unknown, path: string): unknown => (isObject(record) ? valueAt(record, path) : undefined);

/** In place of a list without items: the sentence that says why, and the blank value that the record may have there. */
export const nothingOf = (value: unknown, path: string, make: PartMaker, none?: string): readonly DetailPart[] => [
  ...(none === undefined ? [] : [{ kind: "note" as const, text: none }]),
  ...(value === undefined ? [] : make.parts(value, placeOf(path))),
];

const isPair = (item: unknown): item is Readonly<Record<string, unknown>> =>
  isObject(item) && Object.keys(item).every((name) => name === "key" || name === "value");

export const pairs: Reader<"pairs"> = ({ path, none }, record, make) => {
  const list = at(record, path);
  if (isBlank(list)) return nothingOf(list, path, make, none);
  const place = placeOf(path);
  if (!Array.isArray(list) || !list.every(isPair)) return make.parts(list, place);
  return make.limited(list, path, (item, index) => {
    const here = { key: `${path}/${String(index)}`, path: `${path}/[]` };
    const { key } = item;
    if (typeof key !== "string" || key === "") return make.members(item, here);
    return [make.entry(item["value"], { key: `${here.key}/value`, path: `${here.path}/value` }, { label: key })];
  });
};

/** ISO 8601 instants in one zone sort as texts. */
export const table: Reader<"table"> = ({ path, columns, orderBy, none }, record, make) => {
  const list = at(record, path);
  if (isBlank(list)) return nothingOf(list, path, make, none);
  if (!Array.isArray(list) || !list.some(isObject)) return make.parts(list, placeOf(path));
  const by = (index: number): string => {
    const item: unknown = list[index];
    const value = isObject(item) && orderBy !== undefined ? item[orderBy] : undefined;
    return typeof value === "string" && value !== "" ? value : "\uffff";
  };
  const order = list.map((_, index) => index);
  if (orderBy !== undefined) order.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a - b));
  return make.table(list, placeOf(path), undefined, columns, order);
};

export const again: Reader<"again"> = ({ paths }, record, make) =>
  paths.flatMap((path) => {
    const value = at(record, path);
    return value === undefined ? [] : [make.entry(value, placeOf(path))];
  });
