import type { GridMemory } from "../protocol/grid.ts";
import type { Port } from "../rpc.ts";

export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): GridMemory | undefined;
  setState(memory: GridMemory): void;
}

/** The wire to the extension host. */
export const vscodePort = (vscode: VsCodeApi): Port => ({
  post: (message) => {
    vscode.postMessage(message);
  },
  onMessage: (listener) => {
    window.addEventListener("message", ({ data }) => {
      listener(data);
    });
  },
});
