import type { Answered, Answering } from "../../query/index.ts";
import type { Field, FieldOperator } from "../../reports/index.ts";

const known: readonly Answered[] = ["documented", "observed", "tried"];

const lists = ({ graph: { operators, observed = [], tried = [] } }: Field): readonly (readonly string[])[] => [operators, observed, tried];

/** What Graph answers of a field. */
export const answering: Answering = (field, operator) => known[lists(field).findIndex((operators) => operators.includes(operator))];

/** All that Graph is asked of a field, what is best known first; none: it does not filter by it. */
export const operatorsAsked = ({ graph: { operators, observed = [], tried = [] } }: Field): readonly FieldOperator[] => [
  ...new Set([...operators, ...observed, ...tried]),
];
