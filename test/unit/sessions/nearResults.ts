import type { ResultsApi } from "../../../src/results/api.ts";
import { createResults } from "../../../src/results/results.ts";
import type { Remote } from "../../../src/rpc.ts";

/** The store without its thread: same calls, same answers, each in its own turn. `calls`: is told of each. */
export function nearResults(now: Date, calls: (method: string) => void = () => undefined): Remote<ResultsApi> {
  const results = createResults({ now: () => now }) as unknown as Record<string, (argument: unknown) => unknown>;
  return new Proxy(Object.create(null) as object, {
    get: (_target, method) => async (argument: unknown) => {
      calls(String(method));
      return results[String(method)]?.(structuredClone(argument));
    },
  }) as Remote<ResultsApi>;
}
