import { cut, visible } from "./visible.ts";

const longReason = 300;

/** What is known of the kind of a code that is not in the list. */
export interface CodeFamily {
  readonly about?: string;
  readonly relative?: number;
}

function familyWords({ about, relative }: CodeFamily): string {
  const related = relative === undefined ? "" : `elated to ${String(relative)}`;
  if (about === undefined) return related === "" ? "" : ` R${related}.`;
  return ` Codes of this number are about ${about}${related === "" ? "" : `; r${related}`}.`;
}

/**
 * Of a sign-in's error code that is not in the list: what the record itself says, and what the code is about, as far as that is known. `reason`: the record's
 * own `failureReason`, whatever it is; `undefined` where no single record is meant. The text may be shown as it is.
 */
export function unknownCode(family: CodeFamily, reason?: unknown): string {
  const own = typeof reason === "string" ? reason.trim().replaceAll(/\s+/g, " ") : "";
  const said = own === "" ? "" : ` Entra says: “${visible(cut(own, longReason))}”${/[.!?…]$/.test(own) ? "" : "."}`;
  return `Not in our list.${said}${familyWords(family)}`;
}
