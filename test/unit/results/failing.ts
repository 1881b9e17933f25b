/** A method, by its owner: the prototype of a class, or an object. */
export type Step = { readonly owner: object; readonly method: string };

export class Injected extends Error {}

export interface Failure {
  readonly at: number;
  readonly isLate: boolean;
  readonly lasts: boolean;
}

/** Makes the step fail, at its call number `at` and, when `lasts`, at all after it, until it is ended, which answers with how often it was called. */
export function fail({ owner, method }: Step, { at, isLate, lasts }: Failure): () => number {
  const own = owner as Record<string, (...args: unknown[]) => unknown>;
  const original = own[method]!;
  let calls = 0;
  own[method] = function (...args) {
    const call = calls++;
    const fails = call === at || (lasts && call > at);
    if (fails && !isLate) throw new Injected(method);
    const answer = original.apply(this, args);
    if (fails) throw new Injected(method);
    return answer;
  };
  return () => {
    own[method] = original;
    return calls;
  };
}

/** Calls `work` while the step fails. Answers with how often the step was called. */
export function failing(step: Step, failure: Failure, work: () => void): number {
  const end = fail(step, failure);
  try {
    work();
  } catch (error) {
    end();
    throw error;
  }
  return end();
}
