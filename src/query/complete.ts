import { fieldOf, reportById, reports, type Field, type Report } from "../reports/index.ts";
import { functions } from "./functions.ts";
import { signInTypes } from "./query.ts";
import { clauseWords, type ClauseWord } from "./readQuery.ts";
import { quoted, tokenize, type Token } from "./tokens.ts";

export type CompletionKind = "report" | "clause" | "field" | "operator" | "function" | "value";

/** A text that may stand in place of `start`..`end`. */
export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly kind: CompletionKind;
  readonly detail?: string;
}

type Proposal = Pick<Completion, "label" | "insert" | "kind"> & { readonly detail?: string };

const word = (kind: CompletionKind, label: string, detail?: string, insert = label): Proposal => ({
  kind,
  label,
  insert,
  ...(detail !== undefined && { detail }),
});

const clauseDetails: Record<ClauseWord, string> = {
  last: "Time range up to now: last 7d",
  from: "Time range: from 2026-11-01 to 2026-11-08T12:00:00Z",
  types: "Types of sign-ins",
  where: "Condition",
  columns: "Fields to show",
  sort: "Order of the rows",
  take: "At most so many rows",
};
const comparisons = ["eq", "ne"];
const orders = ["gt", "ge", "lt", "le"];
const calculations = ["add", "sub", "mul", "div", "mod"];

