// Deeper levels stand below each other: a record of 10,000 levels would else be 100 MB of spaces.
const deepest = 64;

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Where a string of JSON text that begins at `start` has ended. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/**
 * Lays out JSON text anew, as `JSON.stringify` does with that indent, without reading its values: numbers of any size, doubled members and escapes
 * stay as they are. `margin` stands before every line but the first. The text must be known to be JSON.
 */
export function formatJson(text: string, indent = "", margin = ""): string {
  const pieces: string[] = [];
  let depth = 0;
  const line = () => (indent === "" ? "" : `\n${margin}${indent.repeat(Math.min(depth, deepest))}`);
  let at = 0;
  const skipSpace = () => {
    while (isSpace(text.charCodeAt(at))) at++;
  };
  for (skipSpace(); at < text.length; skipSpace()) {
    const char = text.charAt(at);
    const start = at++;
    if (char === "{" || char === "[") {
      skipSpace();
      const close = char === "{" ? "}" : "]";
      if (text.charAt(at) === close) {
        at++;
        pieces.push(char, close);
      } else {
        depth++;
        pieces.push(char, line());
      }
    } else if (char === "}" || char === "]") {
      depth--;
      pieces.push(line(), char);
    } else if (char === ",") pieces.push(char, line());
    else if (char === ":") pieces.push(indent === "" ? ":" : ": ");
    else {
      if (char === '"') at = endOfString(text, start);
      else while (at < text.length && !/[\s,\]}:]/.test(text.charAt(at))) at++;
      pieces.push(text.slice(start, at));
    }
  }
  return pieces.join("");
}
