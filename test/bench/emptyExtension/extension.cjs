/* eslint no-undef: "off", "@typescript-eslint/no-require-imports": "off" -- VS Code reads it as it stands, without a build */
const vscode = require("vscode");

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.window.registerTreeDataProvider("empty.tree", {
      getChildren: (item) => (item ? [] : ["Panel"]),
      getTreeItem: (label) => ({ label }),
    }),
    vscode.commands.registerCommand("empty.open", () => {
      const panel = vscode.window.createWebviewPanel("empty.panel", "Panel", vscode.ViewColumn.Active, { enableScripts: true });
      panel.webview.html = `<!DOCTYPE html><title>Panel</title><div class="row"><span role="gridcell">one cell</span></div>`;
    }),
  );
};
