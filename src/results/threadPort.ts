import type { MessagePort, Worker } from "node:worker_threads";
import type { Port } from "../rpc.ts";

/** Either end of a worker thread's channel. */
export function threadPort(end: MessagePort | Worker): Port {
  return {
    post: (message, transfer = []) => end.postMessage(message, transfer),
    onMessage: (listener) => void end.on("message", listener),
  };
}
