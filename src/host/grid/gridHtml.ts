import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { contentPolicy } from "./contentPolicy.ts";

/** The page of a grid panel: everything from the extension's own folder, nothing inline, nothing from elsewhere. */
export function gridHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const at = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy(nonce, webview.cspSource);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tenant Activity</title>
<link rel="preload" href="${at("dist", "codicon.ttf")}" as="font" type="font/ttf" crossorigin>
<link rel="stylesheet" href="${at("dist", "codicon.css")}">
<link rel="stylesheet" href="${at("dist", "grid.css")}">
</head>
<body>
<script type="module" nonce="${nonce}" src="${at("dist", "grid.js")}"></script>
</body>
</html>`;
}
