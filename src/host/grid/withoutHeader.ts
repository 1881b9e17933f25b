/** The rows of a table as text without the line that names the columns; a label has no line break. */
export function withoutHeader(table: string): string {
  const end = table.indexOf("\n");
  return end < 0 ? "" : table.slice(end + 1);
}
