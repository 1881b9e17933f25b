import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import type {
  ConnectionData,
  ConnectionDraft,
  SignInAction,
  SignInError,
  SignIns,
  ConnectionStore,
  UriCallbacks,
} from "../../auth/index.ts";
import type * as authBundle from "../../auth/index.ts";
import type { State } from "../../auth/storedConnections.ts";
import type { Connections } from "./connections.ts";
import type { Needs } from "./needs.ts";
import { customCloud } from "./customCloud.ts";
import { harmless } from "../harmless.ts";
import { openLink } from "../openLink.ts";
import { signInWindow } from "./signInWindow.ts";
import type { Kept } from "./signInWizard.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { UserMessage } from "../../sessions/userMessage.ts";

type Auth = typeof authBundle;

/** What signing in works with. `signedIn` is told of each connection that was added. */
export interface SigningInWorld {
  readonly auth: Auth;
  readonly context: vscode.ExtensionContext;
  readonly state: State;
  readonly telemetry: Pick<Telemetry, "send">;
  readonly needs: Needs;
  readonly connections: Connections;
  readonly log: (message: string) => void;
  readonly signedIn: (id: string) => void;
}

const isSignInError = (error: unknown): error is SignInError => error instanceof Error && error.name === "SignInError";
/** By name: they come from a bundle of their own. */
const isSecretsLeft = (error: unknown): error is Error => error instanceof Error && error.name === "SecretsLeft";
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** The person's own tenants: signing in, staying signed in, and out. */
export class SigningIn {
  readonly auth: Auth;
  readonly callbacks: UriCallbacks;
  readonly signIns: SignIns;
  readonly store: ConnectionStore;
  readonly #world: SigningInWorld;
  /** What was answered in this window, to be proposed when the sign-in is asked for again. */
  #kept: Kept | undefined;

  constructor(world: SigningInWorld) {
    const { auth, context, state, needs, log } = world;
    this.#world = world;
    this.auth = auth;
    this.callbacks = new auth.UriCallbacks();
    this.signIns = new auth.SignIns(signInWindow(auth, this.callbacks, context, log, () => needs.noteSecrets(true)));
    this.store = new auth.ConnectionStore(state, context.secrets, this.signIns);
  }

