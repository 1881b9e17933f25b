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
      panel.webview.html = `<!DOCTYPE html><title>Panel</title><div class="row" tabindex="0"><span role="gridcell">one cell</span></div>
        <script>const code = acquireVsCodeApi(); addEventListener("keydown", ({ key }) => key === "Enter" && code.postMessage("open"))</script>`;
      panel.webview.onDidReceiveMessage(openDocument);
    }),
  );
};

let opened = 0;

/** A read-only document without anything in it, from a file system of its own: made here, as a start that does nothing has none. */
function openDocument() {
  if (opened++ === 0) vscode.workspace.registerFileSystemProvider("empty", files, { isReadonly: true });
  return vscode.window.showTextDocument(vscode.Uri.parse(`empty:/${opened}.json`), { preview: true });
}

const text = new TextEncoder().encode("{}");
const refused = () => {
  throw vscode.FileSystemError.NoPermissions();
};
const files = {
  onDidChangeFile: () => new vscode.Disposable(() => undefined),
  watch: () => new vscode.Disposable(() => undefined),
  stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length }),
  readFile: () => text,
  readDirectory: () => [],
  createDirectory: refused,
  writeFile: refused,
  delete: refused,
  rename: refused,
};
