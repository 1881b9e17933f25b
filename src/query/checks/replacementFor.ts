import type { Literal } from "../expression.ts";
import { temporal } from "../temporal.ts";
import { quoted } from "../tokens.ts";
import type { Known } from "./known.ts";

/** The literal as a value of the kind, when it can be read as one. */
export function replacementFor({ kind, text }: Literal, wanted: Known["kind"]): string | undefined {
  if (wanted === "text") return kind === "duration" ? undefined : quoted(text);
  if (kind !== "string") return undefined;
  const bare = text.trim();
  if (wanted === "number") return /^-?\d+(\.\d+)?$/.test(bare) ? bare : undefined;
  if (wanted === "boolean") return /^(true|false)$/i.test(bare) ? bare.toLowerCase() : undefined;
  if (wanted === "instant") return temporal(bare, "dateTimeOffset") ? bare.toUpperCase() : undefined;
  if (wanted === "timeOfDay") return temporal(bare, "timeOfDay") ? bare : undefined;
  return wanted === "duration" && temporal(bare.toUpperCase(), "duration") ? `duration'${bare.toUpperCase()}'` : undefined;
}
