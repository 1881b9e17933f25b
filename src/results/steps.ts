import { setImmediate } from "node:timers/promises";

/** Long work that says where it can be interrupted. */
export type Work<Answer> = Generator<void, Answer, void>;

/** So many looks at what lies in memory, one after the other, are a step: a millisecond or so. */
export const looksAtOnce = 32_768;

export interface StepOptions {
  /** Milliseconds for which the work may keep other calls waiting. */
  readonly msAtOnce: number;
  /** Throws when the work is no longer wanted. */
  check(): void;
}

/** Does the work and lets other calls have their turn between its steps. */
export async function inSteps<Answer>(work: Work<Answer>, { msAtOnce, check }: StepOptions): Promise<Answer> {
  let started = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - started < msAtOnce) continue;
    await setImmediate();
    check();
    started = performance.now();
  }
}

/** Begins the work anew when what it stands on has become another between its steps. */
export function* steadily<Answer>(begin: () => Work<Answer>, version: () => unknown): Work<Answer> {
  for (;;) {
    const before = version();
    for (const work = begin(); version() === before;) {
      const { done, value } = work.next();
      if (done) return value;
      yield;
    }
  }
}

/** Does the work while everybody waits. */
export function atOnce<Answer>(work: Work<Answer>): Answer {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
