import { reportById, type ReportId } from "../reports/index.ts";
import { isObject, type Members } from "./place.ts";
import { readJson, type JsonText } from "./readJson.ts";
import { sortedTexts } from "./sortedJson.ts";

/** Of a record that changed something: two JSON texts that differ in what was changed. */
export interface OldAndNew {
  readonly old: string;
  readonly new: string;
  /** So many texts that look like JSON are too long to be unfolded, or lie too deep. */
  readonly notUnfolded?: number;
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

/** The changes of one side as JSON text, by their names. */
function sideText(changes: readonly Change[], side: "old" | "new"): string {
  const had = new Set<string>();
  const members = changes
    .map((change) => ({ name: unlike(change.name, had), text: change[side] }))
    .flatMap(({ name, text }) => (text === undefined ? [] : [`${JSON.stringify(name)}: ${text}`]));
  return `{${members.join(",")}}`;
}

function laidOut(old: string, changed: string): OldAndNew {
  const [before, after] = sortedTexts([{ text: old }, { text: changed }]);
  const notUnfolded = (before?.notUnfolded ?? 0) + (after?.notUnfolded ?? 0);
  return { old: before?.text ?? "", new: after?.text ?? "", ...(notUnfolded > 0 && { notUnfolded }) };
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
    return changes.length === 0 ? undefined : laidOut(sideText(changes, "old"), sideText(changes, "new"));
  }
  const had = new Set<string>();
  const list: unknown = record[of.targets];
  const targets = (Array.isArray(list) ? list : []).flatMap((target: unknown) => {
    const changes = isObject(target) ? changesOf(json, target[of.list]) : [];
    return isObject(target) && changes.length > 0 ? [{ name: unlike(targetName(target), had), changes }] : [];
  });
  if (targets.length === 0) return undefined;
  const side = (which: "old" | "new"): string =>
    `{${targets.map(({ name, changes }) => `${JSON.stringify(name)}: ${sideText(changes, which)}`).join(",")}}`;
  return laidOut(side("old"), side("new"));
}
