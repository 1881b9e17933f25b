import * as vscode from "vscode";

export type FirstStep = "run" | "filter" | "record" | "save";

const done = new Set<FirstStep>();

/** Ticks a step of the walkthrough: it is done by doing it. */
export function didStep(step: FirstStep): void {
  if (done.has(step)) return;
  done.add(step);
  void vscode.commands.executeCommand("setContext", `tenantActivity.did.${step}`, true);
}
