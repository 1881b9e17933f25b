let lastMinute = "";
let lastMinuteMs = NaN;

/** Milliseconds since 1970 of an instant's text, fraction digits beyond them cut; NaN when it is none. Pages have thousands, most of the same minute. */
export function instantMs(text: unknown): number {
  if (typeof text !== "string") return NaN;
  const length = text.length;
  if (length < 20 || text.charCodeAt(length - 1) !== 90 || text.charCodeAt(16) !== 58) return Date.parse(text);
  const minute = text.slice(0, 16);
  if (minute !== lastMinute) {
    lastMinuteMs = Date.parse(`${minute}Z`);
    lastMinute = minute;
  }
  let ms = 0;
  for (let at = 17, unit = 10_000; at < length - 1 && unit >= 1; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (at === 19) {
      if (digit !== -2) return Date.parse(text);
      continue;
    }
    if (digit < 0 || digit > 9) return Date.parse(text);
    ms += digit * unit;
    unit /= 10;
  }
  return lastMinuteMs + ms;
}
