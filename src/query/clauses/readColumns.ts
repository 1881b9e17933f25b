import type { Report } from "../../reports/index.ts";
import type { Reader } from "../reader.ts";
import type { Draft } from "./draft.ts";
import { readField } from "./readField.ts";
import { readList } from "./readList.ts";

export function readColumns(reader: Reader, draft: Draft, report: Report | undefined): void {
  draft.columns = readList(reader, { noun: "a field", what: "column" }, (from) => {
    const { token } = from;
    const isNamed = from.mayRepair && from.peek(1).kind === "foreign" && from.peek(1).text === "=" && from.peek(2).kind === "word";
    if (!isNamed) return readField(from, report)?.path;
    from.problem({ start: token.start, end: from.peek(2).start }, "A column has its own name, which the grid shows", "");
    from.next();
    from.next();
    return readField(from, report)?.path;
  });
}
