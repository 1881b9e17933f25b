// What is put into the webview of a real VS Code to scroll the grid there.
import "./ownShown.ts";
import "./gridScroll.ts";
