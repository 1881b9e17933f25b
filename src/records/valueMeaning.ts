import type { Zone } from "../query/zone.ts";
import type { Report } from "../reports/report.ts";
import { valueAt } from "../reports/valueAt.ts";
import { addressKind, isAddress } from "./addressKind.ts";
import { applicationOwners } from "./applicationOwners.ts";
import { isInstant, namedInstant } from "./formatInstant.ts";
import type { TextMember } from "./jsonMembers.ts";
import { unwrapped } from "./jsonText.ts";
import { isMicrosoftTenant, knownId } from "./knownIds.ts";
import { isObject } from "./place.ts";
import { timeAgo } from "./timeAgo.ts";
import { unknownCode, type CodeFamily } from "./unknownCode.ts";
import { userAgentWords } from "./userAgentWords.ts";

/** What is known of an error code of sign-ins, or of its kind. */
export type Explained =
  { readonly name?: string; readonly explanation: string; readonly hint?: string; readonly tab?: string } | CodeFamily;

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

const longestWrapped = 80;
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** The id that a text is: as it stands, or as the one text in JSON, as audits write what has changed. */
function idIn(text: string): string | undefined {
  if (guid.test(text)) return text;
  const inner = text.length <= longestWrapped ? unwrapped(text) : text;
  return guid.test(inner) ? inner : undefined;
}
export const isGuid = (text: string): boolean => guid.test(text);

const textAt = (record: unknown, path: string): string => {
  const value = isObject(record) ? valueAt(record, path) : undefined;
  return typeof value === "string" ? value.trim() : "";
};

const namesOfPolicies = 5;

/** The policies that kept somebody out, in a sentence; empty where the record names none. */
function failedPolicies(record: unknown): string {
  const list = isObject(record) ? valueAt(record, "appliedConditionalAccessPolicies") : undefined;
  const names = (Array.isArray(list) ? list : [])
    .filter((policy) => isObject(policy) && textAt(policy, "result").toLowerCase() === "failure")
    .map((policy) => `“${textAt(policy, "displayName") || textAt(policy, "id")}”`);
  const [first = [], further = 0] = [names.slice(0, namesOfPolicies), names.length - namesOfPolicies];
  const more = further > 0 ? ` and ${String(further)} more` : "";
  return first.length === 0 ? "" : `${names.length === 1 ? "The policy" : "The policies"} that failed: ${first.join(", ")}${more}.`;
}

function codeMeaning(code: number, { report, record, explain }: MeaningOptions): Meaning {
  const known = explain(code);
  if (!("explanation" in known)) return { lines: [unknownCode(known, textAt(record, report.outcomeReason ?? ""))] };
  const { name, explanation, hint, tab } = known;
  const policies = tab === "conditionalAccess" ? failedPolicies(record) : "";
  return { short: name ?? explanation, lines: [name ?? "", explanation, hint ?? "", policies].filter((line) => line !== "") };
}

function applicationMeaning(id: string, name: string, path: string, { report, record }: MeaningOptions): Meaning {
  const own = textAt(record, report.owners?.[path] ?? "");
  const owners = own === "" ? (applicationOwners(record).get(id.toLowerCase()) ?? []) : [own];
  const foreign = owners.find((owner) => !isMicrosoftTenant(owner));
  if (foreign !== undefined)
    return {
      short: `listed as ${name}, but of another owner`,
      lines: [`Warning: the id is listed as ${name}, an application of Microsoft, but the record says that the tenant ${foreign} owns it.`],
    };
  if (owners.length > 0)
    return { short: name, lines: [`${name}: an application of Microsoft. The id is listed, and Microsoft's tenant owns it.`] };
  return {
    short: `listed as ${name}`,
    lines: [`Warning: the id is listed as ${name}, an application of Microsoft, but this record does not say which tenant owns it.`],
  };
}

function idMeaning(id: string, path: string, options: MeaningOptions): Meaning | undefined {
  const known = knownId(id);
  if (!known)
    return isMicrosoftTenant(id)
      ? { short: "a tenant of Microsoft", lines: ["A tenant in which Microsoft registers its own applications."] }
      : undefined;
  const { kind, name } = known;
  switch (kind) {
    case "role":
      return { short: name, lines: [`${name}: a built-in directory role, by its template id.`] };
    case "permission":
      return {
        short: name,
        lines: [`${name}: an application permission of Microsoft Graph. At another API the same id would mean something else.`],
      };
    case "application":
      return applicationMeaning(id, name, path, options);
  }
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
  const id = idIn(value);
  if (id !== undefined) return idMeaning(id, path, options);
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
export const isMentionable = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 400 && (guid.test(value) || isAddress(value) || /^[^\s@]+@[^\s@]+$/.test(value));
