import { reports, type Field } from "../reports/index.ts";
import type { Answering } from "./answering.ts";
import type { Expectation, ExpectOptions, OperatorName } from "./expected/expectation.ts";
import { expectedAt } from "./expected/expectedAt.ts";
import type { Signature } from "./functions.ts";
import { rangeUnits, type RangeUnit } from "./query.ts";
import type { ClauseWord } from "./clauseWords.ts";
import { quoted } from "./tokens.ts";

export type CompletionKind = "report" | "clause" | "field" | "operator" | "function" | "value" | "variable";

/** A text that may stand in place of `start`..`end`. */
export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly kind: CompletionKind;
  readonly detail?: string;
}

/** A value that a field has, or may have. */
export interface KnownValue {
  readonly value: string | number | boolean;
  /** Where it comes from: `312 loaded`. */
  readonly detail: string;
  /** What it is called by people, and what it means, where that is another thing. */
  readonly title?: string;
  readonly doc?: string;
}

export interface CompleteOptions extends ExpectOptions {
  /** Values of the field that a value is compared with, beside those that the report names; best first. */
  readonly known?: (field: Field) => readonly KnownValue[];
}

/** A completion with all that there is to say of it. */
export interface Suggestion extends Completion {
  readonly field?: Field;
  readonly known?: KnownValue;
}

type Proposal = Omit<Suggestion, "start" | "end">;

const word = (kind: CompletionKind, label: string, detail?: string, insert = label): Proposal => ({
  kind,
  label,
  insert,
  ...(detail !== undefined && { detail }),
});

export const clauseDetails: Record<ClauseWord, string> = {
  last: "Time range up to now: last 7d",
  from: "Time range: from 2026-11-01 to 2026-11-08T12:00:00Z",
  types: "Types of sign-ins",
  where: "Condition",
  columns: "Fields to show",
  sort: "Order of the rows",
  take: "At most so many rows",
};
const unitDetails: Record<RangeUnit, string> = { m: "Minutes", h: "Hours", d: "Days", w: "Weeks", mo: "Months" };
export const operatorDetails: Record<OperatorName, string> = {
  eq: "Equal",
  ne: "Not equal",
  gt: "Greater or later than",
  ge: "At least, or not before",
  lt: "Less or earlier than",
  le: "At most, or not after",
  has: "Has the members",
  in: "One of: in ('a', 'b')",
  add: "Plus",
  sub: "Minus",
  mul: "Times",
  div: "Divided by",
  mod: "Remainder of the division by",
  and: "Both hold",
  or: "One of them holds, or both",
  not: "The contrary of what follows",
};
const quantifierDetails = { any: "One item at least meets the condition", all: "All items meet the condition" };
const lengths = ["24h", "7d", "30d", "1w", "1mo"];
const durations = ["PT1H", "P1D", "P7D"];

/** What may stand at `offset` of a query text, or of a condition, best first: not filtered by what is there already between `start` and `offset`. */
export const complete = (text: string, offset: number, options: ExpectOptions = {}): Completion[] =>
  suggest(text, offset, options).map(({ field: _, known: __, ...completion }) => completion);

/** As `complete`, with what each is about. */
export function suggest(text: string, offset: number, { known, ...options }: CompleteOptions = {}): Suggestion[] {
  const expected = expectedAt(text, offset, options);
  if (!expected) return [];
  const { start, end, expectations } = expected;
  const next = /\S/.exec(text.slice(end, end + 200))?.[0] ?? "";
  const place: Surroundings = {
    standing: text.slice(start, end),
    next,
    ...(known && { known }),
    ...(options.answering && { answering: options.answering }),
  };
  const seen = new Set<string>();
  return expectations
    .flatMap((expectation) => proposals(expectation, place))
    .filter(({ label, insert }) => !seen.has(`${label} ${insert}`) && seen.add(`${label} ${insert}`))
    .map((proposal) => ({ ...proposal, insert: apart(proposal.insert, text.charAt(start - 1), text.charAt(end)), start, end }));
}

/** What the place has already, and the next character behind that is not blank. */
interface Surroundings {
  readonly standing: string;
  readonly next: string;
  readonly known?: CompleteOptions["known"];
  readonly answering?: Answering;
}

