import { itemOf, memberOf, root, type Place } from "./place.ts";

const token = /[{}[\]:,]|"(?:[^"\\]|\\.)*"?|[^\s{}[\]:,"]+/g;

interface Branch {
  readonly place: Place;
  /** Of a list: position of its next item. */
  at: number;
  /** Of an object: where the member stands whose name came last. */
  member: Place | undefined;
}

const nameOf = (text: string): string => {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
};

/** Where in a JSON text an offset is: of the member or item that is written there, its name included; `undefined` outside of the record. */
export function keyAt(text: string, offset: number): Place | undefined {
  const open: { readonly branch: Branch; readonly isList: boolean }[] = [];
  let last: Place | undefined;
  for (const { 0: word, index } of text.matchAll(token)) {
    const inside = open.at(-1);
    // Between two tokens the one before is meant.
    if (index > offset) return last;
    const branch = inside?.branch;
    const here = (): Place =>
      branch === undefined ? root : inside?.isList ? itemOf(branch.place, branch.at) : (branch.member ?? branch.place);
    if (word === "{" || word === "[") {
      last = here();
      open.push({ branch: { place: last, at: 0, member: undefined }, isList: word === "[" });
    } else if (word === "}" || word === "]") {
      open.pop();
      last = branch?.place;
    } else if (word === ",") {
      if (branch && inside?.isList) branch.at++;
      else if (branch) branch.member = undefined;
    } else if (word !== ":") {
      if (branch && inside?.isList === false && branch.member === undefined && word.startsWith('"'))
        branch.member = memberOf(branch.place, nameOf(word));
      last = here();
    }
    if (offset < index + word.length) return last;
  }
  return last;
}
