import type { Expression } from "../expression.ts";
import { precedence } from "../precedence.ts";
import { printOperand } from "../printFilter.ts";
import type { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";
import { isUnderstood } from "./isUnderstood.ts";

/** Conditions that stand in one query, each behind a `where` of its own. */
export class JoinedConditions {
  private start = 0;
  private end = 0;
  private readonly all: Expression[] = [];
  /** What stands between them. */
  private between = "";

  /** `token`: its `where`; `before`: where what stands before that ends; `length`: number of problems before it. */
  collect(
    reader: Reader,
    where: Expression | undefined,
    { token, before, length }: { readonly token: Token; readonly before: number; readonly length: number },
  ): void {
    if (where && isUnderstood(reader, length)) {
      if (this.all.length === 0) this.start = token.start;
      else this.between += reader.text.slice(this.end, before);
      this.end = reader.end;
      this.all.push(where);
    } else if (this.all.length > 0) reader.problem(token, "'where' stands twice");
  }

  /** Several are all meant. */
  say(reader: Reader): void {
    const { start, end, all, between } = this;
    if (all.length < 2) return;
    const text = all.map((where) => printOperand(where, precedence.and)).join(" and ");
    reader.problem({ start, end }, "'where' stands twice: all conditions stand in one, with 'and' between them", `where ${text}${between}`);
  }
}
