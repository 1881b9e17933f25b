import { hasLongNumbers, parseRecord } from "./parseRecord.ts";
import { recordSpans } from "./recordSpans.ts";

/** The page is not what a source is known to send. */
export class MalformedPage extends Error {
  override readonly name = "MalformedPage";
}

function exactItems(items: readonly unknown[], bytes: Buffer): unknown[] {
  const spans = recordSpans(bytes);
  return items.map((item, position) => {
    const text = bytes.toString("utf8", spans[2 * position], spans[2 * position + 1]);
    return hasLongNumbers(`:${text}`) ? parseRecord(text) : item;
  });
}

/** The items of a page, a list as UTF-8 JSON, read as `parseRecord` does. The error says nothing of its content when it is none. */
export function itemsOf(bytes: Buffer): unknown[] {
  try {
    const text = bytes.toString().replace(/^\uFEFF/, "");
    const items: unknown = JSON.parse(text);
    if (Array.isArray(items)) return hasLongNumbers(text) ? exactItems(items, bytes) : items;
  } catch {
    // told below
  }
  throw new MalformedPage("The page is no JSON list of records");
}
