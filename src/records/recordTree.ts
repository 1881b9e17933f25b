import { isBlank } from "./blank.ts";
import type { JsonMember } from "./readJson.ts";
import { isBranch } from "./valueText.ts";

/** One line of the details: a member of the record, or an item of a list. */
export interface TreeLine {
  /** Members from the root: unique among the lines. */
  readonly path: string;
  /** The same with `[]` for items, as fields and queries write it. */
  readonly fieldPath: string;
  readonly name: string;
  /** The name's text as it came, where that is known; an empty one for an item of a list. */
  readonly nameText?: string;
  readonly depth: number;
  readonly value: unknown;
  /** The value's JSON text as it came, where that is known. */
  readonly text?: string;
  /** A later member has the same name. */
  readonly isReplaced?: true;
  /** Set for what has members: whether they are shown. */
  readonly open?: boolean;
  /** Position among its siblings, from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** Members beyond the limit that a `more` line stands for. */
  readonly more?: number;
}

export interface TreeShape {
  /** Whether the members of `path` are shown; undefined: as by default. */
  open(path: string): boolean | undefined;
  /** How many members of `path` are shown at most. */
  limit(path: string): number;
  readonly hideEmpty: boolean;
}

/** Small things are open: all members of the record, and lists of a few items. */
const opensByDefault = (value: object, depth: number): boolean => depth < 1 || (depth < 3 && Object.keys(value).length <= 8);

export type MembersOf = (parent: object) => readonly (Pick<JsonMember, "name" | "value"> & Partial<JsonMember>)[];

const ownMembers: MembersOf = (parent) => Object.entries(parent).map(([name, value]) => ({ name, value: value as unknown }));

/** An open branch, whose members are being written. */
interface Branch {
  readonly path: string;
  readonly fieldPath: string;
  readonly depth: number;
  readonly isList: boolean;
  readonly members: ReturnType<MembersOf>;
  readonly limit: number;
  next: number;
}

/** The lines of a record from top to bottom, closed branches without their members. `membersOf`: tells more of them than their values. */
export function treeLines(record: unknown, shape: TreeShape, membersOf: MembersOf = ownMembers): TreeLine[] {
  const lines: TreeLine[] = [];
  const branch = (parent: object, path: string, fieldPath: string, depth: number): Branch => {
    const members = membersOf(parent).filter(({ value }) => !(shape.hideEmpty && isBlank(value)));
    return { path, fieldPath, depth, isList: Array.isArray(parent), members, limit: shape.limit(path), next: 0 };
  };
  // A record may be nested more deeply than calls can be.
  const open: Branch[] = typeof record === "object" && record !== null ? [branch(record, "", "", 0)] : [];
  for (let innermost = open.at(-1); innermost; innermost = open.at(-1)) {
    const { path, fieldPath, depth, isList, members, limit } = innermost;
    const member = innermost.next < limit ? members[innermost.next] : undefined;
    if (!member) {
      open.pop();
      if (members.length > limit)
        lines.push({
          path: `${path}/…`,
          fieldPath,
          name: "",
          depth,
          value: undefined,
          position: limit + 1,
          siblings: members.length,
          more: members.length - limit,
        });
      continue;
    }
    const position = ++innermost.next;
    const { name, nameText, value, text, isReplaced = false } = member;
    const plain = path ? `${path}/${name}` : name;
    const here = isReplaced ? `${plain}\0${String(position)}` : plain;
    const field = isList ? `${fieldPath}/[]` : fieldPath ? `${fieldPath}/${name}` : name;
    const isOpen = isBranch(value) && (shape.open(here) ?? opensByDefault(value, depth));
    lines.push({
      path: here,
      fieldPath: field,
      name: isList ? `[${name}]` : name,
      depth,
      value,
      ...(nameText !== undefined && { nameText }),
      ...(text !== undefined && { text }),
      ...(isReplaced && { isReplaced: true as const }),
      ...(isBranch(value) && { open: isOpen }),
      position,
      siblings: members.length,
    });
    if (isOpen) open.push(branch(value, here, field, depth + 1));
  }
  return lines;
}
