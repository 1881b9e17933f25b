import type { Call, Expression, Span } from "../expression.ts";
import { containsMeant, turned } from "../otherFunctions.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";
import { ifUnderstood } from "./ifUnderstood.ts";
import { nameMeant } from "./nameMeant.ts";

/** `substringof('part', path)`, which has been read; `name`: where its name stands. */
export function turnedCall(reader: Reader, values: readonly Expression[], name: Span): Call {
  const meant = containsMeant(values.map((value) => nameMeant(value, reader.report)));
  const written = meant && printFilter(meant);
  if (written === undefined) reader.problem(name, "OData 4 writes this as contains(field, 'part')");
  else
    reader.problem({ start: name.start, end: reader.end }, `OData 4 writes this as ${written}`, ifUnderstood(reader, name.start, written));
  return placed(meant ?? { type: "call", name: turned, arguments: values }, name.start, reader.end);
}