/** What may stand at `offset` of a query text, best first: not filtered by what is there already between `start` and `offset`. */
export function complete(text: string, offset: number): Completion[] {
  const before = text.slice(0, offset);
  const inString = tokenize(before).find(
    ({ literal, problem, text: value, end }) => literal === "string" && problem !== undefined && end === offset && !value.includes("\n"),
  );
  const start = inString ? inString.start : offset - (/[\p{L}\p{N}_$@/[\].]*$/u.exec(before)?.[0].length ?? 0);
  const end =
    offset +
    (inString
      ? (/^[^'\s]*'?/.exec(text.slice(offset))?.[0].length ?? 0)
      : (/^[\p{L}\p{N}_/[\].]*/u.exec(text.slice(offset))?.[0].length ?? 0));
  const tokens = tokenize(text.slice(0, start)).slice(0, -1);
  return proposals(tokens, text.slice(start, offset)).map((proposal) => ({ ...proposal, start, end }));
}

function proposals(tokens: readonly Token[], typed: string): Proposal[] {
  const [first, ...others] = tokens;
  if (!first) return reports.map(({ id, description }) => word("report", id, description));
  const report = reports.find(({ id }) => id.toLowerCase() === first.text.toLowerCase());
  if (!report) return [];
  const clauseAt = others.findLastIndex((token, index) => isClause(token) && others[index - 1]?.text !== "/");
  const clauses = () => freeClauses(report, others);
  const clause = others[clauseAt]?.text.toLowerCase() as ClauseWord | undefined;
  if (!clause) return clauses();
  const inside = others.slice(clauseAt + 1);
  const last = inside.at(-1);
  const expectsItem = !last || last.text === ",";
  switch (clause) {
    case "last":
      return last ? clauses() : ["24h", "7d", "30d", "1w", "1mo"].map((length) => word("value", length));
    case "from":
      if (!last || last.text.toLowerCase() === "to") return [];
      return inside.length === 1 ? [word("clause", "to", "End of the range; now without it"), ...clauses()] : clauses();
    case "types":
      return expectsItem ? signInTypes.map((type) => word("value", type)) : clauses();
    case "columns":
      return expectsItem ? report.fields.map((field) => fieldProposal(field, field.path)) : clauses();
    case "sort": {
      if (expectsItem)
        return report.fields
          .filter((field) => !field.list && field.kind !== "object" && !field.path.includes("[]"))
          .map((field) => fieldProposal(field, field.path));
      const isDirected = /^(asc|desc)$/i.test(last.text);
      return [
        ...(isDirected ? [] : [word("operator", "desc", "Largest or newest first"), word("operator", "asc", "Smallest or oldest first")]),
        ...clauses(),
      ];
    }
    case "take":
      return last ? clauses() : [];
    case "where":
      return condition(report, inside, typed, clauses);
  }
}

const isClause = ({ kind, text }: Token) => kind === "word" && (clauseWords as readonly string[]).includes(text.toLowerCase());

function freeClauses(report: Report, tokens: readonly Token[]): Proposal[] {
  const used = new Set(tokens.filter(isClause).map(({ text }) => text.toLowerCase()));
  const isFree = (clause: ClauseWord) =>
    !used.has(clause) &&
    !((clause === "last" || clause === "from") && (used.has("last") || used.has("from"))) &&
    (clause !== "types" || report.id === "signIns");
  return clauseWords.filter(isFree).map((clause) => word("clause", clause, clauseDetails[clause]));
}

function fieldProposal({ kind, list, description, deprecated, derived }: Field, path: string): Proposal {
  const shape = `${list ? `list of ${kind}` : kind}${derived ? ", made here" : ""}`;
  return word("field", path, `${shape} · ${deprecated ? `deprecated: ${deprecated}` : description}`);
}

function condition(report: Report, tokens: readonly Token[], typed: string, clauses: () => Proposal[]): Proposal[] {
  const variables = lambdaVariables(tokens);
  const last = tokens.at(-1);
  const operator = last?.kind === "word" ? last.text.toLowerCase() : "";
  const field = fieldBefore(report, tokens, variables);
  if ([...comparisons, ...orders, "has"].includes(operator))
    return [...valuesFor(field), ...fields(report, variables, typed), ...functionProposals()];
  const expectsOperand = !last || ["(", ",", ":"].includes(last.text) || ["and", "or", "not", "in", ...calculations].includes(operator);
  if (expectsOperand) {
    const isList = last?.text === "(" && tokens.at(-2)?.text.toLowerCase() === "in";
    return isList
      ? valuesFor(fieldBefore(report, tokens.slice(0, -1), variables))
      : [...fields(report, variables, typed), word("operator", "not", "The contrary of what follows"), ...functionProposals()];
  }
  const known = fieldAtEnd(report, tokens, variables);
  const operators = known?.kind === "boolean" || known?.values ? comparisons : [...comparisons, ...orders];
  return [
    ...(known ? [...operators, "in", ...(known.kind === "flags" ? ["has"] : [])].map((name) => word("operator", name)) : []),
    word("operator", "and"),
    word("operator", "or"),
    ...clauses(),
  ];
}

/** The variables of lambdas that are still open, with the path of the items that each stands for. */
function lambdaVariables(tokens: readonly Token[]): ReadonlyMap<string, string> {
  const open: (readonly [string, string] | undefined)[] = [];
  for (const [index, { text }] of tokens.entries()) {
    if (text === ")") open.pop();
    if (text !== "(") continue;
    const [variable, colon] = tokens.slice(index + 1, index + 3);
    const isLambda = /^(any|all)$/i.test(tokens[index - 1]?.text ?? "") && colon?.text === ":" && variable;
    open.push(isLambda ? [variable.text, pathEndingAt(tokens, index - 3)] : undefined);
  }
  const variables = new Map<string, string>();
  for (const entry of open) {
    if (!entry) continue;
    const [name, path] = entry;
    variables.set(name, `${resolved(path, variables)}/[]`);
  }
  return variables;
}

/** The path whose last member is the token at `index`. */
function pathEndingAt(tokens: readonly Token[], index: number): string {
  const members = [tokens[index]?.text ?? ""];
  for (let at = index - 1; tokens[at]?.text === "/"; at -= 2) members.unshift(tokens[at - 1]?.text ?? "");
  return members.join("/");
}

function resolved(path: string, variables: ReadonlyMap<string, string>): string {
  const [first = "", ...others] = path.split("/");
  return [variables.get(first) ?? first, ...others].join("/");
}

function fieldAtEnd(report: Report, tokens: readonly Token[], variables: ReadonlyMap<string, string>): Field | undefined {
  if (tokens.at(-1)?.kind !== "word") return undefined;
  return fieldOf(report, resolved(pathEndingAt(tokens, tokens.length - 1), variables).replace(/\/\[\]$/, ""));
}

/** The field on the left of the operator that ends the tokens. */
const fieldBefore = (report: Report, tokens: readonly Token[], variables: ReadonlyMap<string, string>) =>
  fieldAtEnd(report, tokens.slice(0, -1), variables);

function valuesFor(field: Field | undefined): Proposal[] {
  if (!field) return [word("value", "null")];
  const values = field.path === "signInEventTypes" ? signInTypes : (field.values ?? []);
  if (values.length > 0) return [...values.map((value) => word("value", quoted(value))), word("value", "null")];
  if (field.kind === "boolean") return ["true", "false", "null"].map((value) => word("value", value));
  return [...(field.kind === "instant" ? [word("value", "now()")] : []), word("value", "null")];
}

function fields(report: Report, variables: ReadonlyMap<string, string>, typed: string): Proposal[] {
  const items = [...variables].flatMap(([name, path]) => [
    word("field", name, "The item of the list"),
    ...report.fields
      .filter((field) => field.path.startsWith(`${path}/`) && !field.path.slice(path.length + 1).includes("[]"))
      .map((field) => fieldProposal(field, `${name}${field.path.slice(path.length)}`)),
  ]);
  if (variables.has(typed.split("/")[0] ?? "") && typed.includes("/")) return items;
  return [
    ...items,
    ...report.fields
      .filter((field) => !field.path.includes("[]"))
      .map((field) => (field.list ? listProposal(field) : fieldProposal(field, field.path))),
  ];
}

function listProposal(field: Field): Proposal {
  const item = field.path.replace(/.*\//, "").charAt(0).toLowerCase();
  return { ...fieldProposal(field, field.path), insert: `${field.path}/any(${item}: ${item}` };
}

const functionProposals = (): Proposal[] =>
  Array.from(functions.values(), ({ spelling, takes, gives }) =>
    word(
      "function",
      spelling,
      `(${takes.map((kinds) => kinds.join(" or ")).join(", ")}) gives ${gives}`,
      takes.length > 0 ? `${spelling}(` : `${spelling}()`,
    ),
  );

/** The field that stands at `offset` of a query text, for a hover. */
export function fieldAtOffset(
  text: string,
  offset: number,
): { readonly field: Field; readonly start: number; readonly end: number } | undefined {
  const start = offset - (/[\p{L}\p{N}_/[\]]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0);
  const end = offset + (/^[\p{L}\p{N}_]*/u.exec(text.slice(offset))?.[0].length ?? 0);
  const tokens = tokenize(text.slice(0, start));
  const id = tokens[0]?.text.toLowerCase();
  const report = reports.find((known) => known.id.toLowerCase() === id);
  if (!report || end === start) return undefined;
  const path = resolved(text.slice(start, end), lambdaVariables(tokens)).replace(/\/\[\]$/, "");
  const field = fieldOf(reportById(report.id), path);
  return field && { field, start, end };
}
