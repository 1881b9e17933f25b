import { endOfString } from "./formatJson.ts";

/** A member of an object, or an item of a list, whose name is its place. */
export interface JsonMember {
  readonly name: string;
  /** The name's text, as it came; an empty one for an item. */
  readonly nameText: string;
  readonly value: unknown;
  /** The value's text, as it came. */
  readonly text: string;
  /** A later member of the object has the same name, and takes the place of this one wherever there is room for one only. */
  readonly isReplaced: boolean;
}

interface Container {
  readonly members: readonly JsonMember[];
  readonly text: string;
}

/** JSON as it came: its value as `JSON.parse` reads it, and what that does not say: digits, doubled members, their order. */
export class JsonText {
  readonly text: string;
  readonly value: unknown;
  readonly #containers: WeakMap<object, Container>;

  constructor(text: string, value: unknown, containers: WeakMap<object, Container>) {
    this.text = text;
    this.value = value;
    this.#containers = containers;
  }

  /** Members of an object or items of a list in this text, in the order in which they came. */
  members(of: object): readonly JsonMember[] {
    return this.#containers.get(of)?.members ?? [];
  }

  /** The text of an object or a list in it; `undefined` for others. */
  textOf(value: object): string | undefined {
    return this.#containers.get(value)?.text;
  }
}

interface Open {
  readonly value: object;
  readonly isList: boolean;
  readonly start: number;
  readonly members: { name: string; nameText: string; value: unknown; text: string; isReplaced: boolean }[];
  /** Of the member whose value is next. */
  name: string | undefined;
  nameText: string;
}

const isEnd = (character: string): boolean => /[\s,\]}:]/.test(character);

/** Reads JSON text of any depth. `numberOf`: what stands for a number. Throws a `SyntaxError` when the text is no JSON. */
export function readJson(text: string, numberOf: (token: string) => unknown = Number): JsonText {
  JSON.parse(text); // from here on it is known to be JSON
  const containers = new WeakMap<object, Container>();
  const open: Open[] = [];
  let root: unknown;
  const put = (value: unknown, start: number, end: number): void => {
    const parent = open.at(-1);
    if (!parent) {
      root = value;
      return;
    }
    const name = parent.isList ? String(parent.members.length) : (parent.name ?? "");
    parent.name = undefined;
    parent.members.push({ name, nameText: parent.nameText, value, text: text.slice(start, end), isReplaced: false });
    // A member may be called `__proto__`.
    Object.defineProperty(parent.value, name, { value, configurable: true, enumerable: true, writable: true });
  };
  for (let at = 0; at < text.length;) {
    const character = text.charAt(at);
    const start = at++;
    const parent = open.at(-1);
    if (character === "{" || character === "[") {
      const isList = character === "[";
      open.push({ value: isList ? [] : {}, isList, start, members: [], name: undefined, nameText: "" });
    } else if (character === "}" || character === "]") {
      const closed = open.pop();
      if (!closed) break;
      if (!closed.isList) markReplaced(closed.members);
      containers.set(closed.value, { members: closed.members, text: text.slice(closed.start, at) });
      put(closed.value, closed.start, at);
    } else if (character === '"') {
      at = endOfString(text, start);
      const token = text.slice(start, at);
      const value = token.includes("\\") ? (JSON.parse(token) as string) : token.slice(1, -1);
      if (parent && !parent.isList && parent.name === undefined) [parent.name, parent.nameText] = [value, token];
      else put(value, start, at);
    } else if (!isEnd(character)) {
      while (at < text.length && !isEnd(text.charAt(at))) at++;
      const token = text.slice(start, at);
      put(token === "null" ? null : token === "true" ? true : token === "false" ? false : numberOf(token), start, at);
    }
  }
  return new JsonText(text, root, containers);
}

function markReplaced(members: Open["members"]): void {
  const later = new Set<string>();
  for (const member of members.toReversed()) {
    member.isReplaced = later.has(member.name);
    later.add(member.name);
  }
}
