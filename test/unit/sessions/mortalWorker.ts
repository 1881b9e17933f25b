import { parentPort, workerData } from "node:worker_threads";
import type { ResultsApi } from "../../../src/results/api.ts";
import { createResults } from "../../../src/results/results.ts";
import { threadPort } from "../../../src/results/threadPort.ts";
import type { ResultsThreadData } from "../../../src/results/worker.ts";
import { connect, type Nothing } from "../../../src/rpc.ts";

if (!parentPort) throw new Error("Not a thread");
const { firstNumber } = workerData as ResultsThreadData;
/** The results worker, which dies when it is told to end all exports. */
connect<Nothing, ResultsApi>(threadPort(parentPort), {
  ...createResults({ now: () => new Date(), firstNumber }),
  endExports: () => process.exit(3),
});
