import * as vscode from "vscode";
import type { Budget } from "../../run/index.ts";

const tickMs = 1000;

/** How much of the service's request limit is used and who waits for it; shown while that matters. */
export function budgetStatus(onDidSpend: vscode.Event<Budget>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("tenantActivity.budget", vscode.StatusBarAlignment.Left, -1);
  item.name = "Tenant Activity: requests";
  let ticking: ReturnType<typeof setInterval> | undefined;
  let current: Budget | undefined;

  function show(): void {
    const { used, limit, waiting, waitMs, isClosed } = current?.state ?? { used: 0, limit: 0, waiting: 0, waitMs: 0, isClosed: false };
    if (used === 0 && waiting === 0 && !isClosed) {
      clearInterval(ticking);
      ticking = undefined;
      item.hide();
      return;
    }
    const seconds = Math.ceil(waitMs / 1000);
    item.text = `$(${isClosed ? "circle-slash" : "dashboard"}) ${used}/${limit}${waiting > 0 ? ` · ${seconds} s` : ""}`;
    const markdown = new vscode.MarkdownString();
    markdown.appendMarkdown(`**${used} of ${limit} requests** of the last 10 seconds are used.\n\n`);
    if (isClosed) markdown.appendMarkdown(`The service asked everybody to wait: **${seconds} s** to go.\n\n`);
    else if (waiting > 0) markdown.appendMarkdown(`**${waiting} waiting**, the next one goes in ${seconds} s.\n\n`);
    markdown.appendMarkdown(
      limit < 5
        ? "Microsoft Graph allows 5 requests in 10 seconds for each app and tenant; it has refused earlier here, so fewer are sent for a while."
        : "Microsoft Graph allows 5 requests in 10 seconds for each app and tenant. All windows of this machine share them.",
    );
    item.tooltip = markdown;
    item.accessibilityInformation = {
      label: `${used} of ${limit} requests used${waiting > 0 ? `, ${waiting} waiting, ${seconds} seconds to go` : ""}`,
    };
    item.show();
    ticking ??= setInterval(show, tickMs);
  }

  return vscode.Disposable.from(
    item,
    onDidSpend((budget) => {
      current = budget;
      show();
    }),
    { dispose: () => clearInterval(ticking) },
  );
}
