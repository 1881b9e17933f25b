import "./workerHost.ts";
import "../../../src/webview/grid.ts";
import "./ownShown.ts";
