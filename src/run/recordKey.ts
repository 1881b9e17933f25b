import { createHash } from "node:crypto";

// Longer texts are known by their hash: a page of them would else be kept twice.
const longest = 256;

/** The members of a list or an object that are still to be written. */
interface Open {
  readonly entries: readonly (readonly [name: string | undefined, value: unknown])[];
  next: number;
  readonly end: string;
}

function opened(value: object): Open {
  if (Array.isArray(value)) return { entries: value.map((item: unknown) => [undefined, item]), next: 0, end: "]" };
  return { entries: Object.entries(value), next: 0, end: "}" };
}

/** The same for records that are equal, and for no others: their JSON text, or its hash. `JSON.stringify` gives up on records nested some thousand deep. */
export function recordKey(record: object): string {
  const pieces: string[] = [Array.isArray(record) ? "[" : "{"];
  const open = [opened(record)];
  for (let innermost = open.at(-1); innermost; innermost = open.at(-1)) {
    const entry = innermost.entries[innermost.next];
    if (!entry) {
      pieces.push(innermost.end);
      open.pop();
      continue;
    }
    const [name, value] = entry;
    if (innermost.next++ > 0) pieces.push(",");
    if (name !== undefined) pieces.push(JSON.stringify(name), ":");
    if (typeof value === "object" && value !== null) {
      pieces.push(Array.isArray(value) ? "[" : "{");
      open.push(opened(value));
    } else pieces.push(JSON.stringify(value) ?? "null");
  }
  const text = pieces.join("");
  return text.length > longest ? createHash("sha256").update(text).digest("base64") : text;
}
