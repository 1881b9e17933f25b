/** One line of the details: a member of the record, or an item of a list. */
export interface TreeLine {
  /** Members from the root: unique among the lines. */
  readonly path: string;
  /** The same with `[]` for items, as fields and queries write it. */
  readonly fieldPath: string;
  readonly name: string;
  readonly depth: number;
  readonly value: unknown;
  /** Set for what has members: whether they are shown. */
  readonly open?: boolean;
  /** Position among its siblings, from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  /** Members beyond the limit that a `more` line stands for. */
  readonly more?: number;
}

export const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null && Object.keys(value).length > 0;

const isEmpty = (value: unknown): boolean =>
  value === null || value === "" || (typeof value === "object" && value !== null && Object.values(value).every(isEmpty));

export interface TreeShape {
  /** Whether the members of `path` are shown; undefined: as by default. */
  open(path: string): boolean | undefined;
  /** How many members of `path` are shown at most. */
  limit(path: string): number;
  readonly hideEmpty: boolean;
}

/** Small things are open: all members of the record, and lists of a few items. */
const opensByDefault = (value: object, depth: number): boolean => depth < 1 || (depth < 3 && Object.keys(value).length <= 8);

/** The lines of a record from top to bottom, closed branches without their members. */
export function treeLines(record: unknown, shape: TreeShape): TreeLine[] {
  const lines: TreeLine[] = [];
  const add = (parent: object, path: string, fieldPath: string, depth: number): void => {
    const list = Array.isArray(parent);
    const members = Object.entries(parent).filter(([, value]) => !(shape.hideEmpty && isEmpty(value)));
    const limit = shape.limit(path);
    for (const [at, [name, value]] of members.slice(0, limit).entries()) {
      const here = path ? `${path}/${name}` : name;
      const field = list ? `${fieldPath}/[]` : fieldPath ? `${fieldPath}/${name}` : name;
      const branch = isBranch(value);
      const open = branch && (shape.open(here) ?? opensByDefault(value, depth));
      lines.push({
        path: here,
        fieldPath: field,
        name: list ? `[${name}]` : name,
        depth,
        value,
        ...(branch && { open }),
        position: at + 1,
        siblings: members.length,
      });
      if (open) add(value, here, field, depth + 1);
    }
    if (members.length > limit) {
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
    }
  };
  if (typeof record === "object" && record !== null) add(record, "", "", 0);
  return lines;
}

/** What stands beside the name: the value, or what a branch holds. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `${String(value.length)} ${value.length === 1 ? "item" : "items"}`;
  if (typeof value === "object" && value !== null) {
    const names = Object.keys(value);
    return names.length === 0 ? "{}" : names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")}, …`;
  }
  return value === "" ? '""' : String(value);
}

/** What is copied: strings as they are, everything else as JSON. */
export const copyableText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
