import type { TreeLine } from "./recordTree.ts";

/** A line of a tree as JSON has it. `comma`: something follows in the same object or list. `closes`: the bracket alone that ends an open branch. */
export type JsonLine =
  { readonly line: TreeLine; readonly comma: boolean } | { readonly closes: "}" | "]"; readonly depth: number; readonly comma: boolean };

const commaAfter = ({ position, siblings }: TreeLine): boolean => position < siblings;

/** The lines of a tree with the brackets that end its open branches, in time that grows with their number. */
export function jsonLines(lines: readonly TreeLine[]): JsonLine[] {
  const all: JsonLine[] = [];
  const open: TreeLine[] = [];
  const closeTo = (depth: number): void => {
    for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
      open.pop();
      all.push({ closes: Array.isArray(last.value) ? "]" : "}", depth: last.depth, comma: commaAfter(last) });
    }
  };
  for (const line of lines) {
    closeTo(line.depth);
    all.push({ line, comma: line.open !== true && line.more === undefined && commaAfter(line) });
    if (line.open) open.push(line);
  }
  closeTo(0);
  return all;
}
