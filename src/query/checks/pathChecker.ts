import { fieldOf, reports } from "../../reports/index.ts";
import type { Field, Report } from "../../reports/report.ts";
import type { Binary, Call, Expression, In, Path } from "../expression.ts";
import { isOpen, nearestPath, nearestSpelling } from "../fieldPath.ts";
import { nearest } from "../nearest.ts";
import { pathNamed } from "../otherNames.ts";
import { printFilter } from "../printFilter.ts";
import { rewrite } from "../rewrite.ts";
import { quoted } from "../tokens.ts";
import type { Findings } from "./findings.ts";
import { inWords, kindOfField, unknown, type Known, type Scope } from "./known.ts";

/** The comparison or call around a path: what `any` would have to enclose. */
export type Enclosing = Binary | Call | In | undefined;

/** What is known of paths, and wrong with them. */
export class PathChecker {
  private readonly findings: Findings;
  private readonly report: Report;
  private readonly near = new Map<string, string | undefined>();

  constructor(findings: Findings) {
    this.findings = findings;
    this.report = findings.report;
  }

  known(path: Path, scope: Scope, enclosing: Enclosing): Known {
    const [first = "", ...others] = path.members;
    let at = "";
    let names: readonly string[] = path.members;
    if (scope.has(first)) {
      const source = scope.get(first);
      if (source === undefined) return unknown;
      at = source;
      names = others;
    } else if (first === "$it") names = others;
    const dotted = at === "" ? this.dotted(names) : undefined;
    if (dotted !== undefined) {
      this.findings.problem(path, `A member stands behind a slash: ${dotted}`, dotted);
      const field = fieldOf(this.report, dotted);
      return field && !field.list && field.kind !== "object" ? { kind: kindOfField[field.kind], field } : unknown;
    }
    let known: Known = unknown;
    if (at !== "") {
      const list = fieldOf(this.report, at.slice(0, -"/[]".length));
      known = list ? { kind: kindOfField[list.kind], field: list } : unknown;
    }
    for (const [index, name] of names.entries()) {
      if (name === "$count") {
        if (known.kind !== "list" && known !== unknown)
          this.findings.problem(path, `${known.field?.path ?? "This"} is no list: nothing can be counted`);
        return { kind: "number" };
      }
      if (name.startsWith("@")) return unknown;
      if (name.includes(".")) continue;
      if (known.kind === "list" && known.field) {
        this.listAsked(path, known.field, names.slice(index), enclosing);
        return unknown;
      }
      const key = at === "" ? name : `${at}/${name}`;
      const field = fieldOf(this.report, key);
      if (!field) return this.unknownField(path, key, known.field, enclosing);
      at = field.path;
      known = { kind: field.list ? "list" : kindOfField[field.kind], field };
    }
    if (known.field) this.notes(path, known.field);
    if (known.kind === "list" && known.field && enclosing && !isNullTest(enclosing)) {
      this.listAsked(path, known.field, [], enclosing);
      return unknown;
    }
    return known;
  }

  /** Nothing that a field is called, nor near to it: of few letters, something always is. */
  isNoName(word: string): boolean {
    return word.length <= 3 || !nearestSpelling(this.report, word);
  }

  /** The path of `Status.errorCode`, as other languages write it; undefined where a dot is part of a type's name. */
  private dotted(names: readonly string[]): string | undefined {
    const [whole = "", ...others] = names;
    if (others.length > 0 || !whole.includes(".")) return undefined;
    const [first = "", ...members] = whole.split(".");
    const named = [first, pathNamed(this.report, first)].flatMap((start) => (start === undefined ? [] : [[start, ...members].join("/")]));
    return named.map((path) => fieldOf(this.report, path)?.path).find((path) => path !== undefined);
  }

  private unknownField(path: Path, key: string, parent: Field | undefined, enclosing: Enclosing): Known {
    if (parent && isOpen(this.report, parent)) return unknown;
    if (parent && parent.kind !== "object") {
      this.findings.problem(
        path,
        `${parent.path} is ${inWords[kindOfField[parent.kind]]} and has no members`,
        parent.path.includes("[]") ? undefined : parent.path,
      );
      return unknown;
    }
    const inList = key.lastIndexOf("/[]/");
    if (inList >= 0) {
      const prefix = key.slice(0, inList + "/[]/".length);
      const members = this.report.fields.filter((field) => field.path.startsWith(prefix)).map((field) => field.path.slice(prefix.length));
      const near = nearest(key.slice(prefix.length), members);
      this.findings.problem(
        path,
        `The items of ${prefix.slice(0, -"/[]/".length)} have no '${key.slice(prefix.length)}'${near ? `. Did you mean '${near}'?` : ""}`,
        near && `${path.members[0] ?? ""}/${near}`,
      );
      return unknown;
    }
    const whole = path.members.join("/");
    if (enclosing?.type === "binary" && enclosing.right === path && enclosing.left.type === "path" && this.isNoName(whole)) {
      this.findings.problem(path, `${this.report.id} has no field '${whole}'. Text stands in single quotes`, quoted(whole));
      return unknown;
    }
    const { timeField } = this.report;
    const isTime = reports.some((other) => other.timeField.toLowerCase() === whole.toLowerCase());
    const near = isTime ? timeField : this.nearest(whole);
    this.findings.problem(path, `${this.report.id} has no field '${whole}'${near ? `. Did you mean '${near}'?` : ""}`, near);
    // What a field is called elsewhere is no guess: what is wrong beside the name is told, too.
    const named = pathNamed(this.report, whole);
    const field = named === undefined ? undefined : fieldOf(this.report, named);
    return field && !field.list && field.kind !== "object" ? { kind: kindOfField[field.kind], field } : unknown;
  }

  /** The same name is mostly wrong more than once. */
  private nearest(path: string): string | undefined {
    if (!this.near.has(path)) this.near.set(path, nearestPath(this.report, path));
    return this.near.get(path);
  }

  /** A list, or members of its items, where one value belongs. */
  private listAsked(path: Path, list: Field, rest: readonly string[], enclosing: Enclosing): void {
    const item = list.path.replace(/.*\//, "").charAt(0).toLowerCase();
    const source = printFilter({ type: "path", members: path.members.slice(0, path.members.length - rest.length) });
    const meant =
      enclosing && rewrite<Expression>(enclosing, (part) => (part === path ? { type: "path", members: [item, ...rest] } : undefined));
    const replacement = meant && `${source}/any(${item}: ${printFilter(meant)})`;
    this.findings.problem(
      enclosing ?? path,
      `${list.path} is a list: its items are asked with any${replacement ? `, such as ${replacement}` : ""}`,
      replacement,
    );
  }

  private notes(path: Path, field: Field): void {
    if (field.deprecated) this.findings.problem(path, `${field.path} is deprecated: ${field.deprecated}`, undefined, "warning");
    if (field.absentFrom !== undefined)
      this.findings.problem(path, `${field.path} is not in ${field.absentFrom}, which is asked: no record has it`, undefined, "warning");
  }
}

function isNullTest(expression: Binary | Call | In): boolean {
  return (
    expression.type === "binary" && [expression.left, expression.right].some((side) => side.type === "literal" && side.kind === "null")
  );
}