  /** A connection as runs use it; undefined when it is gone. */
  async open(id: string): Promise<Connection | undefined> {
    const { auth, signIns, store } = this;
    const data = store.get(id);
    if (data === undefined) return undefined;
    const connection = auth.openConnection(data, {
      signIns,
      fetch: (request) => fetch(request),
      // A run that waits for it goes on with what is kept then.
      interact: (of, task) =>
        this.#inProgress(of, async (signal) => {
          const known = await task(signal);
          await store.keep(known);
          return known;
        }),
      current: () => store.get(id),
    });
    const { graphHost, tenant } = connection;
    return { ...connection, budgetKey: { host: graphHost, tenant, clientId: data.clientId ?? data.way } };
  }

  /** Asks for a tenant and signs in to it; it is then the active one. */
  async add(before?: ConnectionDraft): Promise<void> {
    const { auth, store } = this;
    const { quickStartClientId } = auth;
    const { answersOf, askConnection, forAnother, questionsFor } = await import("./signInWizard.ts");
    const last = store.list().at(-1);
    const kept: Kept = before
      ? { answers: answersOf(before, quickStartClientId) }
      : (this.#kept ?? { answers: last ? forAnother(answersOf(last, quickStartClientId)) : {} });
    const draft = await askConnection(await this.#wizard(), kept, (now) => (this.#kept = now));
    if (draft === "guide") return this.#readGuide();
    if (draft === undefined) return;
    const data = auth.newConnection({ ...draft, name: draft.name ?? "your organisation" }, randomUUID());
    if (data.way === "certificate" || data.way === "clientSecret") {
      if (!(await this.#askCredential(data, data.way, questionsFor(draft).length))) return;
    }
    if (!(await this.signInAs(data, draft))) {
      // Nothing half made stays behind.
      if (store.get(data.id) === undefined) await this.#untilGone(() => this.signIns.signOut(data));
      return;
    }
    this.#kept = undefined;
    await this.#world.connections.use(data.id);
    this.#world.signedIn(data.id);
  }

  /** The command goes on with that question, too: the message may be gone by then. */
  async #readGuide(): Promise<void> {
    await vscode.commands.executeCommand("tenantActivity.registerAppGuide");
    const goOn = "Go On Signing In";
    const said = "Your answers are kept: when the app is registered, go on with its client ID.";
    if ((await vscode.window.showInformationMessage(said, goOn)) === goOn) await this.add();
  }

  async signInAgain(id: string): Promise<boolean> {
    const data = this.store.get(id);
    return data !== undefined && this.signInAs(data);
  }

  /** False when something of it is still stored, which was said. */
  async signOut(id: string): Promise<boolean> {
    const { store } = this;
    const done = await this.#untilGone(() => store.signOut(id));
    this.#world.connections.refresh(id);
    return done;
  }

  /** Makes a token now, with all that was granted since the last one. Answers with whether there is one to go on with. */
  async useFreshToken(id: string): Promise<boolean> {
    const { auth, signIns, store } = this;
    const data = store.get(id);
    // Of the demo tenant there is one only.
    if (data === undefined) return true;
    try {
      await this.#inProgress(data, async (signal) => {
        await signIns.token(data, { anew: true, signal });
        return data;
      });
      return true;
    } catch (error) {
      if (isAbort(error)) return false;
      if (auth.needsPerson(error)) return this.signInAs(data);
      if (!isSignInError(error)) throw error;
      return this.#offer(error, data);
    }
  }

  async rename(id: string): Promise<void> {
    const { store } = this;
    const name = await vscode.window.showInputBox({
      title: "Rename Connection",
      value: store.get(id)?.name ?? "",
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === "" ? "A name is needed" : undefined),
    });
    if (name === undefined) return;
    await store.rename(id, name.trim());
    this.#world.connections.refresh(id);
  }

  async remove(id: string): Promise<void> {
    const { store } = this;
    const data = store.get(id);
    if (data === undefined) return;
    const remove = "Remove";
    const choice = await vscode.window.showWarningMessage(
      `Remove the connection “${harmless(data.name)}” and its tokens from this machine?`,
      { modal: true, detail: "The app registration, its consent and the tenant stay as they are." },
      remove,
    );
    if (choice !== remove) return;
    await this.#untilGone(() => store.remove(id));
    await this.#left(id);
  }

  /** `others`: what is to be forgotten besides; it never rejects. */
  async forgetEverything(others: () => Promise<void>): Promise<void> {
    const forget = "Forget Everything";
    const choice = await vscode.window.showWarningMessage(
      "Sign out of all tenants and forget all connections on this machine?",
      {
        modal: true,
        detail:
          "All tokens, client secrets and certificates of Tenant Activity are deleted from VS Code's secret storage. Its grids and records in this window are closed, and run history and columns are forgotten.",
      },
      forget,
    );
    if (choice !== forget) return;
    await others();
    this.#kept = undefined;
    const { store } = this;
    const ids = store.list().map(({ id }) => id);
    await this.#untilGone(() => store.forgetEverything());
    this.#world.needs.noteSecrets(false);
    for (const id of ids) await this.#left(id);
  }

  /** A sentence for a run that a token kept from going on; undefined for any other error. */
  explain(error: unknown, id: string): UserMessage | undefined {
    if (!isSignInError(error)) return undefined;
    const data = this.store.get(id);
    if (data === undefined) return { message: "The connection is gone. Choose another one from the status bar.", actions: [] };
    const { message } = this.#sentence(error, data);
    // The run has the connection as it was; another one is opened for the host of now.
    if (error.kind === "cloudChanged") return { message, actions: ["run"] };
    return { message, actions: ["signIn", "retry"] };
  }

  async #wizard() {
    const { auth, store } = this;
    const { extension } = this.#world.context;
    const own = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: extension.id, path: "/signed-in" });
    const callbackUri = await Promise.resolve(vscode.env.asExternalUri(own)).then(
      (uri) => uri.toString(true),
      () => undefined,
    );
    return {
      auth,
      extensionKind: extension.extensionKind,
      callbackUri,
      customCloud: customCloud(auth),
      takenNames: store.list().map(({ name }) => name),
    };
  }

  /** `questions`: how many there are, of which this is the last. */
  async #askCredential(data: ConnectionData, way: "certificate" | "clientSecret", questions = 1): Promise<boolean> {
    const { signIns } = this;
    const { askCredential } = await import("./signInWizard.ts");
    for (;;) {
      const credential = await askCredential(way, questions);
      if (credential === undefined) return false;
      try {
        await signIns.storeCredential(data, credential);
        return true;
      } catch (error) {
        if (!isSignInError(error)) throw error;
        const again = way === "certificate" ? "Choose Certificate" : "Enter Secret";
        if ((await vscode.window.showErrorMessage(harmless(this.#sentence(error, data).message), again)) !== again) return false;
      }
    }
  }

  /** Signs in, offering what helps after a failure, until it worked or the person left. */
  async signInAs(data: ConnectionData, draft?: ConnectionDraft): Promise<boolean> {
    const { signIns, store } = this;
    const isNew = store.get(data.id) === undefined;
    // Said again when this one cannot be kept either.
    this.#world.needs.noteSecrets(false);
    try {
      const known = await this.#inProgress(data, (signal) => signIns.signIn(data, { signal }));
      if (isNew) await store.add(draft && draft.name === undefined ? await this.#named(known) : known);
      else if (!(await store.keep(known))) {
        // It was removed meanwhile, here or in another window: what was just got goes too.
        await this.#untilGone(() => signIns.signOut(known));
        return false;
      }
      this.#world.needs.forget(known.id);
      this.#world.connections.refresh(known.id);
      this.#world.telemetry.send("signIn", { way: data.way, cloud: data.cloud, outcome: "ok" }, {});
      return true;
    } catch (error) {
      const outcome = isAbort(error) ? "cancelled" : isSignInError(error) ? error.kind : "unexpected";
      this.#world.telemetry.send("signIn", { way: data.way, cloud: data.cloud, outcome }, {});
      if (isAbort(error)) return false;
      if (!isSignInError(error)) throw error;
      this.#world.log(`Sign-in failed: ${error.message}`);
      return this.#offer(error, data, draft);
    }
  }

  /** Says what went wrong and does what the person chooses to do about it; true when they are signed in then. */
  async #offer(error: SignInError, data: ConnectionData, draft?: ConnectionDraft): Promise<boolean> {
    const { message, actions } = this.#sentence(error, data);
    const title = await vscode.window.showErrorMessage(harmless(message), ...actions.map((action) => action.title));
    const action = actions.find((one) => one.title === title);
    return action !== undefined && this.carryOut(action, data, draft);
  }

  /** Says what could not be deleted, as often as the person tries again; false when they left it at that. */
  async #untilGone(work: () => Promise<void>): Promise<boolean> {
    for (;;) {
      try {
        await work();
        return true;
      } catch (error) {
        if (!isSecretsLeft(error) && !isSignInError(error)) throw error;
        const message = isSecretsLeft(error) ? error.message : new this.auth.SecretsLeft([], error).message;
        const again = "Try Again";
        if ((await vscode.window.showErrorMessage(harmless(message), again)) !== again) return false;
      }
    }
  }

  /** Does what a person chose of what helps; true when they are signed in then. */
  async carryOut(
    action: Omit<SignInAction, "id"> & { readonly id: string },
    data: ConnectionData,
    draft?: ConnectionDraft,
  ): Promise<boolean> {
    if (action.url !== undefined) {
      await openLink(action.url);
      return false;
    }
    switch (action.id) {
      case "enterSecret":
      case "chooseCertificate":
        return (
          (await this.#askCredential(data, action.id === "enterSecret" ? "clientSecret" : "certificate")) && this.signInAs(data, draft)
        );
      case "editConnection":
      case "chooseWay":
        await this.add(draft ?? data);
        return false;
      case "openSettings":
        await vscode.commands.executeCommand("workbench.action.openSettings", "tenantActivity.customCloud");
        return false;
      default:
        return this.signInAs(data, draft);
    }
  }

  #sentence(error: SignInError, data: ConnectionData) {
    const { auth, signIns } = this;
    const cloud = data.cloud === "custom" && typeof customCloud(auth) !== "object" ? undefined : signIns.cloudOf(data);
    return auth.signInMessage(error, data, cloud);
  }

  /** Where the person sees that a sign-in waits for them, and can end it. */
  #inProgress(data: ConnectionData, task: (signal: AbortSignal) => Promise<ConnectionData>): Promise<ConnectionData> {
    const options = { location: vscode.ProgressLocation.Notification, title: `Signing in to ${harmless(data.name)}…`, cancellable: true };
    return Promise.resolve(
      vscode.window.withProgress(options, async (_, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return task(abort.signal);
      }),
    );
  }

  /** By whom the person signed in as, now that it is known. */
  async #named(data: ConnectionData): Promise<ConnectionData> {
    const { store } = this;
    const { nameOfConnection } = await import("./signInWizard.ts");
    const taken = store.list().map(({ name }) => name);
    return { ...data, name: nameOfConnection(data.account?.username, data.tenant, taken) };
  }

  /** The connection is gone. */
  async #left(id: string): Promise<void> {
    this.#world.needs.forget(id);
    if (this.#world.connections.active === undefined) await this.#world.connections.use(undefined);
    this.#world.connections.refresh(id);
  }
}
