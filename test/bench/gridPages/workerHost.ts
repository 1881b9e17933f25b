// Runs in the page, before the grid: the host answers from a worker, as it does from another process, so that its work and its records are not the page's.
import "./gridScroll.ts";

const worker = new Worker("host.js");
worker.onmessage = ({ data }) => {
  window.dispatchEvent(new MessageEvent("message", { data }));
};
Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => {
      worker.postMessage(message);
    },
    getState: () => undefined,
    setState: () => undefined,
  }),
});
