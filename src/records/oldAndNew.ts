import { reportById, type ReportId } from "../reports/index.ts";
import { isObject, type Members } from "./place.ts";
import { readJson, type JsonText } from "./readJson.ts";
import { sortedJson } from "./sortedJson.ts";

/** Of a record that changed something: two JSON texts that differ in what was changed. */
export interface OldAndNew {
  readonly old: string;
  readonly new: string;
}

interface Change {
  readonly name: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** The name, or the same with a number where it was had: doubled members would be told as a fault. */
function unlike(name: string, had: Set<string>): string {
  let own = name;
  for (let count = 2; had.has(own); count++) own = `${name} (${String(count)})`;
  had.add(own);
  return own;
}

function changesOf(json: JsonText, list: unknown): Change[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((pair: unknown): Change[] => {
    if (!isObject(pair)) return [];
    const side = (name: string): string | undefined => {
      const member = json.members(pair).findLast((own) => own.name === name);
      return member === undefined || member.value === null ? undefined : member.text;
    };
    const change = { name: textOf(pair["displayName"]) || "(no name)", old: side("oldValue"), new: side("newValue") };
    return change.old === undefined && change.new === undefined ? [] : [change];
  });
}

function sideText(changes: readonly Change[], side: "old" | "new", margin: string): string {
  const had = new Set<string>();
  const lines = changes
    .map((change) => ({ name: unlike(change.name, had), text: change[side] }))
    .toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    .flatMap(({ name, text }) => (text === undefined ? [] : [`${margin}  ${JSON.stringify(name)}: ${sortedJson(text, `${margin}  `)}`]));
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${margin}}`;
}

function targetName(target: Members): string {
  const name = ["displayName", "userPrincipalName", "id"].map((member) => textOf(target[member])).find(Boolean) ?? "Target";
  const type = textOf(target["type"]);
  return type === "" ? name : `${type} ${name}`;
}

/** What a record of a change says was before and after, JSON in its texts unfolded and sorted; `undefined` where it tells no change. `text`: the record's. */
export function oldAndNew(report: ReportId, text: string): OldAndNew | undefined {
  const { changes: of } = reportById(report);
  if (!of) return undefined;
  const json = readJson(text);
  const record = json.value;
  if (!isObject(record)) return undefined;
  if (of.targets === undefined) {
    const changes = changesOf(json, record[of.list]);
    return changes.length === 0 ? undefined : { old: sideText(changes, "old", ""), new: sideText(changes, "new", "") };
  }
  const had = new Set<string>();
  const list: unknown = record[of.targets];
  const targets = (Array.isArray(list) ? list : []).flatMap((target: unknown) => {
    const changes = isObject(target) ? changesOf(json, target[of.list]) : [];
    return isObject(target) && changes.length > 0 ? [{ name: unlike(targetName(target), had), changes }] : [];
  });
  if (targets.length === 0) return undefined;
  const side = (which: "old" | "new"): string =>
    `{\n${targets.map(({ name, changes }) => `  ${JSON.stringify(name)}: ${sideText(changes, which, "  ")}`).join(",\n")}\n}`;
  return { old: side("old"), new: side("new") };
}
