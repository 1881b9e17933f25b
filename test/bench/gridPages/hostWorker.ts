// Runs in a worker: the stand-in for the host, for which the worker is the window.
import "../../support/gridHarness/fakeHost.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const { postMessage } = acquireVsCodeApi();
onmessage = ({ data }) => {
  postMessage(data);
};
