import { fieldOf, type Report } from "../../reports/index.ts";
import type { CellReader } from "../columns/cellReader.ts";
import type { TextForm } from "../api.ts";
import { formatJson } from "../../records/formatJson.ts";
import type { Pages } from "../pages/pages.ts";
import { markdownHead, markdownLine } from "./markdown.ts";
import type { GroupTable } from "./groupTable.ts";
import { tsvLine } from "./tsv.ts";

/** The text would be longer than the caller can take. */
export class TextTooLong extends Error {
  override readonly name = "TextTooLong";
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`The text would be longer than ${limitBytes.toLocaleString("en")} bytes`);
    this.limitBytes = limitBytes;
  }
}

export interface TextFormat {
  readonly columns: readonly string[];
  readonly format: "tsv" | "markdown" | "json" | "ndjson";
  readonly limitBytes: number;
  readonly form?: TextForm;
  /** Of `tsv` and `markdown`: selected groups are a table of what their heads say, and lines of repeats have their number. */
  readonly groups?: boolean;
}

export interface TextOfSource {
  readonly report: Report;
  readonly pages: Pages;
  readonly cells: CellReader;
}

/** Groups as a table. */
export function tableOf(table: GroupTable, { format, limitBytes, form }: Pick<TextFormat, "format" | "limitBytes" | "form">): string {
  const labels = table.columns.map(({ label }) => label);
  const rows = table.cells(0, table.length);
  const text =
    format === "markdown"
      ? [...markdownHead(labels), ...rows.map(markdownLine), ""].join("\n")
      : [labels, ...rows].map((cells) => tsvLine(cells, form)).join("\n");
  if (Buffer.byteLength(text) > limitBytes) throw new TextTooLong(limitBytes);
  return text;
}

/** Records as text. */
export function textOf(
  records: Uint32Array,
  { columns, format, limitBytes, form }: TextFormat,
  { report, pages, cells }: TextOfSource,
): string {
  let bytes = 0;
  const counted = (line: string): string => {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limitBytes) throw new TextTooLong(limitBytes);
    return line;
  };
  const labels = columns.map((path) => fieldOf(report, path)?.label ?? path);
  if (format === "markdown") {
    const head = markdownHead(labels).map(counted);
    return [...head, ...cells.cells(records, columns).map((row) => counted(markdownLine(row))), ""].join("\n");
  }
  if (format === "tsv") {
    const header = tsvLine(labels, form);
    return [counted(header), ...cells.cells(records, columns).map((row) => counted(tsvLine(row, form)))].join("\n");
  }
  const lines = new Array<string>(records.length);
  pages.visit(records, (index, record) => {
    const text = pages.text(record);
    lines[index] = counted(format === "json" ? `  ${formatJson(text, "  ", "  ")}` : formatJson(text));
  });
  if (format === "ndjson") return lines.map((line) => `${line}\n`).join("");
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
}