const touches = /[\p{L}\p{N}\p{M}_$@.'"-]/u;

/** A blank where two words would become one, or a word and a quote. */
function apart(insert: string, before: string, behind: string): string {
  const gap = (left: string, right: string) => (touches.test(left) && touches.test(right) ? " " : "");
  return `${gap(before, insert.charAt(0))}${insert}${gap(insert.at(-1) ?? "", behind)}`;
}

function proposals(expectation: Expectation, place: Surroundings): Proposal[] {
  switch (expectation.kind) {
    case "report":
      return reports.map(({ id, description }) => word("report", id, description));
    case "clause":
      return expectation.words.map((clause) => word("clause", clause, clauseDetails[clause]));
    case "length":
      return [...lengthsOf(/^\d+/.exec(place.standing)?.[0]), ...lengths].map((length) => word("value", length));
    case "unit":
      return rangeUnits.map((unit) => word("value", unit, unitDetails[unit]));
    case "to":
      return [word("clause", "to", "End of the range; now without it")];
    case "type":
      return typesBut(expectation.listed, place).map((type) => word("value", type));
    case "direction":
      return [word("operator", "desc", "Largest or newest first"), word("operator", "asc", "Smallest or oldest first")];
    case "variable": {
      const { name } = expectation;
      return place.next === ":" ? [] : [word("variable", name, "Stands for the item of the list", `${name}:`)];
    }
    case "field":
      return [
        ...expectation.fields.map(({ path, field }) => fieldProposal(field, path)),
        ...expectation.lists.map(({ path, field, variable }) => ({
          ...fieldProposal(field, path),
          insert: `${path}/any(${variable}: ${variable}`,
        })),
      ];
    case "member":
      return expectation.members.map(({ name, field }) => fieldProposal(field, name));
    case "function":
      return expectation.functions.map((called) => functionProposal(called, expectation.isOpened));
    case "quantifier":
      return expectation.quantifiers.map((name) => word("function", `${expectation.path}/${name}`, quantifierDetails[name]));
    case "literal":
      return values(expectation, place);
    case "operator":
      return expectation.operators.map((name) => operatorProposal(name, expectation.field, place));
    case "symbol":
    case "moment":
    case "count":
      return [];
  }
}

/** The number that is written already, with each unit. */
const lengthsOf = (digits: string | undefined): string[] =>
  digits === undefined || !/^0*[1-9]\d{0,4}$/.test(digits) ? [] : ["d", "h", "m", "w", "mo"].map((unit) => `${digits}${unit}`);

const eventTypesAt = (field: Field | undefined): readonly string[] | undefined =>
  reports.find(({ types }) => types !== undefined && types.path === field?.path)?.types?.names;

const eventTypes = [...new Set<string>(reports.flatMap(({ types }) => types?.names ?? []))];

/** All at the end of a text, for whom wants to see which there are; elsewhere those that the list does not have. */
const typesBut = (listed: readonly string[], { standing, next }: Surroundings): readonly string[] =>
  eventTypes.filter((type) => (standing === "" && next === "") || !listed.includes(type));

function fieldProposal(field: Field, path: string): Proposal {
  const { kind, list, description, deprecated, derived } = field;
  const shape = `${list ? `list of ${kind}` : kind}${derived ? ", made here" : ""}`;
  return { ...word("field", path, `${shape} · ${deprecated ? `deprecated: ${deprecated}` : description}`), field };
}

function functionProposal({ spelling, takes, gives }: Signature, isOpened: boolean): Proposal {
  const insert = isOpened ? spelling : takes.length > 0 ? `${spelling}(` : `${spelling}()`;
  return word("function", spelling, `(${takes.map((kinds) => kinds.join(" or ")).join(", ")}) gives ${gives}`, insert);
}

function operatorProposal(name: OperatorName, field: Field | undefined, { next, answering }: Surroundings): Proposal {
  const isAnswered = field !== undefined && answering?.(field, name) === "documented";
  const detail = `${operatorDetails[name]}${isAnswered ? " · the service answers this" : ""}`;
  return word("operator", name, detail, name === "in" && next !== "(" ? "in (" : name);
}

function values({ kinds, field, listed, isComparison }: Expectation & { readonly kind: "literal" }, { known }: Surroundings): Proposal[] {
  const named = eventTypesAt(field) ?? [...(field?.values ?? []), ...(field?.knownValues ?? [])];
  const fits = (kind: "boolean" | "instant" | "duration") => kinds?.includes(kind) === true;
  const isPossible = ({ value }: KnownValue) =>
    (kinds === undefined || kinds.includes(kindOfValue(value))) &&
    (typeof value !== "string" || (isWritable(value) && isAmong(value, field?.values) && !listed.includes(value))) &&
    (typeof value !== "number" || Number.isFinite(value));
  return [
    ...(field ? (known?.(field) ?? []) : [])
      .filter(isPossible)
      .map((one) => ({ ...word("value", written(one.value), one.detail), known: one })),
    ...[
      ...named.filter((value) => !listed.includes(value)).map(quoted),
      ...(fits("boolean") ? ["true", "false"] : []),
      ...(fits("instant") ? ["now()"] : []),
      ...(fits("duration") ? durations.map((duration) => `duration'${duration}'`) : []),
      ...(isComparison ? ["null"] : []),
    ].map((value) => word("value", value)),
  ];
}

const kindOfValue = (value: KnownValue["value"]) => (typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean");
const written = (value: KnownValue["value"]): string => (typeof value === "string" ? quoted(value) : String(value));
/** What a condition can say: a variable would be asked for, and a line break ends a text whose quote is missing. */
const isWritable = (value: string): boolean => !value.includes("${") && !/[\r\n]/.test(value);
const isAmong = (value: string, values: readonly string[] | undefined): boolean =>
  values === undefined || value.split(",").every((member) => values.includes(member.trim()) || member.trim() === "unknownFutureValue");
