import type { Connection } from "../auth/connection.ts";
import { fieldAsked, variablesOf, type Answers, type Query } from "../query/index.ts";
import { reportById } from "../reports/index.ts";
import type { Field } from "../reports/report.ts";
import type { Collection } from "./collection.ts";

/** A value that rows loaded here have. */
export interface SeenValue {
  readonly value: string;
  readonly rows: number;
}

/** What a person is asked for: the answer to a variable of a query. */
export interface Question {
  /** What is asked for: "User principal name". */
  readonly label: string;
  /** As the query writes it: `${input:User principal name}`. */
  readonly variable: string;
  /** Which of the questions of this query it is, from 1, and how many there are. */
  readonly step: number;
  readonly steps: number;
  /** What was answered before in this grid. */
  readonly last?: string;
  /** What was answered in this window for the same field, the newest first. */
  readonly given: readonly string[];
  /** What loaded results have there, the most frequent first. */
  readonly seen: Promise<readonly SeenValue[]>;
}

export interface QuestionWorld {
  /** Undefined: the person would rather not say. */
  ask(question: Question): Promise<string | undefined>;
  /** Results of a connection that are open, the newest first. */
  collections(connectionId: string): readonly Collection[];
}

const mostSeen = 200;
const mostResults = 5;
const mostGiven = 20;

/** Asks for the answers to the variables of queries, and remembers them for this window. */
export class Questions {
  readonly #world: QuestionWorld;
  /** By connection and what was asked for, the newest first. */
  readonly #given = new Map<string, readonly string[]>();

  constructor(world: QuestionWorld) {
    this.#world = world;
  }

  /** The answers to all variables of a query; undefined when a question was left. `last`: what was answered before, which the questions begin with. */
  async answer(query: Query, connection: Pick<Connection, "id" | "me" | "tenant">, last: Answers = {}): Promise<Answers | undefined> {
    const answers: Record<string, string> = {};
    const variables = variablesOf(query);
    const steps = variables.filter(({ kind }) => kind === "input" || kind === "pick").length;
    let step = 0;
    for (const variable of variables) {
      const { name, kind, argument = name } = variable;
      if (kind === "me" || kind === "tenant") {
        answers[name] = connection[kind];
        continue;
      }
      const path = fieldAsked(query, variable);
      const field = path === undefined ? undefined : reportById(query.report).fields.find((one) => one.path === path);
      const key = JSON.stringify([connection.id, path === undefined ? argument.toLowerCase() : nameOf(path)]);
      const given = this.#given.get(key) ?? [];
      const before = Object.hasOwn(last, name) ? last[name] : undefined;
      const answer = await this.#world.ask({
        label: kind === "pick" ? (field?.label ?? argument) : argument,
        variable: `\${${name}}`,
        step: ++step,
        steps,
        ...(before !== undefined && { last: before }),
        given,
        seen: field ? this.#seen(connection.id, field) : Promise.resolve([]),
      });
      if (answer === undefined) return undefined;
      answers[name] = answer;
      this.#given.set(key, [answer, ...given.filter((other) => other !== answer)].slice(0, mostGiven));
    }
    return answers;
  }

  async #seen(connectionId: string, field: Field): Promise<readonly SeenValue[]> {
    const loaded = this.#world.collections(connectionId).filter((collection) => collection.loaded > 0 && collection.result !== undefined);
    const found = await Promise.all(loaded.slice(0, mostResults).map((collection) => valuesIn(collection, field).catch(() => [])));
    const rows = new Map<string, number>();
    for (const { value, rows: count } of found.flat()) rows.set(value, (rows.get(value) ?? 0) + count);
    return [...rows]
      .map(([value, count]) => ({ value, rows: count }))
      .sort((one, other) => other.rows - one.rows)
      .slice(0, mostSeen);
  }
}

/** What a field is called in whatever report: `userPrincipalName`. */
const nameOf = (path: string): string => path.replaceAll("/[]", "").replace(/.*\//, "").toLowerCase();

/** The values of a field in a result, or of another report's of the same name. */
async function valuesIn(collection: Collection, field: Field): Promise<readonly SeenValue[]> {
  const { report, results } = collection;
  const isText = ({ kind }: Field) => kind === "text" || kind === "enum";
  const own = report.fields.find(({ path }) => path === field.path);
  const paths = own
    ? [own.path]
    : report.fields.filter((one) => isText(one) && nameOf(one.path) === nameOf(field.path)).map(({ path }) => path);
  if (paths.length === 0) return [];
  const shown = await collection.view();
  const questions = paths.slice(0, 3).map((path) => ({ path, search: "", by: "count" as const, from: 0, count: mostSeen }));
  const facets = await shown.withAnother({ sort: [], filter: "" }, (view) =>
    results.facets({ result: shown.result, view, facets: questions }),
  );
  return facets.flatMap(({ values }) =>
    values.flatMap(({ value, rows }) => (typeof value === "string" && value !== "" ? [{ value, rows }] : [])),
  );
}

/** One of the answers that are offered. */
export interface Choice {
  readonly answer: string;
  /**
   * - `spelling`: what was typed, in the case in which results have it
   * - `typed`: what was typed, as it was
   * - `last`: what was answered before
   * - `given`: what was answered in this window
   * - `seen`: what results have
   */
  readonly from: "spelling" | "typed" | "last" | "given" | "seen";
  readonly rows?: number;
}

/**
 * What is offered to whom has typed something, the first one for Enter: what was typed is never replaced by another value, but by the same in the case that results have.
 */
export function choicesFor(
  { last, given }: Pick<Question, "last" | "given">,
  seen: readonly SeenValue[],
  typed: string,
): readonly Choice[] {
  const known = new Map<string, Choice>();
  const add = (choice: Choice) => known.has(choice.answer) || known.set(choice.answer, choice);
  const rowsOf = new Map(seen.map(({ value, rows }) => [value, rows]));
  const withRows = (answer: string) => ({ answer, ...(rowsOf.has(answer) && { rows: rowsOf.get(answer) ?? 0 }) });
  const isUntouched = typed === "" || typed === last;
  if (!isUntouched) {
    const same = seen.filter(({ value }) => value !== typed && value.toLowerCase() === typed.toLowerCase());
    if (!rowsOf.has(typed)) for (const { value, rows } of same) add({ answer: value, rows, from: "spelling" });
    add({ ...withRows(typed), from: "typed" });
  }
  const matches = (answer: string) => isUntouched || answer.toLowerCase().includes(typed.toLowerCase());
  if (last !== undefined && last !== "" && matches(last)) add({ ...withRows(last), from: "last" });
  for (const answer of given) if (matches(answer)) add({ ...withRows(answer), from: "given" });
  for (const { value, rows } of seen) if (matches(value)) add({ answer: value, rows, from: "seen" });
  return [...known.values()];
}
