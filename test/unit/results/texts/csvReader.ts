/** Reads RFC 4180: lines end in CRLF, a quoted cell may hold anything. Throws at what the standard does not allow. `separator`: in place of the comma. */
export function readCsv(text: string, separator = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error("A quoted cell does not end");
        if (text[at] !== '"') cell += text.charAt(at);
        else if (text[at + 1] === '"') cell += text.charAt(at++);
        else break;
      }
      at++;
    } else while (at < text.length && !`${separator}\r\n"`.includes(text.charAt(at))) cell += text.charAt(at++);
    row.push(cell);
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (text.slice(at, at + 2) !== "\r\n") throw new Error(`No end of a cell or line at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}
