import type { Field } from "../../reports/report.ts";
import type { Expression } from "../expression.ts";
import { nearest } from "../nearest.ts";
import { printFilter } from "../printFilter.ts";
import { quoted } from "../tokens.ts";
import type { Findings } from "./findings.ts";

/** A value that an enumeration does not have. New members may come at any time, so only one that looks like a slip is an error. */
export function checkMember(findings: Findings, field: Field | undefined, literal: Expression): void {
  if (!field?.values || literal.type !== "literal" || (literal.kind !== "string" && literal.kind !== "enum") || literal.text.includes("${"))
    return;
  const text = literal.kind === "enum" ? (/'(.*)'/s.exec(literal.text)?.[1] ?? "") : literal.text;
  for (const member of text.split(",").map((part) => part.trim())) {
    if (field.values.includes(member) || member === "unknownFutureValue") continue;
    const spelled = field.values.find((value) => value.toLowerCase() === member.toLowerCase());
    if (spelled !== undefined) {
      findings.problem(
        literal,
        `${field.path} is written '${spelled}': upper and lower case make no difference in it`,
        text === member ? printFilter(literal).replace(quoted(member), quoted(spelled)) : undefined,
        "warning",
      );
      continue;
    }
    const near = nearest(member, field.values);
    const message = `${field.path} has no value '${member}'. ${near ? `Did you mean '${near}'?` : `Known are ${field.values.join(", ")}`}`;
    findings.problem(
      literal,
      message,
      near && text === member ? printFilter(literal).replace(quoted(member), quoted(near)) : undefined,
      near ? "error" : "warning",
    );
  }
}
