import { endOfString } from "./formatJson.ts";

/** From its first character to behind its last, as offsets in a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A value in JSON text, and where it and its name stand. */
export interface TextMember {
  /** As fields have theirs, `[]` for items. */
  readonly path: string;
  /** Missing for items and for the whole. */
  readonly name?: Span;
  /** Of the value, quotes included. */
  readonly at: Span;
  /** A text, number, truth value or null; missing for objects and lists. */
  readonly value?: string | number | boolean | null;
}

interface Open {
  readonly path: string;
  readonly isList: boolean;
  readonly from: number;
  readonly name: Span | undefined;
}

const isEnd = (code: number): boolean => code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d || code === 0x3a;

function scalar(token: string): string | number | boolean | null {
  // Most texts are what stands between their quotes.
  if (token.length > 1 && token.startsWith('"') && token.endsWith('"') && !token.includes("\\")) return token.slice(1, -1);
  try {
    return JSON.parse(token) as string | number | boolean | null;
  } catch {
    return token;
  }
}

/** The text, number, truth value or null that stands at an offset, or ends there. `members`: as `jsonMembers` has them. */
export function memberAt(members: readonly TextMember[], offset: number): TextMember | undefined {
  let [from, to] = [0, members.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((members[middle]?.at.to ?? Infinity) < offset) from = middle + 1;
    else to = middle;
  }
  const member = members[from];
  return member?.value !== undefined && member.at.from <= offset ? member : undefined;
}

/** Every value in JSON text, in the order of their ends. Text that is no JSON has those that were read before its fault. */
export function jsonMembers(text: string): TextMember[] {
  const members: TextMember[] = [];
  const open: Open[] = [];
  let path = "";
  let name: Span | undefined;
  const here = (): string => {
    const parent = open.at(-1);
    return parent?.isList ? (parent.path === "" ? "[]" : `${parent.path}/[]`) : path;
  };
  const put = (at: Span, value?: TextMember["value"]): void => {
    members.push({ path: here(), ...(name && { name }), at, ...(value !== undefined && { value }) });
    name = undefined;
  };
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const from = at++;
    const parent = open.at(-1);
    if (code === 0x7b || code === 0x5b) {
      open.push({ path: here(), isList: code === 0x5b, from, name });
      name = undefined;
    } else if (code === 0x7d || code === 0x5d) {
      const closed = open.pop();
      if (!closed) return members;
      members.push({ path: closed.path, ...(closed.name && { name: closed.name }), at: { from: closed.from, to: at } });
      name = undefined;
    } else if (code === 0x22) {
      at = endOfString(text, from);
      const token = text.slice(from, at);
      if (parent && !parent.isList && name === undefined) {
        const member = String(scalar(token));
        path = parent.path === "" ? member : `${parent.path}/${member}`;
        name = { from, to: at };
      } else put({ from, to: at }, scalar(token));
    } else if (!isEnd(code)) {
      while (at < text.length && !isEnd(text.charCodeAt(at))) at++;
      put({ from, to: at }, scalar(text.slice(from, at)));
    }
  }
  return members;
}
