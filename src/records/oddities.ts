import type { Field } from "../reports/report.ts";
import type { JsonText } from "./readJson.ts";

type Known = Pick<Field, "path" | "label" | "kind"> & { readonly list?: boolean };

const deepest = 8;
const mostItems = 100;
const most = 8;

const expected: Record<Field["kind"], string> = {
  text: "a text",
  enum: "a text",
  flags: "a text",
  instant: "a text",
  integer: "a number",
  double: "a number",
  boolean: "true or false",
  object: "an object",
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return "an object";
  }
}

/**
 * What of a record is not as its report says, in sentences: a value of another kind, a name in another case, a member that comes twice. Empty values are
 * none of it, and neither is what no field tells of. The names in the sentences are the record's: as hostile as it.
 */
export function oddities(json: JsonText, fields: Iterable<Known>): string[] {
  const byName = new Map<string, Known>();
  for (const field of fields) byName.set(field.path.toLowerCase(), field);
  const sentences = new Set<string>();
  const open = [{ value: json.value, path: "", depth: 0 }];
  // The first members are told of first.
  for (const { value: parent, path, depth } of open) {
    if (typeof parent !== "object" || parent === null || depth > deepest || sentences.size > most) continue;
    const members = json.members(parent).slice(0, Array.isArray(parent) ? mostItems : undefined);
    const names = new Set(members.map(({ name }) => name));
    for (const { name, value, isReplaced } of members) {
      const written = Array.isArray(parent) ? `${path}/[]` : path === "" ? name : `${path}/${name}`;
      if (isReplaced) {
        sentences.add(`“${written}” comes more than once: columns and filters take the last one.`);
        continue;
      }
      const field = byName.get(written.toLowerCase());
      const own = field?.path.slice(field.path.lastIndexOf("/") + 1);
      // Beside a member that is written as it should be, this is another one.
      const isOther = own !== undefined && own !== name && !Array.isArray(parent) && names.has(own);
      if (field && own !== name && !isOther && !Array.isArray(parent)) sentences.add(`“${written}” is taken for “${field.path}”.`);
      if (field && !isOther) addKinds(field, value, sentences);
      open.push({ value, path: isOther ? `${written}?` : (field?.path ?? written), depth: depth + 1 });
    }
  }
  const all = [...sentences];
  return all.length > most ? [...all.slice(0, most), "More of this record is not as the service usually writes it."] : all;
}

function addKinds({ path, label, kind, list = false }: Known, value: unknown, sentences: Set<string>): void {
  if (value === null || value === "") return;
  const odd = (found: string, wanted: string): void => void sentences.add(`${label} (${path}) is ${found} here; ${wanted} is expected.`);
  if (list !== Array.isArray(value)) {
    odd(kindOf(value), list ? "a list" : expected[kind]);
    return;
  }
  const items: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostItems) : [value];
  const wrong = items.find((item) => item !== null && kindOf(item) !== expected[kind]);
  if (wrong !== undefined) odd(list ? `a list with ${kindOf(wrong)}` : kindOf(wrong), list ? `one with ${expected[kind]}` : expected[kind]);
}
