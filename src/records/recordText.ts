import { formatJson } from "./formatJson.ts";
import { readJson } from "./readJson.ts";

/** A record as the grid's own documents show it, token by token as it came. The context is left out: it is of the request, not of the record. */
export function recordText(answer: string): string {
  const json = readJson(answer);
  const members = json.members(json.value as object).filter(({ name }) => name !== "@odata.context");
  return formatJson(`{${members.map(({ nameText, text }) => `${nameText}:${text}`).join(",")}}`, "  ");
}
