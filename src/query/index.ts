export * from "./expression.ts";
export * from "./query.ts";
export type { Answered, Answering } from "./answering.ts";
export { compile, evaluate, judge, type EvaluateOptions } from "./compile.ts";
export { Effort } from "./effort.ts";
export { loadPatterns } from "./loadPatterns.ts";
export { parseFilter, type ParsedFilter } from "./parseFilter.ts";
export { printFilter } from "./printFilter.ts";
export { check } from "./checks/check.ts";
export { parseQuery, type ParsedQuery, type ParseOptions } from "./parseQuery.ts";
export { repaired, withFixes } from "./repair.ts";
export { momentAt, type Calendar } from "./calendar.ts";
export { allKept } from "./takeClauses.ts";
export { printQuery, printRange } from "./printQuery.ts";
export { resolveRange, type RangeOptions, type DateStretch } from "./resolveRange.ts";
export { isTwice, isUtc, knownZone, offsetText, ownZone, wallAt, zoneLabel, type Zone } from "./zone.ts";
export { fieldAsked, resolved, resolvedText, type Answers } from "./resolved.ts";
export { substitute, variablesIn, variablesOf, type Variable } from "./variables.ts";
export { planHere, type PlanHere } from "./planHere.ts";
export {
  narrowing,
  pickKey,
  pickOfField,
  termsOf,
  timeBounds,
  withoutTerms,
  withPick,
  withTerms,
  withTime,
  type Narrowing,
  type PickChange,
} from "./narrow.ts";
export { termFor } from "./termFor.ts";
export { inAnyCase, type AnyCase } from "./anyCase.ts";
export { outcomeAmong, outcomeOf, outcomeTerms, withOutcome } from "./outcomes.ts";
export { queryTitle } from "./queryTitle.ts";
export { valueKey, type PickedValue } from "./picks.ts";
export {
  anySpelling,
  isOtherSpelling,
  mindsCase,
  respelled,
  spelledTexts,
  spellingKey,
  usualSpellings,
  type SpelledText,
} from "./spelling.ts";
export { timeBound } from "./timeBound.ts";
export { complete, suggest, type Completion, type CompletionKind, type KnownValue, type Suggestion } from "./complete.ts";
export { expectedAt } from "./expected/expectedAt.ts";
export { fieldAtOffset } from "./expected/fieldAtOffset.ts";
export type { Expectation, Expected, ExpectOptions, FieldThere } from "./expected/expectation.ts";
export { otherClauseNames } from "./otherClauses.ts";
export { otherNamesOf } from "./otherNames.ts";
export { outcomeMeant, outcomeWords } from "./otherOutcomes.ts";
export { regionNamed, regions } from "./regions.ts";
export { clauseWords } from "./clauseWords.ts";
export { functions } from "./functions.ts";
export {
  filterClause,
  filterTerms,
  operatorsOf,
  operatorWords,
  valuePlace,
  type FilterOperator,
  type OperatorWords,
} from "./filterClause.ts";
export { typedValue, type TypedValue } from "./typedValue.ts";
