import { demoApps, demoSecret } from "../support/identityEndpoint/index.ts";
import type { Window } from "./window.ts";

/** What the picker calls the cloud of the settings whose Graph is at this address. */
export const customCloud = (graph: string): string => `Custom (${new URL(graph).host})`;

/** The demo tenant's own unless told. */
export interface ClientApp {
  readonly clientId?: string;
  /** Of the connection. */
  readonly name?: string;
  readonly secret?: string;
}

/** Answers the questions of a sign-in with an app's client secret in the custom cloud; comes back when they are answered. */
export async function answerWithSecret(
  window: Window,
  graph: string,
  { clientId = demoApps.exporter, name = "Exporter", secret = demoSecret }: ClientApp = {},
): Promise<void> {
  await window.command("Tenant Activity: Sign In…");
  await window.pick("App with a client secret");
  await window.pick(customCloud(graph));
  await window.answer("Tenant: its GUID", "contoso.com");
  await window.answer("ID of your app registration", clientId);
  await window.answer("Name of the connection", name);
  await window.answer("Client secret", secret);
}

/** The same, until the connection is the active one. */
export async function signInWithSecret(window: Window, graph: string, app: ClientApp = {}): Promise<void> {
  await answerWithSecret(window, graph, app);
  await window.status(app.name ?? "Exporter").waitFor();
}

/** Enters the device code that is shown, and lets this person approve it. */
export async function approveDevice(window: Window, login: string, user: string): Promise<void> {
  const shown = window.notification("To sign in, enter the code");
  await shown.waitFor();
  const code = /the code (\S+) at/.exec((await shown.textContent()) ?? "")?.[1] ?? "";
  await fetch(`${login}/devicelogin`, {
    method: "POST",
    body: new URLSearchParams({ user_code: code, user, decision: "approve" }),
  });
}
