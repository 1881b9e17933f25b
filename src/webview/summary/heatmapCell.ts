import type { HeatmapCell } from "../../summary/summary.ts";
import { counted, formatCount } from "../../records/counted.ts";

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
export const hours = 24;
/** Of cells with events: from few to many. */
export const levels = 5;

export const twoDigits = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** 0: no events; else from 1 to `levels`, by the share of the fullest hour. */
export const levelOf = (events: number, most: number): number => (events === 0 ? 0 : Math.max(1, Math.ceil((levels * events) / most)));

/** More than half of it failed. */
export const isFailing = ({ events, failures }: HeatmapCell): boolean => failures * 2 > events;

/** `Mon 14:00–15:00: 31 sign-ins, 4 failed`. `noun`: of one event. */
export function cellLabel(day: number, hour: number, { events, failures }: HeatmapCell, noun: string): string {
  const many = events === 0 ? `no ${noun}s` : counted(events, noun);
  return `${weekdays[day] ?? ""} ${twoDigits(hour)}–${twoDigits(hour + 1)}: ${many}${failures > 0 ? `, ${formatCount(failures)} failed` : ""}`;
}
