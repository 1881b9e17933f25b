import * as vscode from "vscode";
import type { Connection } from "../auth/connection.ts";
import { substitute, variablesOf, type Query } from "../query/index.ts";
import { harmless } from "./harmless.ts";

/** Puts values in place of the variables of a query; asks for `${input:…}`. Undefined when the person left a question. */
export async function substituteVariables(query: Query, connection: Connection): Promise<Query | undefined> {
  const values = new Map([
    ["me", connection.me],
    ["tenant", connection.tenant],
  ]);
  for (const { name, kind, argument = name } of variablesOf(query)) {
    if (values.has(name)) continue;
    const value = await vscode.window.showInputBox({
      title: harmless(kind === "pick" ? `Value of ${argument}` : argument),
      prompt: harmless(`Goes into the query as text, in place of \${${name}}`),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    values.set(name, value);
  }
  return substitute(query, values);
}
