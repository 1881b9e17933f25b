import { memberNamed } from "./valueAt.ts";

/** A step on the way to a value: a member, of several names the first that says something; or the items of a list, some of them only. */
type Step =
  | { readonly kind: "member"; readonly names: readonly string[] }
  | { readonly kind: "items"; readonly test?: { readonly member: string; readonly isNot: boolean; readonly values: ReadonlySet<string> } };

/** Where the value of a derived field may stand, and how it is read there. */
export interface DerivedPlace {
  readonly reading: Reading;
  readonly steps: readonly Step[];
  /** Values that say nothing. */
  readonly idle: ReadonlySet<string>;
}

/** How what stands at a place becomes texts; `granted` and those behind it read a whole change: its name, its old and its new value. */
export type Reading = keyof typeof readings;

const readings = {
  /** As it is. */
  plain: plainTexts,
  /** JSON text, as the directory writes values of changed properties. */
  json: jsonTexts,
  /** Words that the change has added; those that it had, when it leaves none. */
  granted: ({ before, after }: Change) => added(wordsOf(before), wordsOf(after)),
  /** Scopes that a consent has added: `[[… Scope: a b, …]] => [[… Scope: a b c, …]]`. */
  permissions: ({ before, after }: Change) => permissions(jsonTexts(hasText(after) ? after : before).join(" ")),
  /** Its name, unless the change sums up others. */
  name: ({ name }: Change) => (isSummary(name) ? [] : [name]),
  /** `Account enabled: true → false`. */
  words: (change: Change) => (isSummary(change.name) ? [] : [inWords(change)]),
} satisfies Record<string, ((value: unknown) => readonly string[]) | ((change: Change) => readonly string[])>;

const ofChanges: readonly Reading[] = ["granted", "permissions", "name", "words"];
const isReading = (word: string): word is Reading => Object.hasOwn(readings, word);

/**
 * Reads where a derived field stands: places with semicolons between them, the first one that says something counts. Each is a path, with a reading
 * before it unless the value is taken as it is: `json targetResources/[]/modifiedProperties/[displayName=Group.DisplayName]/newValue,oldValue`.
 *
 * `[]` goes through the items of a list, `[member=value,other]` through those whose member has one of these values, in any case, and `[member!=value]`
 * through the others; what is no list stands for a list of itself. Of several names at the end the first that says something is taken. `failureReason!=Other.`:
 * that value says nothing. Throws a `SyntaxError` that names the place.
 */
export const derivedPlaces = (text: string): readonly DerivedPlace[] => text.split(";").map((place) => placeOf(place.trim()));

function placeOf(text: string): DerivedPlace {
  const [, word, whole = ""] = /^(?:(\w+) )?(\S.*)$/.exec(text) ?? [];
  if (word !== undefined && !isReading(word)) throw new SyntaxError(`"${word}" is no way to read a value: ${text}`);
  const [, path = "", idle] = /^(.*?)(?:!=([^\]/]*))?$/.exec(whole) ?? [];
  // A slash within brackets belongs to a value.
  const steps = path.split(/\/(?![^[]*\])/).map(stepOf);
  if (path === "" || steps.some((step) => step === undefined)) throw new SyntaxError(`"${whole}" is no path: ${text}`);
  return { reading: word ?? "plain", steps: steps as Step[], idle: new Set(idle === undefined ? [] : [folded(idle)]) };
}

function stepOf(text: string): Step | undefined {
  const [, inside] = /^\[(.*)\]$/.exec(text) ?? [];
  if (inside === "") return { kind: "items" };
  if (inside === undefined) return /^\w[\w@.]*(,\w[\w@.]*)*$/.test(text) ? { kind: "member", names: text.split(",") } : undefined;
  const [, member, not, values] = /^(\w+)(!?)=(.+)$/.exec(inside) ?? [];
  if (member === undefined || values === undefined) return undefined;
  return { kind: "items", test: { member, isNot: not === "!", values: new Set(values.split(",").map(folded)) } };
}

/** Names of properties and types are few: the same ones are folded again and again. */
const foldedNames = new Map<string, string>();
const longestName = 64;
const manyNames = 2000;

function folded(text: string): string {
  const known = foldedNames.get(text);
  if (known !== undefined) return known;
  const fold = text.trim().toLowerCase();
  if (text.length <= longestName && foldedNames.size < manyNames) foldedNames.set(text, fold);
  return fold;
}

/** Under this a record that has some of its values only may carry those of derived fields, by path: they are taken then, and nothing is derived. No JSON has it. */
export const givenValues: unique symbol = Symbol("values of derived fields");

/** Whether the record carries values of derived fields. */
export const isGiven = (record: unknown): boolean => typeof record === "object" && record !== null && givenValues in record;

/** A field as far as its value is made here. */
interface DerivedField {
  readonly path: string;
  readonly list?: true;
  readonly derived?: readonly DerivedPlace[];
}

/**
 * What a record has at a derived field: a text, several with commas between them, or of a list its items, each once. `undefined` when nothing is said.
 * Never throws, whatever the record is like.
 */
