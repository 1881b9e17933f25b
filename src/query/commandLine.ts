import { reports, type Report, type ReportId } from "../reports/index.ts";
import { MappedText } from "./mappedText.ts";
import type { UrlOption } from "./urlOption.ts";

// Blanks in one place only: in two that touch, a long row of them could be shared out in as many ways as it is long.
const assigned = String.raw`^\s*(?:\$\w+\s*=\s*)?(?:\(+\s*)?`;
const request = new RegExp(String.raw`${assigned}(?:curl|wget|az\s+rest|m365\s+request|Invoke-\w+|irm|iwr)\b`, "i");
const cmdlet = new RegExp(String.raw`${assigned}Get-(?:Mg|Entra)(?:Beta)?([a-z]\w*)`, "i");
const optionOf: Readonly<Record<string, string>> = {
  filter: "filter",
  top: "top",
  limit: "top",
  sort: "orderby",
  property: "select",
  select: "select",
};

/** What stands in a command, as it was typed. */
export interface Command {
  readonly address: MappedText;
  /** What it sends beside the address. */
  readonly options: readonly UrlOption[];
  /** Parts that were not understood. */
  readonly unread: readonly MappedText[];
}

const switches =
  /^(?:-[GsSLkifvg#]+|--(?:get|silent|show-error|location|insecure|include|fail|verbose|compressed|globoff|http[\d.]+)|-UseBasicParsing|-SkipHttpErrorCheck)$/;
/** How a request is sent and what becomes of its answer: nothing of what is asked for. */
const ofTransport =
  /^(?:-H|-A|-u|-o|-m|--(?:header|headers|user-agent|user|oauth2-bearer|output|max-time|resource|retry|query-encoding)|-(?:Headers|ContentType|OutputType|OutFile|TimeoutSec|Authentication|Token|UserAgent))$/i;
const ofMethod = /^(?:-X|--request|--method|-m|-Method)$/i;
const ofAddress = /^(?:--url|--uri|-u|-Uri|-Url)$/i;
const ofData = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--data-urlencode|--uri-parameters|--url-parameters|-Body)$/i;
/** From here on a command is another one. */
const another = /^(?:\||;|>|&(?:\s|&)|#)/;
const continued = /(?:\s|[`\\^](?=\s))*/y;

/** Takes a command that sends a request apart, such as `curl -H "…" "https://…"`; undefined when the text is none, or has no address that may be meant. */
export function requestIn(whole: string, isAddress: (text: string) => boolean): Command | undefined {
  const [start] = request.exec(whole) ?? [];
  if (start === undefined) return undefined;
  const text = new MappedText(whole);
  const options: UrlOption[] = [];
  const unread: MappedText[] = [];
  let address: MappedText | undefined;
  const takeAddress = (value: MappedText) => {
    if (address || !isAddress(value.text)) return false;
    address = value;
    return true;
  };
  let at = start.length;
  const pass = () => {
    continued.lastIndex = at;
    at += continued.exec(whole)?.[0].length ?? 0;
  };
  for (pass(); at < whole.length; pass()) {
    if (another.test(whole.slice(at))) {
      unread.push(text.slice(at).trimmed());
      break;
    }
    const from = at;
    const [given, name = "", sign] = /^(--?[A-Za-z#][\w.-]*)(?:([:=])|(?=\s|$))/.exec(whole.slice(at)) ?? [];
    if (given === undefined) {
      const { value, end } = argumentAt(text, at);
      at = end;
      if (!takeAddress(value)) unread.push(text.slice(from, end));
      continue;
    }
    at += given.length;
    if (sign === undefined && switches.test(name)) continue;
    if (sign === undefined) pass();
    const hasValue = at < whole.length && !another.test(whole.slice(at)) && !/^-{1,2}[A-Za-z]/.test(whole.slice(at));
    if (!hasValue) {
      unread.push(text.slice(from, from + given.length));
      continue;
    }
    const { value, end } = argumentAt(text, at);
    at = end;
    if (ofAddress.test(name) && takeAddress(value)) continue;
    if (ofData.test(name)) {
      const read = dataIn(value, /^--data-urlencode$/i.test(name));
      if (read) options.push(...read);
      else unread.push(text.slice(from, end));
      // More of them stand behind the first one.
      for (pass(); /^--ur[il]-parameters$/.test(name) && /^["'$]/.test(whole.slice(at)); pass()) {
        const next = argumentAt(text, at);
        const more = dataIn(next.value, true);
        if (more) options.push(...more);
        else unread.push(text.slice(at, next.end));
        at = next.end;
      }
      continue;
    }
    if (ofMethod.test(name) && /^get$/i.test(value.text)) continue;
    if (ofTransport.test(name) && !ofMethod.test(name)) continue;
    // A switch may stand before the address.
    if (takeAddress(value)) unread.push(text.slice(from, from + given.length));
    else unread.push(text.slice(from, end));
  }
  return address && { address, options, unread };
}

/** Data that a request sends: `$filter=…`, or the pairs of a hash table or of JSON; undefined when it is none of them. */
function dataIn(value: MappedText, isPlain: boolean): UrlOption[] | undefined {
  if (/^@?\{/.test(value.text)) return pairsIn(value);
  const cuts = isPlain ? [] : [...value.text.matchAll(/&(?=[`\\]?(?:\$|%24)[a-z]\w*=)/gi)].map(({ index }) => index);
  const parts = [-1, ...cuts].map((cut, at) => value.slice(cut + 1, cuts[at]));
  const options = parts.flatMap((part): UrlOption[] => {
    const [named, name = ""] = /^[`\\]?(?:\$|%24)?([a-z]\w*)=/i.exec(part.text) ?? [];
    if (named === undefined) return [];
    const given = part.slice(named.length);
    return [{ name: name.toLowerCase(), spelling: `$${name}`, value: (isPlain ? given : given.decoded()).trimmed() }];
  });
  return options.length === parts.length ? options : undefined;
}

function pairsIn(value: MappedText): UrlOption[] | undefined {
  const options: UrlOption[] = [];
  let at = value.text.indexOf("{") + 1;
  for (;;) {
    at += /^[\s;,]*/.exec(value.text.slice(at))?.[0].length ?? 0;
    if (value.text[at] === "}") return at === value.text.trimEnd().length - 1 ? options : undefined;
    const [key, name = ""] = /^\\?["']?[`\\]?\$?([a-z]\w*)\\?["']?\s*[=:]\s*/i.exec(value.text.slice(at)) ?? [];
    if (key === undefined) return undefined;
    at += key.length;
    const isQuoted = /^["']/.test(value.text.slice(at));
    const end = isQuoted ? argumentAt(value, at).end : at + (/^[^\s;,}]*/.exec(value.text.slice(at))?.[0].length ?? 0);
    options.push({ name: name.toLowerCase(), spelling: `$${name}`, value: isQuoted ? argumentAt(value, at).value : value.slice(at, end) });
    at = end;
  }
}

/** What a cmdlet of Microsoft's modules asks for, such as `Get-MgAuditLogSignIn -Filter "…" -All`; undefined when the text is none. */
export function cmdletOptions(
  text: string,
  known: readonly Pick<Report, "id" | "cmdlets">[] = reports,
): { readonly report: ReportId; readonly options: readonly UrlOption[]; readonly unread: readonly MappedText[] } | undefined {
  const [whole = "", name = ""] = cmdlet.exec(text) ?? [];
  const report = known.find(({ cmdlets }) => cmdlets.some((begin) => name.toLowerCase().startsWith(begin.toLowerCase())))?.id;
  if (!report) return undefined;
  const mapped = new MappedText(text);
  const options: UrlOption[] = [];
  const unread: MappedText[] = [];
  const parameter = /-([a-z]\w*)(?:\s+|:|$)?/iy;
  let at = whole.length;
  const pass = () => {
    continued.lastIndex = at;
    at += continued.exec(text)?.[0].length ?? 0;
  };
  for (pass(); at < text.length; pass()) {
    if (another.test(text.slice(at))) {
      unread.push(mapped.slice(at).trimmed());
      break;
    }
    parameter.lastIndex = at;
    const found = parameter.exec(text);
    if (!found) {
      const { end } = argumentAt(mapped, at);
      unread.push(mapped.slice(at, end));
      at = end;
      continue;
    }
    const from = at;
    at += found[0].length;
    pass();
    const given = (found[1] ?? "").toLowerCase();
    // All pages are fetched anyway.
    const isSwitch = given === "all" && !found[0].endsWith(":");
    const hasValue = !isSwitch && at < text.length && text[at] !== "-" && !another.test(text.slice(at));
    const { value, end } = hasValue ? argumentAt(mapped, at) : { value: mapped.slice(at, at), end: at };
    at = end;
    if (given === "all") continue;
    if (!hasValue && optionOf[given] === undefined) unread.push(mapped.slice(from, from + given.length + 1));
    else options.push({ name: optionOf[given] ?? given, spelling: `-${found[1] ?? ""}`, value });
  }
  return { report, options, unread };
}

/** A word or a text in quotes, without what shells need to write it. */
function argumentAt(text: MappedText, start: number): { readonly value: MappedText; readonly end: number } {
  const quote = text.text.charAt(start);
  if (/^[@$]?[({]/.test(text.text.slice(start, start + 2))) {
    const end = closedAt(text.text, start);
    return { value: text.slice(start, end), end };
  }
  if (quote !== '"' && quote !== "'") {
    const end = start + (/^\S*/.exec(text.text.slice(start))?.[0].length ?? 0);
    return { value: text.slice(start, end), end };
  }
  let end = start + 1;
  for (; end < text.text.length; end++) {
    if (text.text[end] === "`" || (text.text[end] === "\\" && quote === '"')) end++;
    else if (quote === "'" && /^'(?:\\'|"'")'/.test(text.text.slice(end, end + 5))) end += text.text[end + 1] === "\\" ? 3 : 4;
    else if (text.text[end] === quote) {
      // Twice, it stands for itself.
      if (text.text[end + 1] !== quote) break;
      end++;
    }
  }
  const doubled = quote === "'" ? /'\\''|'"'"'|''/g : /""/g;
  const value = text.slice(start + 1, end).replace(doubled, () => quote);
  return { value, end: Math.min(text.text.length, end + 1) };
}

/** Where what opens at a place ends, texts in quotes apart; the end of the text when it never does. */
function closedAt(text: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{" || sign === "(") depth++;
    else if ((sign === "}" || sign === ")") && --depth === 0) return at + 1;
  }
  return text.length;
}
