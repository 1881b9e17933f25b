import type { ReportId } from "../reports/index.ts";
import type { UrlOption } from "./graphUrl.ts";
import { MappedText } from "./mappedText.ts";

const assigned = String.raw`^\s*(?:\$\w+\s*=\s*)?`;
const request = new RegExp(String.raw`${assigned}(?:curl|wget|az\s+rest|m365\s+request|Invoke-\w+|irm|iwr)\b`, "i");
const cmdlet = new RegExp(String.raw`${assigned}Get-(?:Mg|Entra)(?:Beta)?Audit(?:Log)?(SignIn|Directory|Provisioning)\w*`, "i");
const reportOf: Readonly<Record<string, ReportId>> = { signin: "signIns", directory: "directoryAudits", provisioning: "provisioning" };
const optionOf: Readonly<Record<string, string>> = {
  filter: "filter",
  top: "top",
  limit: "top",
  sort: "orderby",
  property: "select",
  select: "select",
};

/** The address in a command that sends a request, such as `curl -H "…" "https://…"`; the text itself when it is no command. */
export function addressIn(text: MappedText): MappedText {
  if (!request.test(text.text)) return text;
  const found = /(["']?)(?=https?:\/\/[^\s"']*auditlogs\/)/i.exec(text.text);
  if (!found) return text;
  return argumentAt(text, found.index).value;
}

/** What a cmdlet of Microsoft's modules asks for, such as `Get-MgAuditLogSignIn -Filter "…" -All`; undefined when the text is none. */
export function cmdletOptions(text: string): { readonly report: ReportId; readonly options: readonly UrlOption[] } | undefined {
  const [whole = "", name = ""] = cmdlet.exec(text) ?? [];
  const report = reportOf[name.toLowerCase()];
  if (!report) return undefined;
  const mapped = new MappedText(text);
  const options: UrlOption[] = [];
  const parameter = /\s-([a-z]\w*)(?:\s+|:)?/giy;
  parameter.lastIndex = whole.length;
  for (let found = parameter.exec(text); found; found = parameter.exec(text)) {
    const at = found.index + found[0].length;
    const hasValue = at < text.length && text[at] !== "-" && text[at] !== "|";
    const { value, end } = hasValue ? argumentAt(mapped, at) : { value: mapped.slice(at, at), end: at };
    const given = (found[1] ?? "").toLowerCase();
    // All pages are fetched anyway.
    if (given !== "all") options.push({ name: optionOf[given] ?? given, spelling: `-${found[1] ?? ""}`, value });
    parameter.lastIndex = hasValue ? end : at - 1;
  }
  return { report, options };
}

/** A word or a text in quotes, without what shells need to write it. */
function argumentAt(text: MappedText, start: number): { readonly value: MappedText; readonly end: number } {
  const quote = text.text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const end = start + (/^\S*/.exec(text.text.slice(start))?.[0].length ?? 0);
    return { value: text.slice(start, end), end };
  }
  let end = start + 1;
  for (; end < text.text.length; end++) {
    if (text.text[end] === "`" || (text.text[end] === "\\" && quote === '"')) end++;
    else if (text.text[end] === quote) {
      // Twice, it stands for itself.
      if (text.text[end + 1] !== quote) break;
      end++;
    }
  }
  const doubled = quote === "'" ? /''/g : /""/g;
  const value = text.slice(start + 1, end).replace(doubled, () => quote);
  return { value, end: Math.min(text.text.length, end + 1) };
}
