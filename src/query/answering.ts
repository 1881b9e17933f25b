import type { Field } from "../reports/index.ts";

/** How well it is known that an operator on a field is answered: its reference says so, others ask for it, some may. */
export type Answered = "documented" | "observed" | "tried";

/** What whoever is asked answers of a field. The language proposes by it, and means the same without it: what of a condition is asked for is for a source's plan to say. */
export type Answering = (field: Field, operator: string) => Answered | undefined;
