import { activities } from "./activities.ts";
import { bad, optionRefused } from "./options.ts";
import { guidOf, mix } from "./random.ts";

const mostOnPage = 1000;

interface ActivityTypesPage {
  readonly "@odata.context": string;
  readonly "@odata.nextLink"?: string;
  readonly value: readonly { readonly id: string; readonly category: string; readonly service: string; readonly activity: string }[];
}

/** A page of `auditActivityTypes`: what the directory of this tenant may log, in the order of names. Takes `$top` and its own `$skiptoken`. */
export function activityTypesPage(url: URL, seed: number): ActivityTypesPage {
  const options = new Map([...url.searchParams].map(([name, value]) => [name.replace(/^\$/, "").toLowerCase(), value]));
  if (options.has("filter")) throw bad("Invalid filter clause");
  for (const name of ["skip", "count", "search", "expand", "apply"]) if (options.has(name)) throw optionRefused(name);
  const [top, from] = [options.get("top") ?? String(mostOnPage), options.get("skiptoken") ?? "0"];
  if (!/^\d{1,9}$/.test(top))
    throw bad(`Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`);
  if (!/^\d{1,9}$/.test(from)) throw bad("Invalid Skip Token");
  const count = Math.min(Number(top), mostOnPage);
  const all = types();
  const end = Number(from) + count;
  return {
    "@odata.context": `${url.origin}/beta/$metadata#auditLogs/auditActivityTypes`,
    ...(count > 0 &&
      end < all.length && { "@odata.nextLink": `${url.origin}${url.pathname}?$top=${String(count)}&$skiptoken=${String(end)}` }),
    value: all.slice(Number(from), end).map((type, at) => ({ id: guidOf(Number(from) + at, 0, mix(seed, 410)), ...type })),
  };
}

/** Each activity of a service once, whoever may do it. */
function types(): { readonly category: string; readonly service: string; readonly activity: string }[] {
  const byKey = new Map(activities.map(({ name, category, service }) => [`${name}\n${service}`, { category, service, activity: name }]));
  return [...byKey.values()].sort((one, other) => (one.activity < other.activity ? -1 : one.activity > other.activity ? 1 : 0));
}
