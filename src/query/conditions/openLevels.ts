import type { Expression, Literal } from "../expression.ts";
import type { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";

/** Far beyond what people write; keeps every walk over an expression within the stack. */
export const deepest = 200;

/** From so many tokens on, an inquiry passes over what is whole. */
export const longFrom = 1000;

/** A parenthesis that is still open where the tokens end, or the condition itself: places of its parts among the tokens. */
interface Level {
  readonly open: number;
  /** The last comma, and how many there are. */
  comma: number;
  commas: number;
  /** The last `and` or `or` behind it. */
  joint: number;
}

/** Stands for what was passed over. */
const something: Literal = { type: "literal", kind: "boolean", text: "true" };

/** What is open where the tokens of a long text end: in an inquiry, what is whole before it is passed over. */
export class OpenLevels {
  private readonly reader: Reader;
  private readonly levels: readonly Level[];

  private constructor(reader: Reader, levels: readonly Level[]) {
    this.reader = reader;
    this.levels = levels;
  }

  /** Undefined: nothing is asked, the text is short, or they are too many to be read. */
  static of(reader: Reader): OpenLevels | undefined {
    const levels = reader.inquiry && reader.tokens.length > longFrom ? openLevels(reader.tokens, reader.read) : undefined;
    return levels && new OpenLevels(reader, levels);
  }

  /** The terms before the last one of a parenthesis that is still open. */
  passOverTerms(): Expression | undefined {
    const { reader } = this;
    const level = this.levels.findLast(({ open }) => open < reader.read);
    if (!level || level.joint < reader.read) return undefined;
    reader.jump(level.joint);
    return something;
  }

  /** The items before the last one of a list that is still open, beginning behind the first: how many they are. */
  passOverItems(): number {
    const { reader } = this;
    const level = this.levels.findLast(({ open }) => open < reader.read);
    if (!level || level.comma < reader.read) return 0;
    reader.jump(level.comma);
    return level.commas - 1;
  }
}

/** Undefined: they are too many to be read. */
function openLevels(tokens: readonly Token[], from: number): Level[] | undefined {
  const level = (open: number): Level => ({ open, comma: -1, commas: 0, joint: -1 });
  const levels = [level(from - 1)];
  for (let at = from; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    const last = levels[levels.length - 1] as Level;
    if (kind === "symbol") {
      if (text === "(") levels.push(level(at));
      else if (text === ")" && levels.length > 1) levels.pop();
      else if (text === ",") {
        last.comma = at;
        last.commas++;
        last.joint = -1;
      }
    } else if (
      kind === "word" &&
      text.length <= 3 &&
      /^(?:and|or)$/i.test(text) &&
      tokens[at + 1]?.text !== "/" &&
      tokens[at - 1]?.text !== "/"
    )
      last.joint = at;
  }
  return levels.length > deepest ? undefined : levels;
}
