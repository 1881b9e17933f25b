// Loaded into the server: ends it, and removes its folder, when the process that started it is gone without having stopped it.
import fs from "node:fs";

const parent = Number(process.env.VSCODE_HOST_PARENT);
const isServer = process.argv[1]?.endsWith("server-main.js");

setInterval(() => {
  try {
    process.kill(parent, 0);
    return;
  } catch {
    // gone
  }
  if (!isServer) process.exit(0);
  // The server's own children, which load this too, go first.
  setTimeout(() => {
    fs.rmSync(process.env.VSCODE_HOST_TEMP, { recursive: true, force: true });
    process.exit(0);
  }, 1500);
}, 1000).unref();
