import * as vscode from "vscode";
import type { Went } from "../../protocol/grid.ts";
import { isUtc } from "../../query/zone.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { sortableInstant, toldInstant } from "../../records/formatInstant.ts";
import { readTime } from "../../query/readTime.ts";
import { recordOf } from "../../records/recordOf.ts";

/** Asks for a time, and finds the row where it is in the order of the view. `record`: the one that has the focus, whose time is proposed. */
export async function goToTime(session: GridSession, record: number | undefined): Promise<Went> {
  const { zone, sort, report, rows, group } = session.state();
  const [key] = sort;
  if (rows === 0) return { message: "There are no rows to go to." };
  if (group !== undefined) return { message: "The rows are in groups, not in the order of their time: ungroup them first." };
  if (key && key.path !== report.timeField) return { message: "The rows are not in the order of their time: sort them by it first." };
  const time = record === undefined ? undefined : recordOf(await session.record(record))?.[report.timeField];
  const near = typeof time === "string" && !Number.isNaN(Date.parse(time)) ? new Date(time) : new Date();
  const answer = await vscode.window.showInputBox({
    title: "Go to Time",
    prompt: `In the zone of the grid, ${isUtc(zone) ? "UTC" : zone}, unless the time says otherwise: 2026-11-18 09:14, 09:14, or 2026-11-18T09:14:02Z.`,
    value: sortableInstant(near.toISOString(), zone),
    // A grid gets the focus back when the palette closes.
    ignoreFocusOut: true,
    validateInput: (text) => (readTime(text, near, zone) === undefined ? "Write a time such as 2026-11-18 09:14 or 09:14." : undefined),
  });
  const wanted = answer === undefined ? undefined : readTime(answer, near, zone);
  if (wanted === undefined) return {};
  const isAscending = key?.direction === "asc";
  const { position } = await session.find({ words: `${report.timeField} ${isAscending ? "ge" : "le"} ${wanted}`, start: 0, step: 1 });
  const said = toldInstant(wanted, zone);
  if (position === undefined)
    return { position: rows - 1, message: `No row here is ${isAscending ? "later" : "older"} than ${said}: this is the last one.` };
  return { position, message: `The first row ${isAscending ? "from" : "until"} ${said}` };
}
