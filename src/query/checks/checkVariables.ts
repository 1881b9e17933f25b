import type { Literal } from "../expression.ts";
import type { Findings } from "./findings.ts";

/** Variables that nobody answers. */
export function checkVariables(findings: Findings, literal: Literal): void {
  if (literal.kind !== "string") return;
  for (const [whole, name = ""] of literal.text.matchAll(/\$\{([^{}]*)\}/g)) {
    if (/^(me|tenant|(input|pick):.+)$/.test(name)) continue;
    findings.problem(
      literal,
      `Unknown variable ${whole}: known are \${me}, \${tenant}, \${input:Label}, \${pick:field}`,
      undefined,
      "warning",
    );
  }
}
