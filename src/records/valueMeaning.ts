import type { Zone } from "../query/zone.ts";
import type { Report } from "../reports/report.ts";
import { valueAt } from "../reports/valueAt.ts";
import { addressKind, isAddress } from "./addressKind.ts";
import { isInstant, namedInstant } from "./formatInstant.ts";
import type { TextMember } from "./jsonMembers.ts";
import { isMicrosoftTenant, knownId } from "./knownIds.ts";
import { isObject } from "./place.ts";
import { timeAgo } from "./timeAgo.ts";
import { unknownCode, type CodeFamily } from "./unknownCode.ts";
import { userAgentWords } from "./userAgentWords.ts";

/** What is known of an error code of sign-ins, or of its kind. */
export type Explained = { readonly name?: string; readonly explanation: string; readonly hint?: string } | CodeFamily;

export interface MeaningOptions {
  readonly report: Pick<Report, "owners" | "outcomePath" | "outcomeCodes" | "outcomeReason">;
  readonly record: unknown;
  readonly zone: Zone;
  readonly now: Date;
  explain(code: number): Explained;
}

/** What a value means: `short` stands behind it, `lines` in a hover. All of it may have texts of the record, as hostile as they are. */
export interface Meaning {
  readonly short?: string;
  readonly lines: readonly string[];
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
export const isGuid = (text: string): boolean => guid.test(text);

const textAt = (record: unknown, path: string): string => {
  const value = isObject(record) ? valueAt(record, path) : undefined;
  return typeof value === "string" ? value.trim() : "";
};

function codeMeaning(code: number, { report, record, explain }: MeaningOptions): Meaning {
  const known = explain(code);
  if (!("explanation" in known)) return { lines: [unknownCode(known, textAt(record, report.outcomeReason ?? ""))] };
  const { name, explanation, hint } = known;
  return { short: name ?? explanation, lines: [...(name === undefined ? [] : [name]), explanation, ...(hint === undefined ? [] : [hint])] };
}

function idMeaning(id: string, path: string, { report, record }: MeaningOptions): Meaning | undefined {
  const known = knownId(id);
  if (!known)
    return isMicrosoftTenant(id)
      ? { short: "a tenant of Microsoft", lines: ["A tenant in which Microsoft registers its own applications."] }
      : undefined;
  const { kind, name } = known;
  if (kind === "role") return { short: name, lines: [`${name}: a built-in directory role, by its template id.`] };
  if (kind === "permission")
    return {
      short: name,
      lines: [`${name}: an application permission of Microsoft Graph. At another API the same id would mean something else.`],
    };
  const owner = textAt(record, report.owners?.[path] ?? "");
  if (owner === "")
    return { short: name, lines: [`Listed as ${name}, an application of Microsoft. This record does not say whose application it is.`] };
  if (isMicrosoftTenant(owner))
    return { short: name, lines: [`${name}: an application of Microsoft. The id is listed, and Microsoft's tenant owns it.`] };
  return {
    short: `listed as ${name}, but of another owner`,
    lines: [`Warning: the id is listed as ${name}, an application of Microsoft, but the record says that the tenant ${owner} owns it.`],
  };
}

function agentMeaning(text: string, record: unknown): Meaning | undefined {
  const device = [textAt(record, "deviceDetail/browser"), textAt(record, "deviceDetail/operatingSystem")].filter(Boolean).join(" on ");
  const words = userAgentWords(text);
  const lines = [
    ...(device === "" ? [] : [`Entra took it for ${device}.`]),
    ...(words === undefined ? [] : [`It calls itself ${words}. Anybody can write that.`]),
  ];
  return lines.length > 0 ? { lines } : undefined;
}

/** `undefined` for a value of which nothing is known but what the record says. */
export function valueMeaning({ path, value }: Pick<TextMember, "path" | "value">, options: MeaningOptions): Meaning | undefined {
  const { report, record, zone, now } = options;
  if (report.outcomeCodes && path === report.outcomePath) {
    const code = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    return typeof code === "number" ? codeMeaning(code, options) : undefined;
  }
  if (typeof value !== "string") return undefined;
  if (guid.test(value)) return idMeaning(value, path, options);
  if (isInstant.test(value)) {
    const ms = now.getTime() - Date.parse(value);
    return Number.isNaN(ms) ? undefined : { lines: [`${namedInstant(value, zone, now)}${ms < 0 ? "" : `, ${timeAgo(ms)}`}`] };
  }
  if (isAddress(value)) {
    const kind = addressKind(value);
    return kind === undefined ? undefined : { lines: [`${kind.charAt(0).toUpperCase()}${kind.slice(1)}.`] };
  }
  return /(?:^|\/)userAgent$/i.test(path) ? agentMeaning(value, record) : undefined;
}

/** Ids, addresses and sign-in names: what other records may name, too. */
export const isMentionable = (value: unknown): value is string =>
  typeof value === "string" && value.length <= 400 && (guid.test(value) || isAddress(value) || /^[^\s@]+@[^\s@]+$/.test(value));