export function derivedValue({ path, list, derived = [] }: DerivedField, record: unknown): string | readonly string[] | undefined {
  if (typeof record !== "object" || record === null) return undefined;
  const { [givenValues]: given } = record as { readonly [givenValues]?: Readonly<Record<string, string | readonly string[]>> };
  if (given) return given[path] ?? undefined;
  for (const place of derived) {
    const found = new Set<string>();
    walk(record, place, 0, found);
    if (found.size > 0) return list ? [...found] : found.size === 1 ? (found.values().next().value ?? "") : [...found].join(", ");
  }
  return undefined;
}

/** Answers whether it found something. */
function walk(value: unknown, place: DerivedPlace, depth: number, found: Set<string>): boolean {
  const step = place.steps[depth];
  if (!step) return take(value, place, found);
  if (value === null || value === undefined) return false;
  if (step.kind === "items") {
    let any = false;
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value])
      if (passes(item, step.test)) any = walk(item, place, depth + 1, found) || any;
    return any;
  }
  if (typeof value !== "object" || Array.isArray(value)) return false;
  return step.names.some((name) => walk(memberNamed(value, name), place, depth + 1, found));
}

function passes(item: unknown, test: Extract<Step, { kind: "items" }>["test"]): boolean {
  if (!test) return true;
  if (typeof item !== "object" || item === null || Array.isArray(item)) return false;
  const value = memberNamed(item, test.member);
  const isThere =
    (typeof value === "string" || typeof value === "number" || typeof value === "boolean") && test.values.has(folded(String(value)));
  return isThere !== test.isNot;
}

function take(value: unknown, { reading, idle }: DerivedPlace, found: Set<string>): boolean {
  if (value === null || value === undefined) return false;
  const texts = ofChanges.includes(reading)
    ? (readings[reading] as (change: Change) => readonly string[])(changeOf(value))
    : (readings[reading] as (value: unknown) => readonly string[])(value);
  let any = false;
  for (const text of texts) {
    if (isBlank(text) || (idle.size > 0 && idle.has(folded(text)))) continue;
    found.add(text);
    any = true;
  }
  return any;
}

/** Quicker than to trim a long text. */
const isBlank = (text: string): boolean => !/\S/.test(text);

function textOf(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    // nested more deeply than that goes
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}

function plainTexts(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value))
    return (value as readonly unknown[]).map((item) => (typeof item === "object" && item !== null ? textOf(item) : String(item ?? "")));
  return [typeof value === "object" ? textOf(value) : String(value)];
}

/** What cannot be read is taken as it is, and so is what reading would change: an object, a number of many digits. */
function jsonTexts(value: unknown): readonly string[] {
  if (typeof value !== "string") return plainTexts(value);
  if (value === "null") return [];
  if (!/^\s*["[]/.test(value)) return [value];
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    return [value];
  }
  const items = Array.isArray(read) ? (read as readonly unknown[]) : [read];
  const isPlain = (item: unknown): boolean =>
    typeof item === "number" ? Number.isSafeInteger(item) : typeof item !== "object" || item === null;
  return items.every(isPlain) ? plainTexts(items) : [value];
}

/** One entry of a list of changed properties. */
interface Change {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

function changeOf(value: unknown): Change {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { name: "", before: undefined, after: undefined };
  const name = memberNamed(value, "displayName");
  return { name: typeof name === "string" ? name : "", before: memberNamed(value, "oldValue"), after: memberNamed(value, "newValue") };
}

const hasText = (value: unknown): boolean => jsonTexts(value).some((text) => !isBlank(text));
const wordsOf = (value: unknown): readonly string[] => jsonTexts(value).flatMap((text) => text.split(/\s+/).filter(Boolean));

function added(before: readonly string[], after: readonly string[]): readonly string[] {
  if (after.length === 0) return before;
  const had = new Set(before);
  return after.filter((word) => !had.has(word));
}

function permissions(text: string): readonly string[] {
  const at = text.indexOf("=>");
  const scopes = (part: string): readonly string[] =>
    Array.from(part.matchAll(/\bscopes?:([^,\]]*)/gi), ([, words = ""]) => words).flatMap((words) => words.split(/\s+/).filter(Boolean));
  const [before, after] = at < 0 ? [[], scopes(text)] : [scopes(text.slice(0, at)), scopes(text.slice(at + 2))];
  if (before.length > 0 || after.length > 0) return added(before, after);
  return /[^[\]=>;\s]/.test(text) ? [text] : [];
}

const isSummary = (name: string): boolean => name === "Included Updated Properties" || name.startsWith("TargetId.");

const longestValue = 80;

/** `AccountEnabled` is `Account enabled`, `Group.ObjectID` is `Group object ID`. */
function nameInWords(name: string): string {
  const words = name.replaceAll(/[._]+/g, " ").replaceAll(/([a-z\d])([A-Z])/g, "$1 $2");
  return words.replaceAll(/\S+/g, (word, at) => (at > 0 && /^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word)).trim();
}

function inWords({ name, before, after }: Change): string {
  const [was, is] = [before, after].map((value) =>
    short(
      jsonTexts(value)
        .filter((text) => !isBlank(text))
        .join(", "),
    ),
  );
  const what = nameInWords(name);
  const values = was === is || !was ? is : is ? `${was} → ${is}` : `${was} removed`;
  return [what, values].filter(Boolean).join(": ");
}

function short(text: string): string {
  if (text.length <= longestValue) return text;
  const last = text.charCodeAt(longestValue - 1);
  // Never half a character.
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? longestValue - 1 : longestValue)}…`;
}
