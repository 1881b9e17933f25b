/** `2026-11-18 09.14` in the zone of the setting; the text itself when it is no instant. */
export function instantText(iso: string, zone: "utc" | "local"): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const shown = zone === "utc" ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shown.toISOString().slice(0, 16).replace("T", " ").replace(":", ".");
}
