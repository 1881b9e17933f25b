import type { Answered } from "../protocol/grid.ts";
import { parseQuery, printQuery, queryTitle, resolved, resolvedText, variablesOf, type Answers } from "../query/index.ts";
import type { SessionStart, SessionWorld } from "./sessionWorld.ts";

const isAsked = (name: string): boolean => name.startsWith("input:") || name.startsWith("pick:");

/** What a person has answered, in the order of the questions. */
export const askedAnswers = (answered: Answered | undefined): readonly string[] =>
  Object.entries(answered?.answers ?? {}).flatMap(([name, answer]) => (isAsked(name) ? [answer] : []));

/** The canonical text of what is meant with the answers; undefined where the text cannot be read. */
export function canonicalOf(text: string, answered: Answered | undefined): string | undefined {
  const { query } = parseQuery(text);
  return query && printQuery(answered ? resolved(query, answered.answers) : query);
}

/** What a grid begins with whose query's variables are answered: of a query that nobody has saved the title is made anew. */
export function answeredStart(start: SessionStart, answered: Answered): SessionStart {
  if (Object.keys(answered.answers).length === 0) return start;
  const { query } = parseQuery(answered.template);
  const queryText = resolvedText(answered.template, answered.answers);
  return { ...start, queryText, answered, ...(query && !start.saved && { title: queryTitle(resolved(query, answered.answers)) }) };
}

/** A person would be asked the same, and has answered so. */
export const isSameAnswer = (one: Answered | undefined, other: Answered | undefined): boolean =>
  JSON.stringify(askedAnswers(one)) === JSON.stringify(askedAnswers(other));

/**
 * Asks for the answers to the variables of a query text, before it is run. Undefined: a question was left. A text without variables, or one that cannot be read, has none;
 * nor has one for which nobody can be signed in, which running it then says.
 */
export async function answeredBefore(
  world: Pick<SessionWorld, "connection" | "answer">,
  text: string,
  last?: Answers,
): Promise<Answered | undefined> {
  const none: Answered = { template: text, answers: {} };
  const { query } = parseQuery(text);
  if (!query || variablesOf(query).length === 0) return none;
  const connection = await world.connection().catch(() => undefined);
  if (connection === undefined) return none;
  const answers = await world.answer(query, connection, last);
  return answers && { template: text, answers };
}
