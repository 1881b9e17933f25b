import { check, compile, functions, parseFilter, type Expression, type Path, type Problem } from "../../query/index.ts";
import { fieldOf, type Report } from "../../reports/index.ts";
import { conditionFilter, type RowSource } from "./conditionFilter.ts";
import { orLetThrough } from "./orLetThrough.ts";
import { pathsIn } from "./pathsIn.ts";
import type { RowFilter } from "./rowFilter.ts";
import { wordsFilter, type TextSource } from "./wordsFilter.ts";

export interface LocalFilter {
  /** Missing: all rows match. */
  readonly filter?: RowFilter;
  /** In words with the place; there is then no filter. */
  readonly problem?: string;
}

export interface FilterSource extends RowSource, TextSource {
  readonly report: Report;
  readonly now: Date;
}

/** Reads what a person wrote to narrow the rows: a condition when it tests something, else words to look for. */
export function localFilter(text: string, source: FilterSource): LocalFilter {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) return {};
  const { report, now } = source;
  const { expression, errors } = parseFilter(text);
  if (expression && isTest(expression, report)) {
    const wrong = check(expression, report).find(({ severity }) => severity === "error");
    if (wrong) return { problem: problemSentence(wrong) };
    return { filter: conditionFilter(expression, source, (part) => orLetThrough(compile(part, { now, report }))) };
  }
  const [error] = errors;
  if (error && looksLikeTest(text, report)) return { problem: problemSentence(error) };
  return { filter: wordsFilter(words, source) };
}

/** What is wrong with a condition, with the place. */
export const problemSentence = ({ message, start }: Problem): string => `${message.replace(/\.$/, "")} (at character ${start + 1})`;

/** Below a known member anything goes: many objects of the service are open. */
function isKnown(members: readonly string[], report: Report): boolean {
  return fieldOf(report, (members[0] === "$it" ? members[1] : members[0]) ?? "") !== undefined;
}

/** Words such as "status and location" or "Bob has left" read as a condition too, but test nothing. */
function isTest(expression: Expression, report: Report): boolean {
  switch (expression.type) {
    case "unary":
      return expression.operand.type === "path" ? isFlag(expression.operand, report) : isTest(expression.operand, report);
    case "binary": {
      const { operator, left, right } = expression;
      if (operator === "and" || operator === "or") return isTest(left, report) || isTest(right, report);
      return left.type === "literal" || right.type === "literal" || readsField(expression, report);
    }
    case "in":
      return expression.list.type === "list" || readsField(expression.list, report);
    case "call":
      return expression.arguments.some(({ type }) => type === "literal") || readsField(expression, report);
    case "lambda":
      return readsField(expression, report);
    default:
      return false;
  }
}

const readsField = (expression: Expression, report: Report): boolean =>
  [...pathsIn(expression)].some(({ members }) => isKnown(members, report));

const isFlag = ({ members }: Path, report: Report): boolean => fieldOf(report, members.join("/"))?.kind === "boolean";

const operand =
  /([\w$]+)(?:\/[\w$]+)*(?:\s+(?:eq|ne|gt|ge|lt|le|has)\b|\s+in\s*\(|\/(?:any|all)\s*\(|\s*(?:[=<>]|!=)|\s+(?:contains|startswith|endswith|like)\s+')/gi;
const argument = new RegExp(String.raw`\b(?:${[...functions.keys()].join("|")})\s*\(\s*([\w$]+)`, "gi");

/** A text that cannot be read as a condition, yet compares a field or calls a function with one. */
const looksLikeTest = (text: string, report: Report): boolean =>
  [operand, argument].some((pattern) => [...text.matchAll(pattern)].some(([, member = ""]) => isKnown([member], report)));
