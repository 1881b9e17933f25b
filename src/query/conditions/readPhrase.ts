import type { Path } from "../expression.ts";
import { phraseAt } from "../otherNames.ts";
import { placed, type Reader } from "../reader.ts";

/** A column's label of several words: `Error code`. */
export function readPhrase(reader: Reader): Path | undefined {
  const { start, text } = reader.token;
  if (reader.isSymbol("/", 1) || reader.isSymbol(":", 1)) return undefined;
  const named = phraseAt(reader.text, start, text, reader.report);
  if (!named) return undefined;
  reader.problem(
    { start, end: named.end },
    `'${reader.text.slice(start, named.end)}' is what ${named.path} is called elsewhere`,
    named.path,
  );
  reader.passTo(named.end);
  return placed({ type: "path", members: named.path.split("/") }, start, named.end);
}
