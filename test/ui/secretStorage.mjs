// Loaded before anything else in the extension host of a test: the extension's secret storage is what TENANT_ACTIVITY_TEST_SECRETS says,
// a file with `works`, `fails` or `silent` in it. Everything else is VS Code's own.
import { readFileSync } from "node:fs";
import Module from "node:module";

const file = process.env.TENANT_ACTIVITY_TEST_SECRETS;
const mood = () => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "works";
  }
};

const troubled = (secrets) =>
  new Proxy(secrets, {
    get(target, name) {
      const value = target[name];
      if (typeof value !== "function" || name === "onDidChange") return value;
      return (...args) => {
        if (mood() === "fails")
          return Promise.reject(new Error("Error calling StartServiceByName for org.freedesktop.secrets: Timeout was reached"));
        if (mood() === "silent") return new Promise(() => undefined);
        return value.apply(target, args);
      };
    },
  });

const load = Module._load;
Module._load = function (request, ...rest) {
  const loaded = load.call(this, request, ...rest);
  if (file === undefined || !/tenant-activity.*extension\.cjs$|dist[\\/]extension\.cjs$/.test(request)) return loaded;
  return {
    ...loaded,
    activate: (context) =>
      loaded.activate(new Proxy(context, { get: (target, name) => (name === "secrets" ? troubled(target.secrets) : target[name]) })),
  };
};
