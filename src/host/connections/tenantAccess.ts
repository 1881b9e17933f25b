import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import { storedConnections } from "../../auth/storedConnections.ts";
import type { UserMessage } from "../../sessions/userMessage.ts";
import type { Connections } from "./connections.ts";
import { changesCustomCloud } from "./customCloud.ts";
import type { SigningIn, SigningInWorld } from "./signingIn.ts";

type World = Omit<SigningInWorld, "auth" | "connections" | "signedIn">;

/** The person's own tenants, as the start of VS Code needs them: what is asked of them goes to `SigningIn`, which is loaded with its first use. */
export class TenantAccess implements vscode.Disposable {
  readonly #world: World;
  #attached: Pick<SigningInWorld, "connections" | "signedIn"> | undefined;
  #loading: Promise<SigningIn> | undefined;
  #loaded: SigningIn | undefined;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(world: World) {
    this.#world = world;
    this.#listeners = [
      // What nobody waits for is ignored.
      vscode.window.registerUriHandler({ handleUri: (uri) => void this.#loaded?.callbacks.handle(uri.toString(true)) }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        // Open connections of it end; what is used next is opened for the host that it names now.
        if (changesCustomCloud(event)) for (const { id } of storedConnections(world.state)) this.#attached?.connections.refresh(id);
      }),
    ];
  }

  /** They need each other: the list shows what is opened here. `signedIn` is told of each connection that was added. */
  attach(connections: Connections, signedIn: (id: string) => void): void {
    this.#attached = { connections, signedIn };
  }

  /** Loads what it takes, once. */
  load(): Promise<SigningIn> {
    this.#loading ??= (async () => {
      if (this.#attached === undefined) throw new Error("Nothing shows the connections yet.");
      const [auth, { SigningIn }] = await Promise.all([import("../../auth/index.ts"), import("./signingIn.ts")]);
      return (this.#loaded = new SigningIn({ ...this.#world, ...this.#attached, auth }));
    })();
    return this.#loading;
  }

  async open(id: string): Promise<Connection | undefined> {
    return (await this.load()).open(id);
  }

  async add(): Promise<void> {
    return (await this.load()).add();
  }

  async signInAgain(id: string): Promise<boolean> {
    return (await this.load()).signInAgain(id);
  }

  async signOut(id: string): Promise<boolean> {
    return (await this.load()).signOut(id);
  }

  async useFreshToken(id: string): Promise<boolean> {
    return (await this.load()).useFreshToken(id);
  }

  async rename(id: string): Promise<void> {
    return (await this.load()).rename(id);
  }

  async remove(id: string): Promise<void> {
    return (await this.load()).remove(id);
  }

  async forgetEverything(others: () => Promise<void>): Promise<void> {
    return (await this.load()).forgetEverything(others);
  }

  explain(error: unknown, id: string): UserMessage | undefined {
    return this.#loaded?.explain(error, id);
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }
}
