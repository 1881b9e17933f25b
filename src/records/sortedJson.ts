import { formatJson } from "./formatJson.ts";
import { readJson, type JsonMember, type JsonText } from "./readJson.ts";

/** Texts in texts: deeper ones stay as they are. */
const mostTexts = 4;
const longest = 1_000_000;
/** Levels: what is deeper stands in one line, as it came. */
const deepest = 64;

/** A text that is compared with others. */
export interface Comparable {
  /** JSON; what is none stays as it is. */
  readonly text: string;
  /** Members that are left out, by their paths as fields write them; objects and lists never are. */
  isLeftOut?(path: string): boolean;
}

export interface Sorted {
  readonly text: string;
  /** So many members are left out. */
  readonly leftOut: number;
  /** So many texts that look like JSON are too long to be unfolded, or lie too deep. */
  readonly notUnfolded: number;
}

/** What a value is once all texts around it are unfolded. */
type Look = "text" | "container" | "plain";

interface Member {
  readonly nameText: string;
  readonly value: Node;
}

interface Node {
  /** As it came, and then without one text around it after the other. */
  readonly tokens: readonly string[];
  /** Of the last token. */
  readonly look: Look;
  /** The same for values that stand for each other, on whichever side. */
  readonly place: string;
  readonly isList: boolean;
  /** Of the last token; missing: it is shown as it is. */
  readonly members?: readonly Member[];
}

/** By place and look: from how many texts values are freed. As many as all of the same look have there, or `x` and `"x"` would be alike. */
type Layers = Map<string, Partial<Record<Look, number>>>;

interface At {
  readonly value: unknown;
  readonly token: string;
  readonly place: string;
  /** As fields write it; undefined inside of texts, of which no field tells. */
  readonly path: string | undefined;
  readonly texts: number;
  readonly depth: number;
}

const looksLikeJson = /^\s*["[{]/;

function jsonOf(text: string): JsonText | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : 0;

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Reads a text into nodes, and notes in how many texts the values stand at each place. */
class Reading {
  leftOut = 0;
  notUnfolded = 0;
  readonly #layers: Layers;
  readonly #isLeftOut: (path: string) => boolean;

  constructor(layers: Layers, isLeftOut: (path: string) => boolean) {
    this.#layers = layers;
    this.#isLeftOut = isLeftOut;
  }

  read(text: string): Node | undefined {
    const json = jsonOf(text);
    return json && this.#node(json, { value: json.value, token: text.trim(), place: "", path: "", texts: 0, depth: 0 });
  }

  #node(json: JsonText, at: At): Node {
    const { place, token, depth } = at;
    const tokens = [token];
    let { value, path } = at;
    let of = json;
    for (;;) {
      const inner = typeof value === "string" ? this.#inner(value, at.texts + tokens.length - 1) : undefined;
      if (!inner) break;
      tokens.push(inner.text.trim());
      [of, value, path] = [inner, inner.value, undefined];
    }
    const isContainer = typeof value === "object" && value !== null;
    const look: Look = isContainer ? "container" : typeof value === "string" ? "text" : "plain";
    this.#note(place, look, tokens.length - 1);
    if (!isContainer) return { tokens, look, place, isList: false };
    if (depth >= deepest) return { tokens: [...tokens.slice(0, -1), formatJson(tokens.at(-1) ?? "")], look, place, isList: false };
    const isList = Array.isArray(value);
    const inside = { place, path, texts: at.texts + tokens.length - 1, depth: depth + 1 };
    const all = isList ? of.members(value as object) : of.members(value as object).toSorted(byName);
    const members = all.flatMap((member) => this.#member(of, member, isList, inside) ?? []);
    return { tokens, look, place, isList, members };
  }

  #member(json: JsonText, member: JsonMember, isList: boolean, around: Omit<At, "value" | "token">): Member | undefined {
    const { name, nameText, value, text } = member;
    const step = isList ? "[]" : name;
    const path = around.path === undefined ? undefined : around.path === "" ? step : `${around.path}/${step}`;
    if (path !== undefined && !isList && (typeof value !== "object" || value === null) && this.#isLeftOut(path)) {
      this.leftOut++;
      return undefined;
    }
    const place = `${around.place}/${isList ? step : escaped(step)}`;
    return { nameText, value: this.#node(json, { ...around, value, token: text, place, path }) };
  }

  #inner(text: string, texts: number): JsonText | undefined {
    // Half a character can be told from another only by its escape: a document is UTF-8, which has none.
    if (!looksLikeJson.test(text) || /\p{Surrogate}/u.test(text)) return undefined;
    if (texts < mostTexts && text.length <= longest) return jsonOf(text);
    this.notUnfolded++;
    return undefined;
  }

  #note(place: string, look: Look, layers: number): void {
    const had = this.#layers.get(place);
    if (had) had[look] = Math.min(had[look] ?? layers, layers);
    else this.#layers.set(place, { [look]: layers });
  }
}

function textOf({ tokens, look, place, isList, members }: Node, layers: Layers, indent: string): string {
  const freed = layers.get(place)?.[look] ?? 0;
  if (freed < tokens.length - 1 || !members) return tokens[freed] ?? "";
  const [start, end] = isList ? ["[", "]"] : ["{", "}"];
  if (members.length === 0) return `${start}${end}`;
  const further = `${indent}  `;
  const lines = members.map(({ nameText, value }) => `${further}${isList ? "" : `${nameText}: `}${textOf(value, layers, further)}`);
  return `${start}\n${lines.join(",\n")}\n${indent}${end}`;
}

/**
 * Texts laid out so that they can be compared line by line: members of each object by name, and texts that are JSON themselves unfolded, unless one of them would
 * then look like a value beside it, or on another side, that is of another kind. Digits, escapes, doubled members and the order of lists stay.
 */
export function sortedTexts(all: readonly Comparable[]): Sorted[] {
  const layers: Layers = new Map();
  const read = all.map(({ text, isLeftOut = () => false }) => {
    const reading = new Reading(layers, isLeftOut);
    return { text, reading, node: reading.read(text) };
  });
  return read.map(({ text, node, reading: { leftOut, notUnfolded } }) => ({
    text: node ? textOf(node, layers, "") : text,
    leftOut,
    notUnfolded,
  }));
}

/** The same of one text. */
export const sortedJson = (text: string): string =>
  sortedTexts([{ text }])
    .map((sorted) => sorted.text)
    .join("");
