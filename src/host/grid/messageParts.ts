import * as v from "valibot";

// Limits that nothing comes near that a person does in a grid.
/** Characters of a query or filter, and of a value in one. */
const longestText = 10_000_000;
/** Characters of a field's path, the name of a zone, an instant. */
const longestName = 1_000;
/** Rows may be selected one by one. */
const mostRanges = 100_000;
/** CSS pixels. */
const widestColumn = 100_000;

const isObject = (value: unknown): value is object => Object.prototype.toString.call(value) === "[object Object]";

/** An object with these members and no others: it would not be known what was meant by one more. */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.config(
    v.pipe(
      v.custom<object>((value) => isObject(value) && Object.keys(value).every((name) => Object.hasOwn(entries, name))),
      v.object(entries),
    ),
    { abortEarly: true },
  );

/** A list that is too long is not looked through. */
export const list = <const Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(
    v.custom<unknown[]>((value) => Array.isArray(value) && value.length <= most),
    v.array(item),
  );

/** One of several objects, each of which says in `kind` which it is. */
export const oneOf = <const Kinds extends Readonly<Record<string, v.GenericSchema>>>(kinds: Kinds) =>
  v.lazy((value): Kinds[keyof Kinds] | v.NeverSchema<undefined> => {
    const kind = isObject(value) && "kind" in value ? value.kind : undefined;
    const isKnown = (name: unknown): name is keyof Kinds => typeof name === "string" && Object.hasOwn(kinds, name);
    return isKnown(kind) ? kinds[kind] : v.never();
  });

export const nothing = v.undefined();
export const truth = v.boolean();
/** Positions, numbers of records and how many: what can be counted. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const text = v.pipe(v.string(), v.maxLength(longestText));
export const name = v.pipe(v.string(), v.maxLength(longestName));

/** Fields of a report, in whatever list of them, and more. */
export const mostFields = 1_000;
export const columns = list(
  object({
    path: name,
    width: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(widestColumn))),
    pinned: v.exactOptional(v.literal(true)),
  }),
  mostFields,
);
export const sort = list(object({ path: name, direction: v.picklist(["asc", "desc"]) }), mostFields);

/** They ascend and have no row in common: so they have no more rows than the view. */
export const ranges = v.pipe(
  list(object({ from: count, to: count }), mostRanges),
  v.check((several) => several.every(({ from, to }, at) => from <= to && from >= (several[at - 1]?.to ?? 0))),
);
