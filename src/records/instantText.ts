import { isTwice, offsetText, wallAt, type Zone } from "../query/zone.ts";

/** `2026-11-18 09.14` in a zone, `2026-10-25 02.30 +02.00` in an hour that comes twice; the text itself when it is no instant. */
export function instantText(iso: string, zone: Zone): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return iso;
  const offset = isTwice(ms, zone) ? ` ${offsetText(ms, zone)}` : "";
  return `${new Date(wallAt(ms, zone)).toISOString().slice(0, 16).replace("T", " ")}${offset}`.replaceAll(":", ".");
}
