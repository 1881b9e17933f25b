import { parseQuery, type ParseOptions } from "./parseQuery.ts";
import type { Problem } from "./query.ts";

/** More than one goes on to read a text that has hundreds of errors. */
const mostRounds = 12;
/** A text that nobody has typed is not put right as a whole. */
const longest = 20_000;

/** The text with the replacements of all errors that do not stand in one another: of those that do, the outer one. */
export function withFixes(text: string, problems: readonly Problem[]): string {
  const fixes = problems
    .filter(({ severity, replacement }) => severity === "error" && replacement !== undefined)
    .toSorted((one, other) => one.start - other.start || other.end - one.end);
  const parts: string[] = [];
  let at = 0;
  for (const [place, { start, end, replacement = "" }] of fixes.entries()) {
    // An insertion where another fix begins or ends could be meant for either side of it.
    if (start < at || (start === at && place > 0 && parts.length > 0 && start === end)) continue;
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return parts.join("") + text.slice(at);
}

/**
 * The text with all of its errors put right, by one fix after the other; undefined when it has none, or not each of them has a fix. What comes of it can be run,
 * and asks what the fixes say.
 */
export function repaired(text: string, options: ParseOptions = {}): string | undefined {
  if (text.length > longest) return undefined;
  let now = text;
  for (let round = 0; round < mostRounds; round++) {
    const { errors } = parseQuery(now, options);
    if (errors.length === 0) return round === 0 ? undefined : now;
    const next = withFixes(now, errors);
    if (next === now) return undefined;
    now = next;
  }
  return undefined;
}
