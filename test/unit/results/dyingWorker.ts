import { parentPort, workerData } from "node:worker_threads";
import { connect, type Nothing } from "../../../src/rpc.ts";
import type { ResultsApi } from "../../../src/results/api.ts";
import { threadPort } from "../../../src/results/threadPort.ts";
import type { ResultsThreadData } from "../../../src/results/worker.ts";

if (!parentPort) throw new Error("Not a thread");
const { firstNumber } = workerData as ResultsThreadData;
/** A results worker that does not live long. */
connect<Nothing, Pick<ResultsApi, "create" | "release" | "record">>(threadPort(parentPort), {
  create: () => firstNumber,
  release: () => process.exit(3),
  record: () =>
    new Promise(() => {
      process.nextTick(() => {
        throw new Error("out of luck");
      });
    }),
});
