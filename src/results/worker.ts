import { parentPort, workerData } from "node:worker_threads";
import { loadPatterns } from "../query/loadPatterns.ts";
import { connect, type Nothing } from "../rpc.ts";
import type { ResultsApi } from "./api.ts";
import { createResults } from "./results.ts";
import { threadPort } from "./threadPort.ts";

/** What `startResults` tells the thread. */
export interface ResultsThreadData {
  /** Results are numbered from here on. */
  readonly firstNumber: number;
}

if (!parentPort) throw new Error("This file is the entry of a worker thread");
const { firstNumber } = workerData as ResultsThreadData;
const results = createResults({ now: () => new Date(), firstNumber });
connect<Nothing, ResultsApi>(threadPort(parentPort), {
  ...results,
  view: async (order) => {
    await loadPatterns(order.filter, ...(order.clauses ?? []).map(({ condition }) => condition));
    return results.view(order);
  },
  measure: async (question) => {
    await loadPatterns(...question.measures.map(({ where = "" }) => where));
    return results.measure(question);
  },
  rows: async (window) => {
    await results.settle(window);
    return results.rows(window);
  },
});
