import { MalformedAnswer } from "../sources/errors.ts";
import type { Page, PageColumn, TextPage } from "../sources/source.ts";

/** A page as JSON text, which the store keeps and documents show: one in columns becomes it. Throws MalformedAnswer where its columns make no records. */
export function textPage(page: Page): TextPage {
  if (!("columns" in page)) return page;
  const { columns, ...end } = page;
  const text = JSON.stringify(recordsOf(columns));
  // Read again: the records are what the text says, whatever a column held.
  return { ...end, body: new TextEncoder().encode(text).buffer, records: JSON.parse(text) as unknown[] };
}

/** Objects without what every object has: a column may have any name. */
type Members = Record<string, unknown>;
const empty = (): Members => Object.create(null) as Members;

function recordsOf(columns: readonly PageColumn[]): Members[] {
  const [first] = columns;
  const rows = first?.values.length ?? 0;
  // A row that one of them lacks would lose a value, or the whole of it, without a word.
  if (columns.some(({ values }) => values.length !== rows)) throw new MalformedAnswer("The columns of a page have different lengths");
  const places = columns.map(({ path, values }) => ({ steps: stepsOf(path), values }));
  assertApart(places.map(({ steps }) => steps));
  return Array.from({ length: rows }, (_, row) => {
    const record = empty();
    for (const { steps, values } of places) if (values[row] !== undefined) put(record, steps, values[row]);
    return record;
  });
}

function stepsOf(path: string): readonly string[] {
  const steps = path.split("/");
  if (steps.some((step) => step === "" || step === "[]")) throw new MalformedAnswer("A column of a page is of no member");
  return steps;
}

/** One would take the other's place. */
function assertApart(all: readonly (readonly string[])[]): void {
  const whole = new Set(all.map((steps) => steps.join("/")));
  const isWithin = (steps: readonly string[]) => steps.some((_, at) => at > 0 && whole.has(steps.slice(0, at).join("/")));
  if (whole.size < all.length || all.some(isWithin)) throw new MalformedAnswer("Two columns of a page are of one member");
}

function put(record: Members, steps: readonly string[], value: unknown): void {
  const last = steps.length - 1;
  const holder = steps.slice(0, last).reduce((members, step) => (members[step] ??= empty()) as Members, record);
  holder[steps[last] ?? ""] = value;
}
