const quote = 34;
const backslash = 92;
const [brace, bracket, closingBrace, closingBracket, colon] = [123, 91, 125, 93, 58];

/** Whether an object, as JSON text, has a member of this name more than once: parsers drop all but the last without a word. */
export function hasDoubled(json: string, member: string): boolean {
  const name = JSON.stringify(member);
  // Most have it once, at whatever depth.
  if (json.indexOf(name, json.indexOf(name) + 1) < 0) return false;
  let [depth, found] = [0, 0];
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === brace || code === bracket) depth++;
    else if (code === closingBrace || code === closingBracket) depth--;
    else if (code === quote) {
      const start = at;
      for (at++; at < json.length && json.charCodeAt(at) !== quote; at++) if (json.charCodeAt(at) === backslash) at++;
      if (depth !== 1 || json.slice(start, at + 1) !== name) continue;
      let next = at + 1;
      while (/\s/.test(json.charAt(next))) next++;
      if (json.charCodeAt(next) === colon && ++found > 1) return true;
    }
  }
  return false;
}
