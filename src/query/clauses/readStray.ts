import { agoAt, agoLength, mayBeTime, momentAt } from "../calendar.ts";
import { clauseWords } from "../clauseWords.ts";
import { outcomeMeant } from "../otherOutcomes.ts";
import { printOperand } from "../printFilter.ts";
import type { RangeUnit } from "../query.ts";
import type { Reader } from "../reader.ts";
import { skipToClause } from "./clauseLike.ts";
import type { Draft } from "./draft.ts";
import { readPath } from "./readField.ts";
import { unitMeant, unitOf } from "./unitOf.ts";

/** A word that begins no clause: passed over up to the next one that does. */
export function readStray(reader: Reader, draft: Draft): void {
  const { token } = reader;
  if (reader.mayRepair && token.kind === "symbol" && token.text === ";") {
    reader.problem({ start: reader.end, end: token.end }, "Nothing stands at the end of a query", "");
    reader.next();
    return;
  }
  if (reader.mayRepair && (readBareTime(reader, draft) || readFiller(reader) || readBareOutcome(reader))) return;
  const path = readPath(reader);
  if (path && reader.token.kind === "word" && /^(eq|ne|g[te]|l[te]|in|has)$/i.test(reader.token.text)) {
    reader.problem(token, "A condition stands after 'where'", `where ${token.text}`);
  } else reader.problem(token, `Expected a clause (${clauseWords.join(", ")}), found '${token.text}'`);
  skipToClause(reader);
}

/** A length of time, or a day, without the word before it: `7d`, `2026-11-27`. */
function readBareTime(reader: Reader, draft: Draft): boolean {
  const { token, text, calendar } = reader;
  const ago = agoAt(text, token.start);
  const unit = token.literal === "integer" ? (unitOf(reader.word(1)) ?? unitMeant(reader.word(1))) : undefined;
  if (ago || unit) {
    // So long before now may have a minus.
    const amount = token.text.replace(/^-/, "");
    const length = ago ? agoLength(ago) : `${amount}${unit ?? ""}`;
    const end = ago?.end ?? reader.peek(1).end;
    if (length === undefined) return false;
    reader.problem({ start: token.start, end }, `'${text.slice(token.start, end)}' is written 'last ${length}'`, `last ${length}`);
    draft.range = { kind: "last", amount: ago?.amount ?? Number(amount), unit: (ago?.unit ?? unit) as RangeUnit };
    reader.passTo(end);
    return true;
  }
  const isWritten = (token.literal === "date" || token.literal === "dateTimeOffset") && !token.problem;
  const time = mayBeTime(token, reader.peek(1)) ? momentAt(text, token.start, calendar) : undefined;
  const from = time?.text ?? (isWritten ? token.text : undefined);
  if (from === undefined) return false;
  const end = time?.end ?? token.end;
  reader.problem({ start: token.start, end }, `'${text.slice(token.start, end)}' is written 'from ${from}'`, `from ${from}`);
  draft.range = { kind: "between", from };
  reader.passTo(end);
  return true;
}

/** `in the last 7 days`: what stands before a time and says nothing. */
function readFiller(reader: Reader): boolean {
  const filler = /(?:in|within|during|over|for)?\s*(?:the\s+)?(?=(?:last|past|this|today|yesterday)\b)/iy;
  const { start } = reader.token;
  filler.lastIndex = start;
  const words = filler.exec(reader.text)?.[0].length ?? 0;
  if (words === 0) return false;
  reader.problem({ start, end: start + words }, `'${reader.text.slice(start, start + words).trim()}' is left out before a time`, "");
  reader.passTo(start + words);
  return true;
}

/** `signIns failed`. */
function readBareOutcome(reader: Reader): boolean {
  const { token, report } = reader;
  const meant = report && token.kind === "word" ? outcomeMeant(report, token.text) : undefined;
  if (!meant) return false;
  const written = `where ${printOperand(meant, 0)}`;
  reader.problem(token, `'${token.text}' is written '${written}'`, written);
  reader.next();
  return true;
}
