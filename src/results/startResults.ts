import { Worker } from "node:worker_threads";
import { connect, type Remote } from "../rpc.ts";
import type { ResultsApi } from "./api.ts";
import { threadPort } from "./threadPort.ts";
import type { ResultsThreadData } from "./worker.ts";

const numbersPerThread = 1_000_000;

export interface ResultsThread {
  readonly results: Remote<ResultsApi>;
  /** `listener` is called at once when the thread has died, and with it every result so far. Answers with how to end that. */
  onLost(listener: (reason: string) => void): () => void;
  dispose(): void;
}

/**
 * The results worker as the extension host sees it. The thread starts with the first call. When it dies, the calls still out fail with a
 * `RemoteError` named `Closed`, and the next call starts another: results of the dead one are then not known.
 */
export function startResults(workerFile: URL | string): ResultsThread {
  const listeners = new Set<(reason: string) => void>();
  let thread: { readonly far: Remote<ResultsApi>; end(reason: string): void } | undefined;
  let started = 0;
  let disposed = false;

  function start(): NonNullable<typeof thread> {
    // Numbers are never used twice: a number of a dead thread must not name somebody else's result.
    const workerData: ResultsThreadData = { firstNumber: started++ * numbersPerThread + 1 };
    const worker = new Worker(workerFile, { workerData });
    const { far, close } = connect<ResultsApi>(threadPort(worker), {});
    const own = {
      far,
      end(reason: string) {
        const isLost = thread === own && !disposed;
        if (thread === own) thread = undefined;
        close(reason);
        void worker.terminate();
        if (isLost) for (const listener of [...listeners]) listener(reason);
      },
    };
    worker.on("error", (error) => own.end(`The results worker failed: ${error instanceof Error ? error.message : String(error)}`));
    worker.on("messageerror", () => own.end("The results worker sent what cannot be read"));
    worker.on("exit", (code) => own.end(`The results worker ended with code ${code}`));
    return own;
  }

  const results = new Proxy(Object.create(null) as object, {
    get: (_target, method) => {
      if (typeof method !== "string" || method === "then") return undefined; // a promise may hold the far side
      return async (...call: unknown[]) => {
        if (disposed) throw new Error("The results worker is no longer needed");
        // What a dead thread held is free already.
        if (thread === undefined && method === "release") return undefined;
        thread ??= start();
        const far = thread.far as Record<string, (...call: unknown[]) => Promise<unknown>>;
        return far[method]?.(...call);
      };
    },
  });

  return {
    results: results as Remote<ResultsApi>,
    onLost(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      disposed = true;
      thread?.end("The results worker is no longer needed");
    },
  };
}
